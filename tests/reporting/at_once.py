"""A process that does one act on a report when told, for a test in which several do it at once.

`prepare` makes the small plan with a round and prints the key of a draft; `submit`, `validate` and
`publish` say that they are ready, wait for a line and do it on the report whose key follows.
"""

from __future__ import annotations

import sys

import django


def main(words: list[str]) -> None:
    """Prepare, or act."""
    django.setup()
    if words == ["prepare"]:
        _say(str(prepare()))
    else:
        act(words[0], int(words[1]))


def prepare() -> int:
    """Give the key of a draft of the manager."""
    from athar.people.models import Account
    from tests import cast
    from tests.reporting import cast as made

    plan = cast.published_plan()
    cast.people(plan)
    return made.drafted(plan, Account.objects.get(email="manager@example.org"))


def act(name: str, key: int) -> None:
    """Do one act as whom it is for, of the version that stood when all began."""
    from django.core.exceptions import ValidationError

    from athar.people.models import Account
    from athar.reporting import actions
    from athar.reporting.models import Report
    from athar.trail.refusing import Collision

    who = "manager" if name == "submit" else "validator"
    by = Account.objects.get(email=f"{who}@example.org")
    version = Report.objects.values_list("version", flat=True).get(pk=key)
    _say("ready")
    sys.stdin.readline()
    try:
        getattr(actions, f"{name}_report")(by=by, report_id=key, version=version)
    except (Collision, ValidationError) as refusal:
        _say(type(refusal).__name__)
    else:
        _say("done")


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
