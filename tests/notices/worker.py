"""A worker that tells people once, for a test that kills it while a mail leaves.

`python -m tests.notices.worker prepare` makes the small plan with a round in which the manager owes
reports; without a word it lets digests leave, whatever moment each waits for.
"""

from __future__ import annotations

import sys

import django


def main(words: list[str]) -> None:
    """Prepare, or tell."""
    django.setup()
    if words == ["prepare"]:
        prepare()
    else:
        tell()


def prepare() -> None:
    """Make the small plan, its people and a round."""
    from tests import cast
    from tests.reporting import cast as made

    plan = cast.published_plan()
    cast.people(plan)
    made.a_round(plan)


def tell() -> None:
    """Let digests leave."""
    from athar.kernel import clock
    from athar.notices.jobs import tell_people
    from athar.notices.models import Mail

    Mail.objects.update(next_try_at=clock.now())
    tell_people()


if __name__ == "__main__":
    main(sys.argv[1:])
