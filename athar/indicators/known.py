"""What frameworks and values may name, read from the stores for the validators."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import connection

from athar.indicators.drafts import WHOLE
from athar.indicators.enums import DirectionChoice, Measure, ResultLevel
from athar.indicators.models import Category, Dimension, Indicator
from athar.indicators.queries import IndicatorView
from athar.indicators.validators import Adoptable, Known, Measured
from athar.kernel import clock
from athar.reference.models import Place

Options = dict[str, frozenset[str]]


def options_by_dimension() -> Options:
    """Give the options of every dimension. Queries: 1."""
    return {
        code: frozenset(one["code"] for one in options)
        for code, options in Dimension.objects.values_list("code", "options")
    }


def known_for(indicator_ids: Collection[int], place_ids: Collection[int]) -> Known:
    """Give what a batch of values is checked against. Queries: 3."""
    options = options_by_dimension()
    rows = Indicator.objects.filter(pk__in=indicator_ids).select_related("library__plan")
    return Known(
        indicators={row.pk: _measured(row, options) for row in rows},
        places=set(Place.objects.filter(pk__in=place_ids).values_list("pk", flat=True)),
        today=clock.today(),
    )


def known_of(
    views: Iterable[IndicatorView],
    places: Collection[int],
    plan_id: int,
    plan_days: tuple[dt.date, dt.date],
) -> Known:
    """Give what values of a plan are checked against, from definitions that were read already.

    Shape: of an indicator of another plan the days are not known; its store asks for them.
    Queries: 0.
    """
    return Known(
        indicators={
            one.id: Measured(
                code=one.code,
                measure=one.measure,
                decimals=one.decimals,
                options={each.code: {way.code for way in each.options} for each in one.dimensions},
                steps=frozenset(step.value for step in one.steps if step.value is not None),
                is_computed=bool(one.formula),
                plan_days=plan_days if one.plan_id == plan_id else None,
            )
            for one in views
        },
        places=places,
        today=clock.today(),
    )


def _measured(row: Indicator, options: Options) -> Measured:
    plan = row.library.plan
    return Measured(
        code=row.code,
        measure=Measure(row.measure),
        decimals=row.decimals,
        options=_own(row.dimensions, options),
        steps=_steps(row.scale),
        is_computed=bool(row.formula),
        plan_days=(plan.start_on, plan.end_on) if plan else None,
    )


def adoptable(named: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Adoptable]:
    """Give the indicators that lines name, by codes of library and indicator. Queries: 2."""
    named = set(named)
    options = options_by_dimension()
    rows = Indicator.objects.filter(
        library__code__in={library for library, _code in named},
        code__in={code for _library, code in named},
    ).values_list(
        *("pk", "library__code", "code", "level", "measure", "direction", "decimals"),
        *("dimensions", "scale"),
    )
    return {
        (library, code): Adoptable(
            id=pk,
            code=code,
            level=ResultLevel(level),
            measure=Measure(measure),
            direction=DirectionChoice(direction) if direction else None,
            decimals=decimals,
            options=_own(dimensions, options),
            steps=_steps(scale),
        )
        for pk, library, code, level, measure, direction, decimals, dimensions, scale in rows
        if (library, code) in named
    }


def _own(codes: Iterable[str], options: Options) -> Options:
    return {code: options[code] for code in codes}


def _steps(scale: Iterable[Mapping[str, Any]]) -> frozenset[int]:
    return frozenset(one["value"] for one in scale)


def category_ids(codes: Collection[str]) -> dict[str, int]:
    """Give the keys of categories by code, making those not met before. Queries: at most 3."""
    found = dict(Category.objects.filter(code__in=codes).values_list("code", "pk"))
    missing = sorted(set(codes) - found.keys())
    if missing:
        Category.objects.bulk_create(
            (Category(code=code, parts=parts_of(code)) for code in missing), ignore_conflicts=True
        )
        found |= dict(Category.objects.filter(code__in=missing).values_list("code", "pk"))
    return found


def parts_of(code: str) -> dict[str, str]:
    """Give the option of each dimension that a category names; none for the whole."""
    if code == WHOLE:
        return {}
    return dict(part.split("=", 1) for part in code.split(","))


def hold_named(places: Collection[int], categories: Collection[int]) -> None:
    """Keep places and categories from being removed until the transaction ends.

    What a foreign key would ask for each row is asked once for all of them. SQLite has one writer
    at a time, so that nothing can go meanwhile.
    Queries: 2, on SQLite 0.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model, keys in ((Place, places), (Category, categories)):
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(
                f"SELECT 1 FROM {table} WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE",  # noqa: S608 - names of the models
                [sorted(keys)],
            )
