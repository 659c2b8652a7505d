"""What somebody administers, and over what they may give roles."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from athar.desk.account import branch_words, scopes_in_words
from athar.indicators.queries import libraries
from athar.indicators.rules import library_scope
from athar.network.queries.members import members_by_scope
from athar.people.models import Account
from athar.people.queries import administered_scopes, organisations_by_code
from athar.people.rules import INSTALLATION, organisation_scope
from athar.plans.queries import all_plans, branches
from athar.reference.enums import PROVINCIAL_KINDS, PlaceKind
from athar.reference.queries import large_places
from athar.ui.site import Label

_LARGE = (PlaceKind.REGION, *PROVINCIAL_KINDS)


def administrator_of(request: HttpRequest) -> tuple[Account, frozenset[str]]:
    """Give who asks, and the scopes they administer.

    Errors: PermissionDenied for whoever administers nothing.
    Queries: 1.
    """
    account = cast("Account", request.user)
    scopes = administered_scopes(account)
    if not scopes:
        raise PermissionDenied("people.administer")
    return account, scopes


def grantable(scopes: frozenset[str]) -> tuple[tuple[str, Label], ...]:
    """Give the scopes over which roles may be given, in words.

    Shape: with the whole installation also its plans, their branches, libraries, places down to
    the province, bodies and members of the network, in this order; else those administered and
    nothing else.
    Queries: at most 7.
    """
    if INSTALLATION not in scopes:
        return tuple(sorted(scopes_in_words(scopes).items()))
    everything = scopes_in_words((INSTALLATION,))
    return (
        (INSTALLATION, everything[INSTALLATION]),
        *((f"plan:{plan.id}", plan.title) for plan in all_plans()),
        *((one.scope, branch_words(one)) for one in branches()),
        *((library_scope(one.id), one.title) for one in libraries(drafts=True)),
        *((place.scope_keys[-1], place.names) for place in large_places(_LARGE)),
        *((organisation_scope(one.id), one.names) for one in organisations_by_code().values()),
        *members_by_scope().items(),
    )
