"""Holds the coverage of both database runs to the house rules.

100 % of branches in kernel and in every rules, validators, queries and actions module; 95 % overall.
"""

import re
import sys

from coverage import Coverage

STRICT = re.compile(r"athar/kernel/|athar/[a-z]+/(rules|validators|queries|actions)(\.py|/)")
OVERALL = 95.0


def main() -> int:
    """Print what is not covered where everything must be; exit code 1 when something is not."""
    coverage = Coverage()
    coverage.load()
    short = []
    for name in sorted(coverage.get_data().measured_files()):
        path = name.replace("\\", "/")
        if STRICT.search(path):
            analysis = coverage._analyze(name)
            numbers = analysis.numbers
            if numbers.n_missing or numbers.n_missing_branches:
                missing = analysis.missing_formatted(branches=True)
                short.append(f"{path[path.index('athar/') :]}: {missing}")
    total = coverage.report(file=open("/dev/null", "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - the total is wanted, not the table
    for line in short:
        sys.stdout.write(f"not covered: {line}\n")
    sys.stdout.write(f"overall {total:.1f} % (at least {OVERALL} %)\n")
    return 1 if short or total < OVERALL else 0


if __name__ == "__main__":
    sys.exit(main())
