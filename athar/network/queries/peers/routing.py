"""What members did in a policy area, read from their live plans."""

from __future__ import annotations

from collections import Counter

from athar.evaluation.queries import assessed_marks
from athar.network.enums.experiences import Level
from athar.network.enums.members import MemberKind
from athar.network.models import Member
from athar.network.rules.peers import Peer
from athar.plans.models import CommitmentTheme
from athar.reporting.enums import DeclaredStatusChoice
from athar.reporting.models import Report
from athar.reporting.past import public_reports

_COMPLETE = "complete"
"""How an independent evaluator codes what is done."""


def peers_in(theme_id: int, level: Level, *, asker_id: int) -> tuple[Peer, ...]:
    """Give what each member but the one that asks did in a policy area.

    Shape: a commitment is completed when its newest public report says so, or an evaluator does.
    Queries: 4.
    """
    rows = CommitmentTheme.objects.filter(
        theme=theme_id,
        commitment__plan__current_version__gt=0,
        commitment__first_version__isnull=False,
        commitment__removed_in_version=None,
    )
    places = dict(rows.values_list("commitment_id", "commitment__plan__place_id"))
    completed = _completed(list(places))
    n_of = Counter(places.values())
    n_done = Counter(place for key, place in places.items() if key in completed)
    members = Member.objects.filter(place__in=n_of).exclude(pk=asker_id).order_by("pk")
    wanted = MemberKind.LOCAL if level is Level.LOCAL else MemberKind.STATE
    return tuple(
        Peer(pk, n_done[place], n_of[place], kind == wanted)
        for pk, place, kind in members.values_list("pk", "place_id", "kind")
    )


def _completed(commitment_ids: list[int]) -> set[int]:
    reports = Report.objects.filter(public_reports(), commitment__in=commitment_ids)
    newest = dict(
        reports.order_by("as_of_on", "pk").values_list("commitment_id", "declared_status")
    )
    done = {key for key, said in newest.items() if said == DeclaredStatusChoice.COMPLETED}
    marks = assessed_marks(commitment_ids)
    return done | {key for key, mark in marks.items() if mark.code == _COMPLETE}
