"""What "my account" shows: who I am, what I may do, where and until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from athar.indicators.queries import libraries
from athar.indicators.rules import library_scope
from athar.kernel.text import Translated
from athar.network.queries.members import members_by_scope
from athar.people.enums import ROLE_DUTIES
from athar.people.queries import AccountView, GrantView, account_view, organisations_by_id
from athar.people.rules import INSTALLATION
from athar.plans.queries import Branch, branches, plan_titles
from athar.reference.queries import places_of_scopes
from athar.ui.site import Label


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """A role in words: its title and duty, over what, the last day (None = until revoked)."""

    title: Label
    duty: Label
    scope: Label
    until: dt.date | None


@dataclass(frozen=True, slots=True)
class AccountPage:
    """An account with its roles in words."""

    account: AccountView
    roles: tuple[RoleHeld, ...]


def gather_account(account_id: int) -> AccountPage:
    """Gather the page of an account. Queries: at most 5."""
    account = account_view(account_id)
    scopes = scopes_in_words(grant.scope for grant in account.grants)
    return AccountPage(account, tuple(_held(grant, scopes) for grant in account.grants))


def _held(grant: GrantView, scopes: Mapping[str, Label]) -> RoleHeld:
    return RoleHeld(grant.role.label, ROLE_DUTIES[grant.role], scopes[grant.scope], grant.last_on)


def scopes_in_words(scopes: Iterable[str]) -> dict[str, Label]:
    """Name the scopes of grants: everything, a plan, a branch of it, a body, a library, a place.

    So are members of the network. Another keeps its key.

    Queries: 1 for each kind of these that is among them.
    """
    wanted = set(scopes)
    words: dict[str, Label] = {scope: scope for scope in wanted}
    if INSTALLATION in wanted:
        words[INSTALLATION] = _("The whole installation")
    plans, bodies = _keys(wanted, "plan"), _keys(wanted, "organisation")
    if plans:
        words |= {f"plan:{key}": title for key, title in plan_titles(plans).items()}
    if with_branches := {key.partition("/")[0] for key in _texts(wanted, "node")}:
        found_branches = branches([int(key) for key in with_branches if key.isdigit()])
        words |= {one.scope: branch_words(one) for one in found_branches if one.scope in wanted}
    if bodies:
        found = organisations_by_id(bodies)
        words |= {f"organisation:{key}": body.names for key, body in found.items()}
    if _keys(wanted, "library"):
        titles = {library_scope(one.id): one.title for one in libraries(drafts=True)}
        words |= {scope: title for scope, title in titles.items() if scope in wanted}
    if any(scope.startswith("place:") for scope in wanted):
        words |= {scope: place.names for scope, place in places_of_scopes(wanted).items()}
    if any(scope.startswith("member:") for scope in wanted):
        words |= {scope: one for scope, one in members_by_scope().items() if scope in wanted}
    return words


def branch_words(one: Branch) -> Translated:
    """Name a branch of a plan after its plan, in every language that either has."""
    langs = {*one.plan, *one.title}
    return Translated(
        {
            lang: f"{one.plan.in_language(lang).text} · {one.title.in_language(lang).text}"
            for lang in langs
        }
    )


def _texts(scopes: Iterable[str], kind: str) -> set[str]:
    parts = [scope.partition(":") for scope in scopes]
    return {key for name, _colon, key in parts if name == kind}


def _keys(scopes: Iterable[str], kind: str) -> set[int]:
    return {int(key) for key in _texts(scopes, kind) if key.isdigit()}
