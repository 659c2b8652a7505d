"""The libraries and indicators of which values may be stated, published or not."""

from __future__ import annotations

from django.db.models import Q

from athar.indicators.enums import Claim
from athar.indicators.models import Indicator
from athar.indicators.queries.definitions import (
    IndicatorView,
    LibraryView,
    indicators_by_id,
    libraries,
)
from athar.indicators.rules import claims_for
from athar.indicators.scopes import scopes_of_libraries
from athar.kernel.actor import Actor


def indicators_to_state(*, library: str = "", plan: str = "") -> tuple[IndicatorView, ...]:
    """Give the indicators of a library, those a plan owns or adopted, or all of them.

    Shape: in the order of their libraries; computed ones are among them.
    Queries: 3.
    """
    wanted = Q()
    if library:
        wanted &= Q(library__code=library)
    if plan:
        adopted = Q(lines__plan__code=plan, lines__removed_at=None)
        wanted &= Q(library__plan__code=plan) | adopted
    keys = list(Indicator.objects.filter(wanted).distinct().values_list("pk", flat=True))
    return tuple(indicators_by_id(keys, drafts=True).values())


def libraries_to_state(actor: Actor) -> tuple[tuple[LibraryView, tuple[Claim, ...]], ...]:
    """Give the libraries of which somebody may state values of any indicator, with which claims.

    Shape: shared ones first.
    Queries: 5.
    """
    scopes = scopes_of_libraries()
    allowed = ((one, claims_for(actor, scopes.get(one.id, ()))) for one in libraries(drafts=True))
    return tuple((one, claims) for one, claims in allowed if claims)
