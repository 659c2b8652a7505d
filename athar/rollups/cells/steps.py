"""The steps by which figures are put together, as SQL that SQLite, PostgreSQL and DuckDB read.

One text of each rule: a change runs it for the keys it reaches (`cells_reach`), a rebuild for all.
Only sums, counts, least and greatest of whole numbers; every division is the kernel's.
Source: docs/methods/roll-ups.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

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


#: Which periods a step looks at.
OF_YEARS = " AND length(c.period) = 4"
OF_PARTS = " AND length(c.period) <> 4"


def same_key(one: str, other: str) -> str:
    """Write that two rows have the same key."""
    return " AND ".join(f"{one}.{name} = {other}.{name}" for name in KEY)


def _known(rule: str) -> str:
    """Write 1 for a part that counts under a rule, 0 for one of which nothing is known."""
    return (
        f"CASE WHEN {rule} IN {_RATIOS} THEN CASE WHEN c.numerator IS NULL THEN 0 ELSE 1 END"
        f" WHEN {rule} = 'last' AND c.numerator IS NOT NULL THEN 1"
        " WHEN c.value IS NULL THEN 0 ELSE 1 END"
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
        f" SUM(CASE WHEN {known} = 1 THEN COALESCE(c.n_values, 1) ELSE 0 END) AS n_values,"
        f" SUM({known}) AS n_known,"
        f" SUM(CASE WHEN c.no_number IN {_NOT_EXPECTED} THEN 1 ELSE 0 END) AS n_not_expected"
    )


def _value(rule: str) -> str:
    """Write the figure of a whole `g` whose indicator is `r`."""
    return (
        f"CASE r.{rule} WHEN 'sum' THEN g.total WHEN 'max' THEN g.greatest WHEN 'min' THEN g.least"
    )


_INSERT = f"INSERT INTO {TABLE} ({', '.join(COLUMNS)})"
_WHOLE = ", ".join(f"g.{name}" for name in KEY)


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


def from_categories(*, rank: int, whole_id: int, is_reached: bool) -> str:
    """Write how the whole follows from the parts stated at a place, by its dimension of a rank.

    The dimensions of an indicator are tried in their order: the first with a known part counts.
    """
    source = "indicators_indicator i CROSS JOIN cells_part p"
    condition = (
        f"i.over_categories IN {AT_ONCE} AND p.breakdown = CAST(i.dimensions AS text)"
        f" AND p.position = {rank}"
    )
    if is_reached:
        key, rule, n_options = _OF_REACHED, "k.rule", "k.n_options"
        columns = "p.category_id AS part_id, p.n_options, i.over_categories AS rule"
        parts = _parts(columns, source, f"s.category_id = {whole_id} AND {condition}")
        figures = _figures("part_id", "period", "place_id")
    else:
        key = ("c.indicator_id", "p.whole_id", "c.period", "c.place_id", "c.claim")
        rule, n_options, parts = "i.over_categories", "p.n_options", ""
        figures = (
            f"{source} CROSS JOIN {TABLE} c WHERE {condition} AND c.indicator_id = i.id"
            f" AND c.category_id = p.category_id AND {_absent(key)}"
        )
    return (
        f"{_INSERT} WITH {parts}g AS MATERIALIZED (SELECT {_named(key)},"  # noqa: S608 - own names and keys
        f" MAX({n_options}) AS n, {_sums(rule)}"
        f" FROM {figures} AND c.made_of = '' GROUP BY {', '.join(key)})"
        f" SELECT {_WHOLE}, {_value('over_categories')} END,"
        " g.numerator, g.denominator, '', 'categories', g.n_known, g.n - g.n_not_expected,"
        " g.total, g.least, g.greatest, NULL, g.n_values"
        " FROM g CROSS JOIN indicators_indicator r WHERE r.id = g.indicator_id AND g.n_known > 0"
    )


def from_periods(*, n: int, depth: int, is_reached: bool) -> str:
    """Write how years follow from their n parts, where the place itself stated one of them."""
    spans = " UNION ALL ".join(f"SELECT '-{one}' AS suffix" for one in SPANS[n])
    source = f"indicators_indicator i CROSS JOIN ({spans}) e"
    condition = "i.over_time <> 'none'"
    if is_reached:
        key, rule = _OF_REACHED, "k.rule"
        columns = "s.period || e.suffix AS part, i.over_time AS rule"
        years = f"s.depth = {depth} AND length(s.period) = 4 AND {condition}"
        parts = _parts(columns, source, years)
        figures = _figures("category_id", "part", "place_id")
    else:
        key = ("c.indicator_id", "c.category_id", "substr(c.period, 1, 4)", "c.place_id", "c.claim")
        rule, parts = "i.over_time", ""
        figures = (
            f"{source} CROSS JOIN cells_place q CROSS JOIN {TABLE} c WHERE q.depth = {depth}"
            f" AND {condition} AND c.place_id = q.place_id AND c.indicator_id = i.id"
            " AND length(c.period) = 7 AND substr(c.period, 5) = e.suffix"
            f" AND {_absent_at(depth, key)}"
        )
    return (
        f"{_INSERT} WITH {parts}g AS MATERIALIZED (SELECT {_named(key)}, {_sums(rule)},"  # noqa: S608 - own names and numbers
        f" MAX(CASE WHEN {_known(rule)} = 1 THEN c.period END) AS last_period,"
        " SUM(CASE WHEN c.made_of IN ('', 'categories') THEN 1 ELSE 0 END) AS n_stated"
        f" FROM {figures} GROUP BY {', '.join(key)})"
        f" SELECT {_WHOLE}, {_value('over_time')} WHEN 'last' THEN l.value END,"
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


def _of_levels(*, depth: int, span: str, is_reached: bool) -> tuple[str, str]:
    """Write what follows from the parts on each level of places, and what finds these parts."""
    held = f"LEFT JOIN cells_held u ON u.place_id = q.place_id AND u.level = {_level('i')}"
    condition = f"i.over_place IN {AT_ONCE}{span}"
    if is_reached:
        key, of_place, rule, of_held = _OF_REACHED, "k", "k.over_place", "k"
        columns = "q.place_id AS part_id, q.level, q.n_alike, i.over_place, u.n, u.is_unit"
        source = f"cells_place q CROSS JOIN indicators_indicator i {held}"
        condition = condition.replace("c.period", "s.period")
        condition += f" AND s.depth = {depth} AND q.parent_id = s.place_id"
        parts = _parts(columns, source, condition)
        figures = _figures("category_id", "period", "part_id")
    else:
        key = ("c.indicator_id", "c.category_id", "c.period", "q.parent_id", "c.claim")
        parts, of_place, rule, of_held = "", "q", "i.over_place", "u"
        figures = (
            f"cells_place q CROSS JOIN {TABLE} c CROSS JOIN indicators_indicator i {held}"
            f" WHERE c.place_id = q.place_id AND i.id = c.indicator_id AND q.depth = {depth + 1}"
            f" AND {condition} AND {_absent_at(depth, key)}"
        )
    # a part that was itself put together of places, of which some are of the level measured
    is_composed = f"c.made_of = 'places' AND {of_held}.n > 0 AND {of_held}.is_unit = 0"
    by_level = (
        f"SELECT {_named(key)}, MAX({of_place}.n_alike) AS n_alike, {_sums(rule)},"  # noqa: S608 - own names and numbers
        f" SUM(CASE WHEN {_known(rule)} = 0 THEN 0 WHEN {is_composed} THEN c.n_known"
        f" ELSE COALESCE({of_held}.n, 0) END) AS held_known,"
        f" SUM(CASE WHEN c.no_number IN {_NOT_EXPECTED} THEN COALESCE({of_held}.n, 0)"
        f" WHEN {is_composed} THEN {of_held}.n - c.n_expected ELSE 0 END) AS held_not_expected"
        f" FROM {figures} GROUP BY {', '.join(key)}, {of_place}.level"
    )
    return parts, by_level


def from_places(*, depth: int, span: str, is_reached: bool) -> str:
    """Write how places of a depth follow from those directly in them.

    Coverage counts the places of the level at which the indicator is measured, wherever below they
    lie; when it is not said, those directly in the place that are of the level of the known ones.
    """
    parts, by_level = _of_levels(depth=depth, span=span, is_reached=is_reached)
    keys = ", ".join(f"h.{name}" for name in KEY)
    return (
        f"{_INSERT} WITH {parts}g AS MATERIALIZED (SELECT {keys},"  # noqa: S608 - own names and numbers
        " SUM(h.total) AS total, MIN(h.least) AS least, MAX(h.greatest) AS greatest,"
        " SUM(h.numerator) AS numerator, SUM(h.denominator) AS denominator,"
        " SUM(h.n_values) AS n_values, SUM(h.n_known) AS n_known,"
        " SUM(CASE WHEN h.n_known > 0 THEN h.n_alike - h.n_not_expected ELSE 0 END)"
        " AS n_expected, SUM(h.held_known) AS held_known,"
        " SUM(h.held_not_expected) AS held_not_expected"
        f" FROM ({by_level}) h GROUP BY {keys})"
        f" SELECT {_WHOLE}, {_value('over_place')} END, g.numerator, g.denominator, '', 'places',"
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
    is_reached: bool = True,
) -> Iterator[str]:
    """Give what puts figures together: wholes, then from the smallest places to the largest."""
    for position in range(n_positions):
        yield from_categories(rank=position, whole_id=whole_id, is_reached=is_reached)
    for depth in sorted(depths, reverse=True):
        if has_parts_of_years:
            yield from_places(depth=depth, span=OF_PARTS, is_reached=is_reached)
            for n in SPANS:
                yield from_periods(n=n, depth=depth, is_reached=is_reached)
        yield from_places(depth=depth, span=OF_YEARS, is_reached=is_reached)
