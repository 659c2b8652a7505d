"""Finding indicators by what programs name: codes, level, words, plan, goals."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from athar.indicators.enums import Claim
from athar.indicators.models import Indicator, ResultLine
from athar.indicators.queries.definitions import PUBLIC, IndicatorView, indicators_by_id
from athar.indicators.rules import can_claim
from athar.indicators.scopes import scopes_of_indicators
from athar.kernel.actor import Actor
from athar.kernel.text import normalise
from athar.reference.slices import Key, Mark, Slice, cut, in_order

_Named = tuple[str, str]
_IN_ORDER = (Key("library__code"), Key("position"), Key("pk"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SoughtIndicators:
    """Which indicators: what is empty asks for nothing.

    Shape: `plan` those that a published plan adopts or owns; `sdg` a goal, target or indicator,
    with all below it: "6" finds 6.1.1; `q` words in title, definition or code.
    """

    library: str = ""
    level: str = ""
    plan: str = ""
    sdg: str = ""
    q: str = ""


def indicator_keys(named: Collection[_Named] = (), *, library: str = "") -> dict[_Named, int]:
    """Give the keys of public indicators by codes: those named, or all of a library. Queries: 1."""
    return _keys(PUBLIC & _coded(named, library), named)


def figure_keys(named: Collection[_Named] = (), *, library: str = "") -> tuple[set[int], bool]:
    """Give the keys as above, and whether a computed one is among them. Queries: 1."""
    rows = Indicator.objects.filter(PUBLIC & _coded(named, library))
    found = {
        key: bool(formula)
        for code, own, key, formula in rows.values_list("library__code", "code", "pk", "formula")
        if not named or (code, own) in named
    }
    return set(found), any(found.values())


def keys_for_writing(named: Collection[_Named], *, by: Actor) -> dict[_Named, int]:
    """Give the keys of the indicators that somebody may know of when stating values.

    Shape: those of a plan that is not published are known to who may state their values only.
    Queries: 1, 4 more where such a plan is named, 1 once for the grants.
    """
    found = indicator_keys(named)
    hidden = _keys(_coded(named, "") & ~PUBLIC, named) if len(found) < len(named) else {}
    scopes = scopes_of_indicators(hidden.values()) if hidden else {}
    return found | {
        codes: key
        for codes, key in hidden.items()
        if any(can_claim(by, claim, scopes[key]) for claim in Claim)
    }


def _coded(named: Collection[_Named], library: str) -> Q:
    wanted = Q(library__code=library) if library else Q()
    if named:
        wanted &= Q(library__code__in={one for one, _code in named})
        wanted &= Q(code__in={code for _library, code in named})
    return wanted


def _keys(wanted: Q, named: Collection[_Named]) -> dict[_Named, int]:
    rows = Indicator.objects.filter(wanted).order_by("pk")
    return {
        (library, code): key
        for library, code, key in rows.values_list("library__code", "code", "pk")
        if not named or (library, code) in named
    }


def indicator_slice(
    wanted: SoughtIndicators, *, after: Sequence[Mark] | None = None, limit: int
) -> Slice[IndicatorView]:
    """Give the next public indicators, by library and their order in it.

    Queries: 3, 1 more with `q` or `sdg`.
    """
    rows = Indicator.objects.filter(PUBLIC)
    if wanted.library:
        rows = rows.filter(library__code=wanted.library)
    if wanted.level:
        rows = rows.filter(level=wanted.level)
    if wanted.plan:
        adopted = ResultLine.objects.filter(
            indicator=OuterRef("pk"), removed_at=None, **_published(wanted.plan)
        )
        rows = rows.filter(Exists(adopted) | Q(library__plan__code=wanted.plan))
    if wanted.q or wanted.sdg:
        texts = rows.values("pk", "code", "title", "definition", "references")
        rows = rows.filter(pk__in=[one["pk"] for one in texts if _is_meant(one, wanted)])
    found = in_order(rows, _IN_ORDER, after).values_list("library__code", "position", "pk")
    return cut(found[: limit + 1], limit, lambda row: row, _views)


def _published(plan: str) -> dict[str, Any]:
    return {"plan__code": plan, "plan__current_version__gt": 0}


def _is_meant(one: Mapping[str, Any], wanted: SoughtIndicators) -> bool:
    texts = (one["code"], *one["title"].values(), *one["definition"].values())
    text = normalise(" ".join(texts))
    if not all(word in text for word in normalise(wanted.q).split()):
        return False
    return not wanted.sdg or any(
        f"{ref['code']}.".startswith(f"{wanted.sdg}.")
        for ref in one["references"]
        if ref["scheme"] == "sdg"
    )


def _views(rows: Iterable[tuple[str, int, int]]) -> Iterable[IndicatorView]:
    keys = [key for _library, _position, key in rows]
    found = indicators_by_id(keys)
    return (found[key] for key in keys)
