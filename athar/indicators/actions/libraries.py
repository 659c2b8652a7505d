"""Keeping units, dimensions, libraries and the indicators in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from athar.indicators.drafts import (
    DimensionDraft,
    IndicatorDraft,
    LibraryDraft,
    OptionDraft,
    UnitDraft,
)
from athar.indicators.enums import Measure
from athar.indicators.models import Dimension, Indicator, Library, Measurement, Unit
from athar.indicators.rules import can_keep_library, library_scope
from athar.indicators.validators import Described, check_indicators, unit_called
from athar.kernel.actor import Actor
from athar.people.rules import require
from athar.plans.actions import hold_plan
from athar.trail.actions import Touched, record
from athar.trail.refusing import acting

Content = dict[str, Any]


@acting("units.put", "units")
def put_units(*, by: Actor | None, drafts: Sequence[UnitDraft]) -> int:
    """State units, new or known by their codes; give how many there were.

    Errors: PermissionDenied.
    Queries: 2, and the record where something differs.
    """
    require(can_keep_library(by, ()), "indicators.put_units")
    rows = [
        Unit(code=one.code, names=one.names, symbols=one.symbols, exponents=dict(one.exponents))
        for one in drafts
    ]
    if _put(Unit, rows, ("names", "symbols", "exponents")):
        record(kind="units.put", by=by, subject="units", source={"n": len(rows)})
    return len(rows)


@acting("dimensions.put", "dimensions")
def put_dimensions(*, by: Actor | None, drafts: Sequence[DimensionDraft]) -> int:
    """State dimensions, new or known by their codes; give how many there were.

    Errors: PermissionDenied.
    Queries: 2, and the record where something differs.
    """
    require(can_keep_library(by, ()), "indicators.put_dimensions")
    rows = [
        Dimension(code=one.code, names=one.names, options=_options(one.options), position=n)
        for n, one in enumerate(drafts)
    ]
    if _put(Dimension, rows, ("names", "options", "position")):
        record(kind="dimensions.put", by=by, subject="dimensions", source={"n": len(rows)})
    return len(rows)


def _put(model: type[models.Model], rows: Sequence[Any], fields: Sequence[str]) -> bool:
    """Store what is new or differs, and tell whether anything did."""
    stored = model._default_manager.in_bulk([row.code for row in rows], field_name="code")
    differing = [row for row in rows if _told(row, fields) != _told(stored.get(row.code), fields)]
    model._default_manager.bulk_create(
        differing, update_conflicts=True, unique_fields=["code"], update_fields=fields
    )
    return bool(differing)


def _told(row: models.Model | None, fields: Sequence[str]) -> list[Any]:
    return [getattr(row, name, None) for name in fields]


def _options(options: Sequence[OptionDraft]) -> list[Content]:
    return [{"code": one.code, "names": dict(one.names)} for one in options]


@acting("library.put", "library:{draft.code}")
def put_library(*, by: Actor | None, draft: LibraryDraft) -> int:
    """State a library, new or known by its code, and give its key.

    Errors: PermissionDenied; ValidationError (library_belongs_elsewhere).
    Queries: 2, and the record.
    """
    library = Library.objects.select_for_update().filter(code=draft.code).first()
    require(can_keep_library(by, _scopes(draft.plan_id, library)), "indicators.put_library")
    if library is not None and library.plan_id != draft.plan_id:
        message = _("The library %(about)s belongs to another plan, or to none.")
        raise ValidationError(
            message, code="library_belongs_elsewhere", params={"about": draft.code}
        )
    before = _library_content(library) if library else None
    library = library or Library(code=draft.code, plan_id=draft.plan_id)
    library.title, library.summary = draft.title, draft.summary
    library.source_id = draft.source_id
    after = _library_content(library)
    if before != after:
        library.save()
        subject = f"library:{library.pk}"
        record(
            kind="library.put", by=by, subject=subject, touched=[Touched(subject, before, after)]
        )
    return library.pk


def _scopes(plan_id: int | None, library: Library | None) -> tuple[str, ...]:
    own = (library_scope(library.pk),) if library else ()
    return (*own, *(hold_plan(plan_id) if plan_id else ()))


def _library_content(library: Library) -> Content:
    texts = {"title": dict(library.title), "summary": dict(library.summary)}
    return {**texts, "source_id": library.source_id}


@acting("indicators.put", "library:{library_id}")
def put_indicators(
    *, by: Actor | None, library_id: int, drafts: Sequence[IndicatorDraft], reason: str = ""
) -> dict[str, int]:
    """State indicators of a library, new or known by their codes; give their keys by code.

    Shape: indicators not named stay as they are.
    Errors: PermissionDenied; ValidationError (see check_indicators).
    Queries: 6 to read, 2 to write and those of the record, whatever the number of drafts.
    """
    library = Library.objects.select_for_update().get(pk=library_id)
    require(can_keep_library(by, _scopes(library.plan_id, library)), "indicators.put_indicators")
    held = Indicator.objects.filter(library=library).select_related("unit")
    stored = {row.code: row for row in held}
    units = {row.code: row for row in Unit.objects.only("code", "exponents")}
    dimensions = set(Dimension.objects.values_list("code", flat=True))
    frozen = _decimals_in_use(list(stored.values()))
    check_indicators(
        drafts,
        units={code: unit.exponents for code, unit in units.items()},
        dimensions=dimensions,
        frozen=frozen,
        stored={code: _described(row, frozen) for code, row in stored.items()},
    )
    before = {code: _content(row) for code, row in stored.items()}
    rows = [_row(library, draft, stored, units, n) for n, draft in enumerate(drafts)]
    after = {row.code: _content(row) for row in rows}
    differing = [row for row in rows if before.get(row.code) != after[row.code]]
    _write(differing)
    keys = {
        **{code: row.pk for code, row in stored.items()},
        **{row.code: row.pk for row in differing},
    }
    if differing:
        record(
            kind="indicators.put",
            by=by,
            subject=f"library:{library.pk}",
            reason=reason,
            touched=[
                Touched(f"indicator:{row.pk}", before.get(row.code), after[row.code])
                for row in differing
            ],
            publishes=True,
        )
    return keys


def _decimals_in_use(rows: Sequence[Indicator]) -> dict[str, int]:
    """Give the decimals of indicators that have values, by code: they cannot change any more."""
    used = models.Exists(Measurement.objects.filter(indicator=models.OuterRef("pk")))
    found = Indicator.objects.filter(used, pk__in=[row.pk for row in rows])
    return dict(found.values_list("code", "decimals"))


def _described(row: Indicator, frozen: Mapping[str, int]) -> Described:
    """Give what the formulas of a library ask of an indicator it holds."""
    unit = unit_called(row.unit.code, row.unit.exponents)
    return Described(row.formula, Measure(row.measure), unit, has_values=row.code in frozen)


def _write(rows: Sequence[Indicator]) -> None:
    new = [row for row in rows if row.pk is None]
    known = [row for row in rows if row.pk is not None]
    Indicator.objects.bulk_create(new)
    if known:
        for row in known:
            row.row_version += 1
        fields = [one.name for one in Indicator._meta.concrete_fields if not one.primary_key]
        Indicator.objects.bulk_update(known, fields)


def _row(
    library: Library,
    draft: IndicatorDraft,
    stored: Mapping[str, Indicator],
    units: Mapping[str, Unit],
    position: int,
) -> Indicator:
    old = stored.get(draft.code)
    return Indicator(
        pk=old.pk if old else None,
        row_version=old.row_version if old else 1,
        position=old.position if old else len(stored) + position,
        library=library,
        unit_id=units[draft.unit_code].pk,
        code=draft.code,
        sheet={name: dict(text) for name, text in draft.sheet.items() if text},
        direction=draft.direction or "",
        measured_at=draft.measured_at or "",
        dimensions=list(draft.dimension_codes),
        scale=[
            {"value": n, "code": one.code, "names": dict(one.names)}
            for n, one in enumerate(draft.scale)
        ],
        limits={
            name: str(number)
            for name in ("minimum", "maximum", "z_score", "jump")
            if (number := getattr(draft.limits, name)) is not None
        },
        references=[{"scheme": scheme, "code": code} for scheme, code in draft.references],
        **{name: getattr(draft, name) for name in _AS_STATED},
    )


_AS_STATED = (
    *("title", "definition", "level", "measure", "accumulation", "over_time", "over_place"),
    *("over_categories", "decimals", "frequency", "formula", "source_id", "is_sample"),
)


def _content(row: Indicator) -> Content:
    """Give what is stated of an indicator, as it is compared and recorded."""
    names = (*_AS_STATED, "sheet", "direction", "measured_at", "dimensions", "scale", "limits")
    plain = {name: getattr(row, name) for name in (*names, "references", "unit_id")}
    texts = {name: dict(plain[name]) for name in ("title", "definition")}
    return {name: str(one) if isinstance(one, str) else one for name, one in plain.items()} | texts
