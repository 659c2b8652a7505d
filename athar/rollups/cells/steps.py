"""The steps by which figures are put together, as SQL that SQLite, PostgreSQL and DuckDB read.

One text of each rule: a change runs it for the keys it reaches (`cells_reach`), a rebuild for all,
with one rule in a statement, which a database computes in half the time.
Only sums, counts, least and greatest of whole numbers; every division is the kernel's.
Source: docs/methods/roll-ups.md.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

KEY = ("indicator_id", "category_id", "period", "place_id", "claim")
FIGURES = ("value", "numerator", "denominator", "no_number", "made_of", "n_known", "n_expected")
PARTS = ("total", "least", "greatest", "latest", "n_values")
COLUMNS = (*KEY, *FIGURES, *PARTS)
TABLE = "rollups_cell"

#: Parts of a year: how many there are of the kind, and how each is written after the year.
SPANS = {
    2: ("S1", "S2"),
    4: ("Q1", "Q2", "Q3", "Q4"),
    12: tuple(f"{month:02}" for month in range(1, 13)),
}
_RATIOS = "('ratio_of_sums', 'weighted_mean')"
#: Rules that make one value of several at the same moment; there is no latest among places.
AT_ONCE = "('sum', 'max', 'min', 'ratio_of_sums', 'weighted_mean')"

_MIXED = (
    "SELECT DISTINCT depth - 1 FROM (SELECT q.depth FROM cells_place q"
    " GROUP BY q.depth, q.parent_id HAVING COUNT(DISTINCT q.level) > 1) m"
)

#: Which periods a step looks at.
OF_YEARS = " AND length(c.period) = 4"
OF_PARTS = " AND length(c.period) <> 4"


def same_key(one: str, other: str) -> str:
    """Write that two rows have the same key."""
    return " AND ".join(f"{one}.{name} = {other}.{name}" for name in KEY)


@dataclass(frozen=True, slots=True)
class Rules:
    """By which rules all figures are put together.

    Shape: `over_place` says of each rule whether its indicators name the level they are measured
    at; `mixed` are the depths of the places that hold places of several levels.
    """

    over_categories: Collection[str]
    over_time: Collection[str]
    over_place: Collection[tuple[str, bool]]
    mixed: Collection[int]

    @classmethod
    def of(cls, rows: Callable[[str], Sequence[Sequence[Any]]]) -> Self:
        """Read them where figures will be put together; `rows` runs a query there."""
        asked = "SELECT DISTINCT {} FROM indicators_indicator WHERE {}"
        of_categories = rows(asked.format("over_categories", f"over_categories IN {AT_ONCE}"))
        of_time = rows(asked.format("over_time", "over_time <> 'none'"))
        of_places = rows(asked.format("over_place, measured_at <> ''", f"over_place IN {AT_ONCE}"))
        return cls(
            [rule for (rule,) in of_categories],
            [rule for (rule,) in of_time],
            [(rule, bool(is_measured)) for rule, is_measured in of_places],
            [depth for (depth,) in rows(_MIXED)],
        )


def _known(rule: str) -> str:
    """Write whether a part counts under a rule: something is known of it."""
    return (
        f"CASE WHEN {rule} IN {_RATIOS} THEN c.numerator IS NOT NULL"
        f" WHEN {rule} = 'last' AND c.numerator IS NOT NULL THEN TRUE ELSE c.value IS NOT NULL END"
    )


_NOT_EXPECTED = "('not_applicable', 'not_due')"


def _sums(rule: str) -> str:
    """Write what is added up and compared over the parts `c`, under the names of the columns."""
    known = _known(rule)
    single = f"CASE WHEN {rule} NOT IN {_RATIOS} THEN c.value END"
    return (
        f"SUM(CASE WHEN {rule} = 'sum' THEN c.value END) AS total,"
        f" MIN({single}) AS least, MAX({single}) AS greatest,"
        f" SUM(CASE WHEN {rule} IN {_RATIOS} THEN c.numerator END) AS numerator,"
        f" SUM(CASE WHEN {rule} IN {_RATIOS} THEN c.denominator END) AS denominator,"
        f" SUM(CASE WHEN {known} THEN COALESCE(c.n_values, 1) ELSE 0 END) AS n_values,"
        f" COUNT(CASE WHEN {known} THEN 1 END) AS n_known,"
        f" COUNT(CASE WHEN c.no_number IN {_NOT_EXPECTED} THEN 1 END) AS n_not_expected"
    )


def _value(rule: str) -> str:
    """Write the figure of a whole `g`."""
    return f"CASE {rule} WHEN 'sum' THEN g.total WHEN 'max' THEN g.greatest WHEN 'min' THEN g.least"


_INSERT = f"INSERT INTO {TABLE} ({', '.join(COLUMNS)})"
_WHOLE = ", ".join(f"g.{name}" for name in KEY)


def _one_of(rule: str) -> str:
    """Write that a rule makes one value of several at the same moment, or that it is this one."""
    return f"= '{rule}'" if rule else f"IN {AT_ONCE}"


def _absent(key: Sequence[str], *, more: str = "") -> str:
    """Write that a key has no figure yet."""
    same = " AND ".join(f"o.{name} = {one}" for name, one in zip(KEY, key, strict=True))
    return f"NOT EXISTS (SELECT 1 FROM {TABLE} o WHERE {same}{more})"  # noqa: S608 - own names


def _absent_at(depth: int, key: Sequence[str]) -> str:
    """Write that a key has no figure yet, for who reads all figures: only those of a depth."""
    at = f" AND o.place_id IN (SELECT z.place_id FROM cells_place z WHERE z.depth = {depth})"  # noqa: S608 - own name and a number
    return _absent(key, more=at)


def _named(key: Sequence[str]) -> str:
    """Write a key under the names of its columns."""
    return ", ".join(f"{one} AS {name}" for one, name in zip(key, KEY, strict=True))


_OF_REACHED = tuple(f"k.{name}" for name in KEY)


def _parts(columns: str, source: str, condition: str) -> str:
    """Write the finding of the parts `k` of all that is reached, `s`, and has no figure yet.

    Only then are their figures looked up, by the whole key. PostgreSQL takes plans for equal whose
    costs differ by a hundredth: beside all that the rest costs it would look through the figures
    of an indicator for each part. The offset keeps it from asking `s` again for each of its parts.
    """
    keys = ", ".join(f"s.{name}" for name in KEY)
    absent = _absent([f"s.{name}" for name in KEY], more=" LIMIT 1 OFFSET 0")
    return (
        f"k AS MATERIALIZED (SELECT {keys}, {columns} FROM cells_reach s CROSS JOIN {source}"  # noqa: S608 - own names and numbers
        f" WHERE {condition} AND i.id = s.indicator_id AND {absent}), "
    )


def _figures(category: str, period: str, place: str) -> str:
    """Write the figures `c` of parts; the columns of `k` say of which."""
    return (
        f"k CROSS JOIN {TABLE} c WHERE c.indicator_id = k.indicator_id"
        f" AND c.category_id = k.{category} AND c.period = k.{period}"
        f" AND c.place_id = k.{place} AND c.claim = k.claim"
    )


def from_categories(*, rank: int, whole_id: int, rule: str = "") -> str:
    """Write how the whole follows from the parts stated at a place, by its dimension of a rank.

    The dimensions of an indicator are tried in their order: the first with a known part counts.
    Shape: of what is reached without a rule, else all figures of the indicators with that rule.
    """
    source = "indicators_indicator i CROSS JOIN cells_part p"
    condition = (
        f"i.over_categories {_one_of(rule)} AND p.breakdown = CAST(i.dimensions AS text)"
        f" AND p.position = {rank}"
    )
    if not rule:
        key, by, n_options = _OF_REACHED, "k.rule", "k.n_options"
        columns = "p.category_id AS part_id, p.n_options, i.over_categories AS rule"
        parts = _parts(columns, source, f"s.category_id = {whole_id} AND {condition}")
        figures = _figures("part_id", "period", "place_id")
    else:
        key = ("c.indicator_id", "p.whole_id", "c.period", "c.place_id", "c.claim")
        by, n_options, parts = f"'{rule}'", "p.n_options", ""
        figures = (
            f"{source} CROSS JOIN {TABLE} c WHERE {condition} AND c.indicator_id = i.id"
            f" AND c.category_id = p.category_id AND {_absent(key)}"
        )
    return (
        f"{_INSERT} WITH {parts}g AS MATERIALIZED (SELECT {_named(key)},"  # noqa: S608 - own names and keys
        f" MAX({n_options}) AS n, {_sums(by)}"
        f" FROM {figures} AND c.made_of = '' GROUP BY {', '.join(key)})"
        f" SELECT {_WHOLE}, {_value('r.over_categories')} END,"
        " g.numerator, g.denominator, '', 'categories', g.n_known, g.n - g.n_not_expected,"
        " g.total, g.least, g.greatest, NULL, g.n_values"
        " FROM g CROSS JOIN indicators_indicator r WHERE r.id = g.indicator_id AND g.n_known > 0"
    )


def from_periods(*, n: int, depth: int, rule: str = "") -> str:
    """Write how years follow from their n parts, where the place itself stated one of them.

    Shape: as of `from_categories`.
    """
    spans = " UNION ALL ".join(f"SELECT '-{one}' AS suffix" for one in SPANS[n])
    source = f"indicators_indicator i CROSS JOIN ({spans}) e"
    condition = f"i.over_time = '{rule}'" if rule else "i.over_time <> 'none'"
    if not rule:
        key, by = _OF_REACHED, "k.rule"
        columns = "s.period || e.suffix AS part, i.over_time AS rule"
        years = f"s.depth = {depth} AND length(s.period) = 4 AND {condition}"
        parts = _parts(columns, source, years)
        figures = _figures("category_id", "part", "place_id")
    else:
        key = ("c.indicator_id", "c.category_id", "substr(c.period, 1, 4)", "c.place_id", "c.claim")
        by, parts = f"'{rule}'", ""
        figures = (
            f"{source} CROSS JOIN cells_place q CROSS JOIN {TABLE} c WHERE q.depth = {depth}"
            f" AND {condition} AND c.place_id = q.place_id AND c.indicator_id = i.id"
            " AND length(c.period) = 7 AND substr(c.period, 5) = e.suffix"
            f" AND {_absent_at(depth, key)}"
        )
    return (
        f"{_INSERT} WITH {parts}g AS MATERIALIZED (SELECT {_named(key)}, {_sums(by)},"  # noqa: S608 - own names and numbers
        f" MAX(CASE WHEN {_known(by)} THEN c.period END) AS last_period,"
        " SUM(CASE WHEN c.made_of IN ('', 'categories') THEN 1 ELSE 0 END) AS n_stated"
        f" FROM {figures} GROUP BY {', '.join(key)})"
        f" SELECT {_WHOLE}, {_value('r.over_time')} WHEN 'last' THEN l.value END,"
        " CASE r.over_time WHEN 'last' THEN l.numerator ELSE g.numerator END,"
        " CASE r.over_time WHEN 'last' THEN l.denominator ELSE g.denominator END,"
        f" '', 'periods', g.n_known, {n} - g.n_not_expected,"
        " g.total, g.least, g.greatest, l.value, g.n_values"
        f" FROM g CROSS JOIN {TABLE} l CROSS JOIN indicators_indicator r"
        " WHERE r.id = g.indicator_id AND l.indicator_id = g.indicator_id"
        " AND l.category_id = g.category_id AND l.period = g.last_period"
        " AND l.place_id = g.place_id AND l.claim = g.claim"
        " AND g.n_known > 0 AND g.n_stated > 0"
    )


def _level(indicator: str) -> str:
    """Write the level at which an indicator is measured."""
    return (
        f"CASE WHEN {indicator}.measured_at IN ('prefecture', 'arrondissement_prefecture')"
        f" THEN 'province' ELSE {indicator}.measured_at END"
    )


def _held(known: str, of: str) -> str:
    """Write how many places of the level that is measured the parts hold, `of` those of each."""
    # a part that was itself put together of places, of which some are of that level
    is_composed = f"c.made_of = 'places' AND {of}.n > 0 AND {of}.is_unit = 0"
    return (
        f" SUM(CASE WHEN NOT ({known}) THEN 0 WHEN {is_composed} THEN c.n_known"
        f" ELSE COALESCE({of}.n, 0) END) AS held_known,"
        f" SUM(CASE WHEN c.no_number IN {_NOT_EXPECTED} THEN COALESCE({of}.n, 0)"
        f" WHEN {is_composed} THEN {of}.n - c.n_expected ELSE 0 END) AS held_not_expected"
    )


def _of_levels(
    *, depth: int, span: str, rule: str, is_measured: bool, is_mixed: bool
) -> tuple[str, str]:
    """Write what follows from the parts on each level of places, and what finds these parts."""
    held = f"LEFT JOIN cells_held u ON u.place_id = q.place_id AND u.level = {_level('i')}"
    held = held if is_measured else ""
    condition = f"i.over_place {_one_of(rule)}{span}"
    if not rule:
        key, of_place, by, of_held = _OF_REACHED, "k", "k.over_place", "k"
        columns = "q.place_id AS part_id, q.level, q.n_alike, i.over_place, u.n, u.is_unit"
        source = f"cells_place q CROSS JOIN indicators_indicator i {held}"
        condition = condition.replace("c.period", "s.period")
        condition += f" AND s.depth = {depth} AND q.parent_id = s.place_id"
        parts = _parts(columns, source, condition)
        figures = _figures("category_id", "period", "part_id")
    else:
        key = ("c.indicator_id", "c.category_id", "c.period", "q.parent_id", "c.claim")
        parts, of_place, by, of_held = "", "q", f"'{rule}'", "u"
        condition += f" AND i.measured_at {'<>' if is_measured else '='} ''"
        figures = (
            f"cells_place q CROSS JOIN {TABLE} c CROSS JOIN indicators_indicator i {held}"
            f" WHERE c.place_id = q.place_id AND i.id = c.indicator_id AND q.depth = {depth + 1}"
            f" AND {condition} AND {_absent_at(depth, key)}"
        )
    places = (
        _held(_known(by), of_held) if is_measured else " 0 AS held_known, 0 AS held_not_expected"
    )
    by_level = (
        f"SELECT {_named(key)}, MAX({of_place}.n_alike) AS n_alike, {_sums(by)},{places}"  # noqa: S608 - own names and numbers
        f" FROM {figures} GROUP BY {', '.join(key)}{f', {of_place}.level' if is_mixed else ''}"
    )
    return parts, by_level


_OVER_LEVELS = (
    *(("SUM", name) for name in ("total", "numerator", "denominator", "n_values", "n_known")),
    *(("MIN", "least"), ("MAX", "greatest"), ("SUM", "held_known"), ("SUM", "held_not_expected")),
)


def from_places(
    *, depth: int, span: str, rule: str = "", is_measured: bool = True, is_mixed: bool = True
) -> str:
    """Write how places of a depth follow from those directly in them.

    Coverage counts the places of the level at which the indicator is measured, wherever below they
    lie; when it is not said, those directly in the place that are of the level of the known ones.
    Shape: as of `from_categories`; with a rule only of indicators that name a level where
    `is_measured`; levels are looked at one by one where they are mixed.
    """
    parts, by_level = _of_levels(
        depth=depth, span=span, rule=rule, is_measured=is_measured, is_mixed=is_mixed
    )
    n_expected = "CASE WHEN h.n_known > 0 THEN h.n_alike - h.n_not_expected ELSE 0 END"
    sums = [
        *((how, f"h.{name}", name) for how, name in _OVER_LEVELS),
        ("SUM", n_expected, "n_expected"),
    ]
    over = ", ".join(f"{how if is_mixed else ''}({one}) AS {name}" for how, one, name in sums)
    keys = ", ".join(f"h.{name}" for name in KEY)
    return (
        f"{_INSERT} WITH {parts}g AS MATERIALIZED (SELECT {keys},"  # noqa: S608 - own names and numbers
        f" {over} FROM ({by_level}) h{f' GROUP BY {keys}' if is_mixed else ''})"
        f" SELECT {_WHOLE}, {_value('r.over_place')} END, g.numerator, g.denominator, '', 'places',"
        " CASE WHEN w.n > 0 THEN g.held_known ELSE g.n_known END,"
        " CASE WHEN w.n > 0 THEN w.n - g.held_not_expected ELSE g.n_expected END,"
        " g.total, g.least, g.greatest, NULL, g.n_values"
        " FROM g CROSS JOIN indicators_indicator r"
        f" LEFT JOIN cells_held w ON w.place_id = g.place_id AND w.level = {_level('r')}"
        " AND w.is_unit = 0 WHERE r.id = g.indicator_id AND g.n_known > 0"
    )


def statements(
    n_positions: int,
    whole_id: int,
    depths: Collection[int],
    *,
    has_parts_of_years: bool,
    rules: Rules | None = None,
) -> Iterator[str]:
    """Give what puts figures together: wholes, then from the smallest places to the largest.

    Shape: all figures by these rules; without rules what is reached.
    """
    for position in range(n_positions):
        for rule in rules.over_categories if rules else ("",):
            yield from_categories(rank=position, whole_id=whole_id, rule=rule)
    for depth in sorted(depths, reverse=True):
        if has_parts_of_years:
            yield from _places(depth, OF_PARTS, rules)
            for n in SPANS:
                for rule in rules.over_time if rules else ("",):
                    yield from_periods(n=n, depth=depth, rule=rule)
        yield from _places(depth, OF_YEARS, rules)


def _places(depth: int, span: str, rules: Rules | None) -> Iterator[str]:
    if rules is None:
        yield from_places(depth=depth, span=span)
        return
    is_mixed = depth in rules.mixed
    for rule, is_measured in rules.over_place:
        yield from_places(
            depth=depth, span=span, rule=rule, is_measured=is_measured, is_mixed=is_mixed
        )
