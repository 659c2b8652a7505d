"""A process that publishes one report after another, for a test that kills it at any moment.

`python -m tests.reporting.publishing prepare` makes an installation with validated reports where
ATHAR_DATABASE_URL says; without a word it publishes what is validated there, and says when.
"""

from __future__ import annotations

import sys

import django

N_REPORTS = 60


def main(words: list[str]) -> None:
    """Prepare, or publish."""
    django.setup()
    if words == ["prepare"]:
        prepare()
    else:
        publish()


def prepare() -> None:
    """Make the small plan with rounds in each of which the dam is reported on and validated."""
    import datetime as dt

    from tests import cast
    from tests.reporting import cast as made

    plan = cast.published_plan()
    for n in range(N_REPORTS):
        day = dt.date(2024, 1, 1) + dt.timedelta(days=n)
        key = made.a_round(plan, code=f"R{n}", start_on=day, end_on=day)
        said = {"declared_status": "on_track", "physical": "95", "paid": "5"}
        made.validated(plan, None, None, round_id=key, said=said)


def publish() -> None:
    """Publish what is validated, the earliest first."""
    from athar.reporting.actions import publish_report
    from athar.reporting.models import Report

    waiting = list(Report.objects.filter(state="validated").values_list("pk", "version"))
    sys.stdout.write("publishing\n")
    sys.stdout.flush()
    for pk, version in waiting:
        publish_report(by=None, report_id=pk, version=version)


if __name__ == "__main__":
    main(sys.argv[1:])
