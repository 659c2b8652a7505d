"""Of what there are figures: the periods of an indicator, the indicators of a place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db import connection

from athar.indicators.drafts import WHOLE

#: Steps from one period to the one before it, each a look at the index: of however many places.
_PERIODS = """
WITH RECURSIVE wanted (indicator_id, code) AS ({wanted}),
seen (indicator_id, category_id, code, period) AS (
    SELECT w.indicator_id, k.id, w.code, (
        SELECT MAX(c.period) FROM rollups_cell c
        WHERE c.indicator_id = w.indicator_id AND c.category_id = k.id)
    FROM wanted w JOIN indicators_category k ON k.code = w.code
    UNION ALL
    SELECT s.indicator_id, s.category_id, s.code, (
        SELECT MAX(c.period) FROM rollups_cell c
        WHERE c.indicator_id = s.indicator_id AND c.category_id = s.category_id
        AND c.period < s.period)
    FROM seen s WHERE s.period IS NOT NULL)
SELECT indicator_id, code, period FROM seen WHERE period IS NOT NULL
"""
_WANTED = "SELECT CAST(%s AS bigint), CAST(%s AS varchar(200))"


#: Those that have figures at the place, and computed ones beside which something is measured there.
_AT_PLACE = """
SELECT indicator_id FROM (
    SELECT DISTINCT c.indicator_id FROM rollups_cell c
    JOIN indicators_category k ON k.id = c.category_id
    WHERE c.place_id = %s AND k.code = %s AND c.indicator_id > %s
    ORDER BY c.indicator_id LIMIT %s) own
UNION
SELECT i.id FROM indicators_indicator i
WHERE i.formula <> '' AND i.id > %s AND EXISTS (
    SELECT 1 FROM rollups_cell c JOIN indicators_indicator m ON m.id = c.indicator_id
    WHERE c.place_id = %s AND m.library_id = i.library_id)
ORDER BY 1 LIMIT %s
"""


def periods_of(pairs: Collection[tuple[int, str]]) -> dict[tuple[int, str], tuple[str, ...]]:
    """Give the periods of which anything is known anywhere, by indicator and category.

    Shape: codes in the order in which they are written; a pair of which nothing is known has none.
    Queries: 1, none without pairs.
    """
    if not pairs:
        return {}
    ordered = sorted(pairs)
    sql = _PERIODS.format(wanted=" UNION ALL ".join([_WANTED] * len(ordered)))
    found: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(sql, [part for pair in ordered for part in pair])
        for indicator_id, code, period in cursor.fetchall():
            found[indicator_id, code].append(period)
    return {pair: tuple(sorted(codes)) for pair, codes in found.items()}


def measured_at(place_id: int, *, after: int = 0, limit: int) -> list[int]:
    """Give the next indicators of which something is known at a place, by key.

    Shape: `after` is the last key of the page before; the whole only, not parts of it. Of computed
    indicators those beside which others of their library are known there: they may have no figure.
    Queries: 1.
    """
    given = (place_id, WHOLE, after, limit, after, place_id, limit)
    with connection.cursor() as cursor:
        cursor.execute(_AT_PLACE, given)
        return [key for (key,) in cursor.fetchall()]
