"""What a search is narrowed to, as terms every entry must have and numbers it must be among."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from athar.kernel.progress import ComputedStatus
from athar.people.models import Organisation
from athar.plans.models import Plan
from athar.reference.models import Place
from athar.rollups.enums import SubjectKind
from athar.rollups.models import Progress
from athar.rollups.queries.readings import published_plans, read_today
from athar.search.engine import Among, Expression, Term
from athar.search.enums import SHOWN, Kind, Part
from athar.search.queries.results import SearchFilter
from athar.search.tokens import facet

#: What no entry has.
_NOTHING = (Term(f"{Part.FACET}0"),)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What every entry found must have, and the numbers it must be among."""

    terms: Expression = ()
    among: Among = None
    kinds: tuple[Kind, ...] = SHOWN


def narrow(filters: SearchFilter) -> Narrowing:
    """Read the codes of a filter; one that nothing has leaves nothing.

    Queries: 1 for each of plan, place, lead and status.
    """
    wanted: list[tuple[Term, ...]] = []
    if filters.plan:
        rows = Plan.objects.filter(code=filters.plan, current_version__gt=0)
        wanted.append(_having(SubjectKind.PLAN, rows.values_list("pk", flat=True).first()))
    if filters.place:
        scheme, _colon, code = filters.place.partition(":")
        places = Place.objects.filter(scheme=scheme, code=code)
        wanted.append(_having(SubjectKind.PLACE, places.values_list("pk", flat=True).first()))
    if filters.lead:
        bodies = Organisation.objects.filter(code=filters.lead)
        wanted.append(_having(SubjectKind.LEAD, bodies.values_list("pk", flat=True).first()))
    if filters.theme is not None:
        wanted.append(_having(SubjectKind.THEME, filters.theme))
    if filters.year is not None:
        wanted.append(_having(SubjectKind.YEAR, filters.year))
    if filters.status is None:
        return Narrowing(tuple(wanted))
    return Narrowing(tuple(wanted), _standing(filters.status), (Kind.COMMITMENT,))


def _having(kind: SubjectKind, key: int | None) -> tuple[Term, ...]:
    return _NOTHING if key is None else (Term(facet(kind, key)),)


def _standing(status: ComputedStatus) -> Among:
    """Give what is true of the commitments whose computed status of today is this one."""
    plans = list(published_plans())
    today = read_today(Progress.objects.all(), plans).filter(Q(status=status.value)).order_by()
    sql, parameters = today.values_list("subject_id").query.sql_with_params()
    # asked of each entry that matches: the index by subject answers, nobody reads all commitments
    asked = f"{{number}} - {Kind.COMMITMENT.first_id}"
    exists = f"EXISTS (SELECT 1 FROM ({sql}) AS standing WHERE standing.subject_id = {asked})"  # noqa: S608 - our own words
    return exists, tuple(parameters)
