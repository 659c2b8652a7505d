"""Computed indicators with all they rest on, in the order in which they are worked out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from athar.indicators.models import Indicator
from athar.indicators.queries.definitions import PUBLIC, IndicatorView
from athar.kernel.formulas import Formula, order, parse


@dataclass(frozen=True, slots=True)
class Computed:
    """A computed indicator; `inputs` are the keys of the indicators its formula names, by code."""

    id: int
    formula: Formula
    inputs: Mapping[str, int]


def computed_among(indicators: Iterable[IndicatorView]) -> tuple[Computed, ...]:
    """Give the computed ones among indicators, and the computed ones that these rest on.

    Shape: each after those it is computed from; what is measured is not among them. A formula
    names indicators of its own library.
    Queries: 1, none where none is computed.
    Source: docs/methods/formulas.md.
    """
    asked = [(one.library_id, one.code) for one in indicators if one.formula]
    return _with_inputs(asked) if asked else ()


def public_computed(keys: Collection[int] | None) -> tuple[tuple[int, ...], tuple[Computed, ...]]:
    """Give the keys of the computed among public indicators, and all they rest on, as above.

    Shape: `keys` None = of all indicators. Queries: 1, 1 more where there are any.
    """
    rows = Indicator.objects.filter(PUBLIC).exclude(formula="").order_by("pk")
    if keys is not None:
        rows = rows.filter(pk__in=keys)
    found = list(rows.values_list("pk", "library", "code"))
    rules = _with_inputs([(library, code) for _key, library, code in found]) if found else ()
    return tuple(key for key, _library, _code in found), rules


def _with_inputs(asked: list[tuple[int, str]]) -> tuple[Computed, ...]:
    rows = Indicator.objects.filter(library__in={library for library, _code in asked})
    stored = {
        (library, code): (key, text)
        for library, code, key, text in rows.values_list("library", "code", "pk", "formula")
    }
    found: dict[str, Computed] = {}
    while asked:
        library, code = asked.pop()
        key, text = stored[library, code]
        if text and str(key) not in found:
            formula = parse(text)
            named = {name: stored[library, name][0] for name in formula.names}
            found[str(key)] = Computed(key, formula, named)
            asked += [(library, name) for name in named]
    needed = {key: [str(one) for one in each.inputs.values()] for key, each in found.items()}
    return tuple(found[key] for key in order(needed))
