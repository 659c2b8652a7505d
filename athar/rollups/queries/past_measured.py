"""Of what there were figures as of a publication: the periods of indicators, those of a place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q

from athar.indicators.enums import RuleChoice
from athar.indicators.models import Category, Indicator, Measurement
from athar.indicators.queries.codes import hidden_indicators
from athar.reference.models import Place
from athar.rollups.queries.past_cells import TooMuchAtOnce, rows_then


def periods_then(
    pairs: Collection[tuple[int, str]], number: int
) -> dict[tuple[int, str], tuple[str, ...]]:
    """Give the periods of which anything was known anywhere, by indicator and category.

    Shape: see `periods_of`. Errors: TooMuchAtOnce.
    Queries: at most 9, none without pairs.
    """
    if not pairs:
        return {}
    rows = rows_then(
        {indicator for indicator, _category in pairs},
        None,
        {category for _indicator, category in pairs},
        None,
        number=number,
    )
    if rows is None:
        raise TooMuchAtOnce
    codes = dict(Category.objects.values_list("pk", "code")) if rows else {}
    found: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    for row in rows:
        found[row[0], codes[row[1]]].add(row[2])
    return {pair: tuple(sorted(found[pair])) for pair in pairs if pair in found}


def stated_in(place_id: int, *, number: int, after: int = 0, limit: int) -> list[int]:
    """Give the next indicators of which something was stated at a place, or below it, by key.

    Shape: `after` is the last key before. Of what is put together of places also what was stated
    below; of computed ones those beside which others of their library were stated: whether there
    was a figure at the place itself is not known yet.
    Queries: 2.
    """
    path = Place.objects.values_list("path", flat=True).get(pk=place_id)
    stated = Measurement.objects.filter(event__publication_number__lte=number)
    below = stated.filter(place__path__startswith=path)
    rows = Indicator.objects.exclude(pk__in=hidden_indicators(number)).filter(
        Exists(stated.filter(indicator=OuterRef("pk"), place=place_id))
        | (~Q(over_place=RuleChoice.NONE) & Exists(below.filter(indicator=OuterRef("pk"))))
        | (
            ~Q(formula="")
            & Exists(
                below.filter(
                    indicator__in=Indicator.objects.filter(
                        library=OuterRef(OuterRef("library"))
                    ).values("pk")
                )
            )
        ),
        pk__gt=after,
    )
    return list(rows.order_by("pk").values_list("pk", flat=True)[:limit])
