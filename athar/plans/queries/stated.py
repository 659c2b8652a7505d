"""A plan as it stands, as plain JSON values that can be kept, and stated again later."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from athar.kernel.text import Translated
from athar.plans.contracts import STATED, Content
from athar.plans.drafts import CommitmentDraft, NodeDraft, PlanDraft
from athar.plans.enums import BodyRole, DatePrecision, PlanKind, WeightRuleChoice
from athar.plans.models import (
    Commitment,
    CommitmentBody,
    CommitmentPlace,
    CommitmentTheme,
    Node,
    Plan,
)
from athar.reference.models import Place, Theme

_SAME = ("code", "currency", "reporting_months", "default_language", "is_sample")
_TEXTS = ("title", "short_title", "summary")
TEXTS_OF_CONTRACT = frozenset({*_TEXTS, "problem", "solution", "expected_results"})
_DAYS = ("start_on", "end_on", "adopted_on")
_VOTES = ("votes_for", "votes_against", "votes_abstained")


def stated_plan(plan_id: int) -> Content:
    """Give the identity of a plan, its place and owner by code.

    Errors: Plan.DoesNotExist.
    Queries: 1.
    """
    row = Plan.objects.select_related("owner", "place").get(pk=plan_id)
    return {
        **{name: getattr(row, name) for name in _SAME},
        **{name: dict(getattr(row, name)) for name in _TEXTS},
        **{name: _day_text(getattr(row, name)) for name in _DAYS},
        "kind": str(row.kind),
        "weight_rule": str(row.weight_rule),
        "owner": row.owner.code,
        "place": f"{row.place.scheme}:{row.place.code}" if row.place else None,
        "votes": None if row.votes_for is None else [getattr(row, name) for name in _VOTES],
        "announced_amount": _number_text(row.announced_amount),
        "levels": list(row.levels),
        "sources": list(row.sources),
        "validation_steps": row.validation_steps,
    }


def plan_draft(stated: Mapping[str, Any]) -> PlanDraft:
    """Give the identity of a plan back as it was stated. Queries: 1."""
    place = stated["place"]
    plain: dict[str, Any] = {name: stated[name] for name in _SAME}
    plain |= {name: Translated(stated[name]) for name in _TEXTS}
    plain |= {name: _day(stated[name]) for name in _DAYS}
    return PlanDraft(
        **plain,
        kind=PlanKind(stated["kind"]),
        weight_rule=WeightRuleChoice(stated["weight_rule"]),
        owner_code=stated["owner"],
        place_id=_place_ids([place])[place] if place else None,
        votes=tuple(stated["votes"]) if stated["votes"] else None,
        announced_amount=_number(stated["announced_amount"]),
        levels=tuple(stated["levels"]),
        sources=tuple(stated["sources"]),
        validation_steps=stated.get("validation_steps"),
    )


def stated_nodes(plan_id: int) -> list[Content]:
    """Give the groupings of a plan, those above first. Queries: 1."""
    rows = Node.objects.filter(plan=plan_id).select_related("parent").order_by("level", "pk")
    return [
        {
            "code": row.code,
            "level": row.level,
            "parent": row.parent.code if row.parent else None,
            "title": dict(row.title),
            "position": row.position,
        }
        for row in rows
    ]


def node_drafts(stated: Iterable[Mapping[str, Any]]) -> list[NodeDraft]:
    """Give groupings back as they were stated."""
    return [
        NodeDraft(
            code=one["code"],
            level=one["level"],
            parent_code=one["parent"],
            title=Translated(one["title"]),
            position=one["position"],
        )
        for one in stated
    ]


def stated_commitments(plan_id: int, codes: Collection[str] | None = None) -> list[Content]:
    """Give the commitments of a plan, or those named, with where they stood in their file.

    Those taken out are left out.

    Shape: places as "scheme:code", themes as "taxonomy:version:code", in the plan's order. Rows
    are read as plain values: plans of thousands of commitments are kept before every import.
    Queries: 4.
    """
    of: dict[str, Any] = {"plan": plan_id}
    if codes is not None:
        of["code__in"] = codes
    links = _links({f"commitment__{name}": value for name, value in of.items()})
    rows = Commitment.objects.filter(**of, removed_in_version=None)
    names = ("pk", "node__code", "code", "position", "origin", *STATED)
    return [
        {
            "node": node,
            "code": code,
            "position": position,
            "origin": origin,
            **{
                name: value if name in _AS_IT_IS else _plain(value)
                for name, value in zip(STATED, stated, strict=True)
            },
            **{kind: by_commitment[pk] for kind, by_commitment in links.items()},
        }
        for pk, node, code, position, origin, *stated in rows.order_by("position", "pk")
        .values_list(*names)
        .iterator()
    ]


_AS_IT_IS = frozenset(
    {
        *("planned_start_precision", "planned_end_precision", "covers_whole_place"),
        *("n_sub_projects", "is_sample", "source_url"),
    }
)


def _plain(value: Any) -> Any:
    """Give a text in languages, a date or a number as JSON holds it."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Translated):
        return dict(value)
    return None if value is None else str(value)


