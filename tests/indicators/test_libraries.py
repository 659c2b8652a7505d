"""Keeping libraries: known by code, compared, recorded, and refused when malformed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from athar.indicators.actions import (
    put_dimensions,
    put_indicators,
    put_library,
    put_units,
    record_measurements,
)
from athar.indicators.drafts import LibraryDraft, LimitsDraft
from athar.indicators.models import Dimension, Indicator, Unit
from athar.indicators.queries import (
    SourceView,
    indicator_view,
    indicators_by_id,
    indicators_of,
    libraries,
)
from athar.kernel.text import Translated
from athar.reference.models import DataSource
from athar.trail.models import Event
from tests.indicators.cast import CONNECTED, MATURITY, SEX, UNITS, WATER


def test_indicator_stated_again_changes_nothing(setting):
    n_events = Event.objects.count()

    keys = put_indicators(by=None, library_id=setting.library, drafts=(WATER,))

    assert keys["water"] == setting.indicators["water"]
    assert Event.objects.count() == n_events


def test_changed_indicator_keeps_its_key_and_tells_both_sides(setting):
    changed = replace(WATER, definition=Translated(fr="Part des ménages raccordés"))

    keys = put_indicators(by=None, library_id=setting.library, drafts=(changed,), reason="Précisé")

    event = Event.objects.order_by("-pk")[0]
    change = event.changes.get()
    assert keys["water"] == setting.indicators["water"]
    assert (event.kind, event.reason) == ("indicators.put", "Précisé")
    assert change.before["definition"] == {}
    assert change.after["definition"] == {"fr": "Part des ménages raccordés"}
    assert Indicator.objects.get(pk=keys["water"]).row_version == 2


def test_decimals_of_an_indicator_with_values_cannot_change(setting):
    record_measurements(by=None, drafts=[setting.value()])

    with pytest.raises(ValidationError) as refused:
        put_indicators(by=None, library_id=setting.library, drafts=(replace(WATER, decimals=2),))

    assert [one.code for one in refused.value.error_list] == ["decimals_frozen"]


def test_view_gives_the_whole_definition(setting):
    limits = LimitsDraft(minimum=Decimal(0), jump=Decimal("0.5"))
    draft = replace(MATURITY, limits=limits, references=(("sdg", "6.1.1"),))
    put_indicators(by=None, library_id=setting.library, drafts=(draft,))

    view = indicator_view("shared", "maturity")

    assert (view.limits, view.references) == (limits, (("sdg", "6.1.1"),))
    assert [(one.value, one.code) for one in view.steps] == [(0, "none"), (1, "good")]
    assert (view.subject, view.plan_code) == (f"indicator:{view.id}", "")


def test_libraries_are_listed_with_the_number_of_their_indicators(setting):
    found = [(one.code, one.plan_code, one.n_indicators) for one in libraries()]

    assert found == [("shared", "", 3), (setting.plan.code, setting.plan.code, 1)]
    assert [one.code for one in indicators_of("shared")] == ["water", "opinion", "maturity"]


def test_library_of_a_draft_plan_is_not_public(draft_plan):
    put_units(by=None, drafts=UNITS)
    put_dimensions(by=None, drafts=(SEX,))
    draft = LibraryDraft(code="draft", title=Translated(fr="Du plan"), plan_id=draft_plan.id)
    key = put_library(by=None, draft=draft)
    put_indicators(by=None, library_id=key, drafts=(replace(CONNECTED, dimension_codes=()),))

    assert (libraries(), indicator_view("draft", "connected")) == ((), None)
    assert indicator_view("draft", "connected", drafts=True).code == "connected"


def test_library_cannot_move_to_another_plan(setting):
    draft = LibraryDraft(code="shared", title=Translated(fr="Commun"), plan_id=setting.plan.id)

    with pytest.raises(ValidationError) as refused:
        put_library(by=None, draft=draft)

    assert refused.value.code == "library_belongs_elsewhere"


def test_library_stated_again_records_nothing_and_names_its_source(setting):
    source = DataSource.objects.create(code="hcp", title="RGPH 2024", credit="HCP")
    draft = LibraryDraft(code="shared", title=Translated(fr="Commun"), source_id=source.pk)
    put_library(by=None, draft=draft)
    n_events = Event.objects.count()

    put_library(by=None, draft=draft)

    assert Event.objects.count() == n_events
    assert libraries()[0].source == SourceView("RGPH 2024", "", "", "HCP")


def test_units_and_dimensions_are_known_by_their_codes(setting):
    n_units = put_units(by=None, drafts=UNITS)
    n_dimensions = put_dimensions(by=None, drafts=(SEX,))

    assert (n_units, Unit.objects.count()) == (4, 4)
    assert (n_dimensions, Dimension.objects.count()) == (1, 2)


@pytest.mark.parametrize("who", ["manager", "coordinator", "validator", "evaluator", "citizen"])
def test_shared_library_is_kept_by_the_administrator(setting, people, who):
    draft = LibraryDraft(code="shared", title=Translated(fr="Autre"))

    with pytest.raises(PermissionDenied):
        put_library(by=getattr(people, who), draft=draft)

    assert put_library(by=people.administrator, draft=draft) == setting.library


def test_no_indicator_is_asked_for_by_no_key(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert indicators_by_id([]) == {}
