"""Over what a person must hold a role to state values of an indicator."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q

from athar.indicators.models import Indicator, ResultLine
from athar.indicators.rules import library_scope
from athar.people.rules import organisation_scope
from athar.plans.enums import BodyRole
from athar.plans.models import CommitmentBody
from athar.plans.rules import plan_scopes


def scopes_of_indicators(indicator_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Give the scope keys of indicators: their library, its plan, and the bodies of its projects.

    Shape: an indicator of a shared library has the scope of the library only; a plan that adopts
    it gains no right over its values. One that a plan owns has the scopes of the plan, and those
    of every body that leads, owns or carries out a project under which it stands.
    Queries: 3.
    """
    found: defaultdict[int, list[str]] = defaultdict(list)
    rows = Indicator.objects.filter(pk__in=indicator_ids)
    for pk, library_id, plan_id, owner_id in rows.values_list(
        "pk", "library_id", "library__plan_id", "library__plan__owner_id"
    ):
        found[pk].append(library_scope(library_id))
        if plan_id is not None:
            found[pk] += plan_scopes(plan_id, owner_id)
    lines = ResultLine.objects.filter(
        indicator__in=indicator_ids,
        commitment__isnull=False,
        indicator__library__plan__isnull=False,
    )
    projects = list(lines.values_list("indicator_id", "commitment_id"))
    bodies: defaultdict[int, list[str]] = defaultdict(list)
    for commitment_id, body_id in CommitmentBody.objects.filter(
        ~Q(role=BodyRole.SUPPORT),
        commitment__in={commitment for _indicator, commitment in projects},
    ).values_list("commitment_id", "organisation_id"):
        bodies[commitment_id].append(organisation_scope(body_id))
    for indicator_id, commitment_id in projects:
        found[indicator_id] += bodies[commitment_id]
    return {pk: tuple(dict.fromkeys(keys)) for pk, keys in found.items()}


def scopes_of_libraries(library_id: int | None = None) -> dict[int, tuple[str, ...]]:
    """Give the scope keys of a library, or of all: those of any of its indicators.

    Shape: a library without indicators has none, as nothing can be stated of it.
    Queries: 4.
    """
    rows = Indicator.objects.all()
    if library_id is not None:
        rows = rows.filter(library=library_id)
    of_indicator = dict(rows.values_list("pk", "library_id"))
    found: defaultdict[int, dict[str, None]] = defaultdict(dict)
    for pk, keys in scopes_of_indicators(of_indicator).items():
        found[of_indicator[pk]].update(dict.fromkeys(keys))
    return {library: tuple(keys) for library, keys in found.items()}