def _links(of: Mapping[str, Any]) -> dict[str, defaultdict[int, list[Any]]]:
    """Give the places, themes and bodies of commitments, by commitment."""
    links: dict[str, defaultdict[int, list[Any]]] = {
        "places": defaultdict(list),
        "themes": defaultdict(list),
        "bodies": defaultdict(list),
    }
    places = CommitmentPlace.objects.filter(**of).order_by("pk")
    for key, *parts in places.values_list("commitment_id", "place__scheme", "place__code"):
        links["places"][key].append(":".join(parts))
    themes = CommitmentTheme.objects.filter(**of).order_by("pk")
    for key, *parts in themes.values_list(
        "commitment_id", "theme__taxonomy", "theme__version", "theme__code"
    ):
        links["themes"][key].append(":".join(parts))
    bodies = CommitmentBody.objects.filter(**of).order_by("pk")
    for key, *body in bodies.values_list("commitment_id", "role", "organisation__code"):
        links["bodies"][key].append(body)
    return links


def commitment_drafts(stated: Sequence[Mapping[str, Any]]) -> list[CommitmentDraft]:
    """Give commitments back as they were stated.

    Errors: ValidationError: unknown_name, of a place or theme.
    Queries: 2.
    """
    places = _place_ids({key for one in stated for key in one["places"]})
    codes = {key.split(":", 2)[2] for one in stated for key in one["themes"]}
    themes = _keys_of_themes(Theme.objects.filter(code__in=codes))
    return [
        CommitmentDraft(
            **{name: value_of(name, one[name]) for name in STATED},
            code=one["code"],
            node_code=one["node"],
            position=one["position"],
            place_ids=tuple(key_named(places, key, one) for key in one["places"]),
            theme_ids=tuple(key_named(themes, key, one) for key in one["themes"]),
            bodies=tuple((BodyRole(role), code) for role, code in one["bodies"]),
            origin=one["origin"],
        )
        for one in stated
    ]


def key_named(keys: Mapping[str, int], key: str, one: Mapping[str, Any]) -> int:
    """Give what a commitment names by its key.

    Errors: ValidationError: unknown_name.
    """
    if key not in keys:
        message = _("%(code)s names %(named)s, which is not known.")
        params = {"code": one["code"], "named": key}
        raise ValidationError(message, code="unknown_name", params=params)
    return keys[key]


def value_of(name: str, value: Any) -> Any:
    """Give a field of a contract back as a draft, or a row, states it."""
    if name in TEXTS_OF_CONTRACT:
        return Translated(value)
    if name.endswith("_precision"):
        return DatePrecision(value)
    if name.endswith("_on"):
        return _day(value)
    if name == "inclusion":
        return value or ""
    return _number(value) if name in {"amount", "weight"} else value


def _place_ids(keys: Iterable[str]) -> dict[str, int]:
    codes = [key.partition(":")[2] for key in keys]
    rows = Place.objects.filter(code__in=codes).values_list("scheme", "code", "pk")
    return {f"{scheme}:{code}": pk for scheme, code, pk in rows}


def _keys_of_themes(themes: QuerySet[Theme]) -> dict[str, int]:
    rows = themes.values_list("taxonomy", "version", "code", "pk")
    return {f"{taxonomy}:{version}:{code}": pk for taxonomy, version, code, pk in rows}


def _day(text: str | None) -> Any:
    return dt.date.fromisoformat(text) if text else None


def _day_text(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _number_text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)
