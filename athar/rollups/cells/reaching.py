"""Which figures a change of stated values reaches: the wholes, the years and the places above."""

from __future__ import annotations

from athar.rollups.cells.steps import AT_ONCE, KEY, TABLE, same_key

_KEYS = ", ".join(KEY)


def _reach(keys: str, *, has_conflicts: bool = True) -> str:
    """Write the adding of keys that are not stated themselves, with their depth."""
    again = " ON CONFLICT DO NOTHING" if has_conflicts else ""
    return (
        f"INSERT INTO cells_reach SELECT {', '.join(f'r.{name}' for name in KEY)}, q.depth"  # noqa: S608 - own names
        f" FROM ({keys}) r CROSS JOIN cells_place q WHERE q.place_id = r.place_id"
        f" AND NOT EXISTS (SELECT 1 FROM {TABLE} o WHERE {same_key('o', 'r')} AND o.made_of = '')"
        f"{again}"
    )


def reach_wholes(source: str) -> str:
    """Write the adding of the wholes of stated parts."""
    return _reach(
        "SELECT DISTINCT b.indicator_id, p.whole_id AS category_id, b.period, b.place_id, b.claim"  # noqa: S608 - own names
        f" FROM ({source}) b CROSS JOIN indicators_indicator i CROSS JOIN cells_part p"
        f" WHERE i.id = b.indicator_id AND i.over_categories IN {AT_ONCE}"
        " AND p.breakdown = CAST(i.dimensions AS text) AND p.category_id = b.category_id",
        has_conflicts=False,
    )


def reach_years(source: str) -> str:
    """Write the adding of the years of parts of years."""
    return _reach(
        "SELECT DISTINCT b.indicator_id, b.category_id, substr(b.period, 1, 4) AS period,"  # noqa: S608 - own names
        f" b.place_id, b.claim FROM ({source}) b"
        " CROSS JOIN indicators_indicator i WHERE i.id = b.indicator_id AND length(b.period) = 7"
        " AND i.over_time <> 'none'"
    )


def reach_above(source: str) -> str:
    """Write the adding of the places directly above; none above what is stated."""
    return _reach(
        "SELECT DISTINCT b.indicator_id, b.category_id, b.period, p.parent_id AS place_id, b.claim"  # noqa: S608 - own names
        f" FROM ({source}) b CROSS JOIN cells_place p CROSS JOIN indicators_indicator i"
        " WHERE p.place_id = b.place_id AND p.parent_id <> 0 AND i.id = b.indicator_id"
        f" AND i.over_place IN {AT_ONCE}"
    )


def reached_at(depth: int) -> str:
    """Write the keys reached at places of a depth."""
    return f"SELECT {_KEYS} FROM cells_reach WHERE depth = {depth}"  # noqa: S608 - own names


FORGET = f"DELETE FROM {TABLE} WHERE ({_KEYS}) IN (SELECT {_KEYS} FROM cells_reach)"  # noqa: S608 - own names
"""What takes away the figures that will be put together anew."""

HAS_PARTS_OF_YEARS = (
    "SELECT 1 FROM (SELECT DISTINCT indicator_id, category_id, substr(period, 1, 4) AS year"  # noqa: S608 - own names
    f" FROM cells_reach) s CROSS JOIN {TABLE} c WHERE c.indicator_id = s.indicator_id"
    " AND c.category_id = s.category_id AND c.period > s.year AND c.period < s.year || '-ZZ'"
    " LIMIT 1"
)
"""What tells whether anything reached has to do with parts of a year."""
