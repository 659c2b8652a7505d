"""Over what a person must hold a role to report on a commitment or to validate."""

from __future__ import annotations

import functools
import operator
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Q

from athar.kernel.actor import Actor
from athar.people.enums import Role
from athar.people.queries import scopes_held
from athar.people.rules import INSTALLATION, organisation_scope
from athar.plans.enums import BodyRole
from athar.plans.models import Commitment, CommitmentBody, CommitmentPlace
from athar.plans.rules import branch_scope, plan_scopes
from athar.reference.queries import place_refs
from athar.reporting.rules import Scopes


def scopes_of_commitments(ids: Collection[int]) -> dict[int, Scopes]:
    """Give the scope keys of commitments.

    Shape: `node:<plan>/<path>` for the grouping and each above it, `place:<path>` likewise.
    Queries: 4.
    """
    bodies: defaultdict[int, list[str]] = defaultdict(list)
    for commitment_id, body_id in CommitmentBody.objects.filter(
        ~Q(role=BodyRole.SUPPORT), commitment__in=ids
    ).values_list("commitment_id", "organisation_id"):
        bodies[commitment_id].append(organisation_scope(body_id))
    places = _places(ids)
    found = {}
    for pk, plan_id, owner_id, path in Commitment.objects.filter(pk__in=ids).values_list(
        "pk", "plan_id", "plan__owner_id", "node__path"
    ):
        keys = plan_scopes(plan_id, owner_id)
        own = (f"commitment:{pk}", keys[0], *_nodes(plan_id, path), *places[pk], *bodies[pk])
        found[pk] = Scopes(tuple(dict.fromkeys(own)), tuple(dict.fromkeys((*own, *keys))))
    return found


def _nodes(plan_id: int, path: str | None) -> Iterable[str]:
    codes = (path or "").strip("/").split("/")
    if not path:
        return ()
    return (branch_scope(plan_id, "/".join(codes[: n + 1])) for n in range(len(codes)))


def _places(ids: Collection[int]) -> defaultdict[int, list[str]]:
    links = list(
        CommitmentPlace.objects.filter(commitment__in=ids).values_list("commitment_id", "place_id")
    )
    refs = place_refs({place_id for _one, place_id in links})
    found: defaultdict[int, list[str]] = defaultdict(list)
    for commitment_id, place_id in links:
        found[commitment_id] += refs[place_id].scope_keys
    return found


def within_reach(actor: Actor | None, roles: Collection[Role]) -> Q:
    """Tell commitments over which one of the roles is held, as a condition on commitments.

    Shape: what `scopes_of_commitments` gives, seen from the grants. Queries: 1, once.
    """
    if actor is None:
        return Q()
    held = scopes_held(actor, roles)
    if any(scope == INSTALLATION for _role, scope in held):
        return Q()
    # what several roles reach alike is asked once
    reached = dict.fromkeys(_reached(role, scope) for role, scope in held)
    return functools.reduce(operator.or_, reached, Q(pk__in=()))


def _reached(role: str, scope: str) -> Q:
    kind, _colon, key = scope.partition(":")
    if kind == "place":
        lying = CommitmentPlace.objects.filter(place__path__startswith=key)
        return Q(pk__in=lying.values("commitment"))
    number, _slash, path = key.partition("/")
    if not number.isdecimal():
        return Q(pk__in=())
    conditions = {
        "organisation": _of_body(role, int(number)),
        "node": Q(plan=int(number), node__path__startswith=f"{path}/"),
        "plan": Q(plan=int(number)),
        "commitment": Q(pk=int(number)),
    }
    return conditions.get(kind, Q(pk__in=()))


def _of_body(role: str, body_id: int) -> Q:
    """Tell what a body leads or owns, and for who oversees also what stands in its plans."""
    bodies = CommitmentBody.objects.filter(~Q(role=BodyRole.SUPPORT), organisation=body_id)
    led = Q(pk__in=bodies.values("commitment"))
    return led if role == Role.PROJECT_MANAGER else led | Q(plan__owner=body_id)
