"""The map of an indicator in words: its title, its steps in time, its levels, its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext
from markupsafe import Markup

from athar.portal.commitments.wording import filled, text_of
from athar.portal.moments import too_many
from athar.portal.territory import wording
from athar.portal.territory.mapped import IndicatorMap
from athar.portal.territory.scorecard import Row
from athar.ui import formatting
from athar.ui.site import Label

#: How many rows the table lists at once.
LISTED = 15
View = tuple[Label, str, bool]


@dataclass(frozen=True, slots=True)
class MapSteps:
    """What stands around a map: links keep every other choice."""

    title: str
    answer: Markup
    note: str
    periods: list[View]
    levels: list[View]
    categories: list[View]
    rows: Sequence[Row]
    rest: Sequence[Row]


def map_steps(data: IndicatorMap, lang: str, address: str) -> MapSteps:
    """Give the words and links of a map."""
    known = data.known
    first = len(known) if len(known) <= LISTED + 5 else LISTED
    return MapSteps(
        title=map_title(data),
        answer=_answer(data),
        note=_note(data),
        periods=[
            (wording.period(code), address + data.choices.query(period=code), _is(code, data))
            for code in data.periods
        ],
        levels=_levels(data, address),
        categories=_categories(data, address),
        rows=known[:first],
        rest=known[first:],
    )


def _is(code: str, data: IndicatorMap) -> bool:
    return code == data.column.period


def map_title(data: IndicatorMap) -> str:
    """Name the indicator of a map and the place around."""
    title = text_of(data.indicator.title)
    if data.ground.place is None:
        return title
    words = gettext("%(indicator)s, %(place)s")
    return words % {"indicator": title, "place": text_of(data.ground.place.names)}


def _answer(data: IndicatorMap) -> Markup:
    """Say where it is highest and lowest, and of how many places it is known."""
    if data.is_cut:
        return too_many()
    known = sorted(data.known, key=lambda row: row.cells[0].value or 0)
    if not known:
        return filled(gettext("No value is known here for this choice."))
    parts = []
    if len(known) > 1:
        low, high = known[0], known[-1]
        sentence = gettext(
            "From %(low)s in %(low_place)s to %(high)s in %(high_place)s, %(period)s."
        )
        parts.append(
            filled(
                sentence,
                low=wording.shown(low.cells[0].figure, data.indicator),
                low_place=formatting.wording(low.place.names),
                high=wording.shown(high.cells[0].figure, data.indicator),
                high_place=formatting.wording(high.place.names),
                period=formatting.bdi(wording.period(data.column.period)),
            )
        )
    n = len(data.rows)
    sentence = ngettext(
        "Known for %(known)s of %(n)s territory.", "Known for %(known)s of %(n)s territories.", n
    )
    parts.append(filled(sentence, known=formatting.number(len(known)), n=formatting.number(n)))
    return Markup(" ").join(parts)


def _note(data: IndicatorMap) -> str:
    words = [wording.unit(data.indicator)]
    if data.choices.category:
        words.append(wording.category(data.choices.category, data.indicator.dimensions))
    if data.column.period:
        words.append(wording.period(data.column.period))
    return " · ".join(words)


def _levels(data: IndicatorMap, address: str) -> list[View]:
    if not data.ground.has_small or data.ground.place is None:
        return []
    parts, small = wording.parts_of(data.ground.place.kind)
    is_small = data.ground.is_small
    return [
        (parts, address + data.choices.query(level=""), not is_small),
        (small, address + data.choices.query(level="small"), is_small),
    ]


def _categories(data: IndicatorMap, address: str) -> list[View]:
    """Give the whole and each of its parts, one dimension at a time."""
    if not data.indicator.dimensions:
        return []
    codes = [""] + [
        f"{dimension.code}={option.code}"
        for dimension in data.indicator.dimensions
        for option in dimension.options
    ]
    return [
        (
            wording.category(code, data.indicator.dimensions),
            address + data.choices.query(category=code),
            code == data.choices.category,
        )
        for code in codes
    ]
