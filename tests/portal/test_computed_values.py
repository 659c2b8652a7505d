"""A computed indicator stands on every page of results, and tells how it was worked out."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from athar.indicators.actions import put_framework, put_indicators, record_measurements
from athar.indicators.drafts import IndicatorDraft, MeasurementDraft, ResultLineDraft
from athar.indicators.enums import Accumulation, Measure, NoNumber, ResultLevel
from athar.indicators.models import Indicator, Library
from athar.kernel.text import Translated
from tests.once import made_once
from tests.portal.measured import measured, text_of

pytestmark = pytest.mark.django_db
DRY = "indicators/shared/dry"
VALUE = f"{DRY}/values/hcp/01.1/2024/whole"


def draft(code: str, formula: str, **stated) -> IndicatorDraft:
    given = {"unit_code": "%", "measure": Measure.PERCENTAGE, **stated}
    return IndicatorDraft(
        code=code,
        title=Translated(ar="بدون ماء", fr="Sans eau", en="Without water"),
        level=ResultLevel.OUTCOME,
        accumulation=Accumulation.RATE,
        decimals=1,
        formula=formula,
        **given,
    )


@pytest.fixture
@made_once
def world(db, frozen_day):
    """Water is measured; who is without it is computed, and an axis of the plan answers for it."""
    made = measured()
    library = Library.objects.get(code="shared").pk
    drafts = (draft("dry", "100 - water"), draft("odd", "percent(homes, 0 * homes)"))
    put_indicators(by=None, library_id=library, drafts=drafts)
    line = ResultLineDraft(
        indicator=("shared", "dry"), place_id=made.places["01"].pk, node_code="A1"
    )
    put_framework(by=None, plan_id=made.plan.pk, drafts=[line])
    return made


def twin(client, address):
    return json.loads(client.get(address).content)


def formulas(html):
    """Give the formulas of a page in words, each fraction in brackets."""

    def said(part):
        over = [said(one) for one in part]
        if part.tag == "mfrac":
            return "[{} / {}]".format(*over)
        return " ".join(filter(None, (part.text, *over)))

    return [said(ET.fromstring(one)) for one in re.findall(r"<math.*?</math>", html)]


def state(world, code, place="01.1", **said):
    key = Indicator.objects.get(code=code).pk
    where = {"place_id": world.places[place].pk, "period": "2024"}
    return record_measurements(
        by=None,
        drafts=[MeasurementDraft(indicator_id=key, **where, **said)],
        reason="Recount",
    )


def test_page_of_the_indicator_shows_it_like_any_other(world, client, whole):
    text = text_of(whole(f"/en/{DRY}?place=hcp:01.1"))
    page = twin(client, f"/en/{DRY}.json?place=hcp:01.1")
    table = client.get(f"/en/{DRY}.csv?place=hcp:01.1").getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))

    # 100 − 30.0 and, an evaluator says, 100 − 28.0; four years before, 100 − 20.0
    assert "70.0%" in text
    assert {(one["period"], one["claim"], one["value"]) for one in page["values"]} == {
        ("2014", "declared", "80.0"), ("2024", "declared", "70.0"), ("2024", "declared", "90.0"),
    }  # fmt: skip
    assert {one["measured_value"] for one in rows} == {"80.0", "70.0", "72.0", "90.0"}


def test_results_of_plan_place_and_matrix_hold_the_same_figure(world, client, whole):
    plan, place = world.plan.code, "/en/places/hcp/01.1/results"

    framework = twin(client, f"/en/plans/{plan}/nodes/A1.json")["results"]

    assert [(one["indicator"], one["actual"]) for one in framework] == [("dry", "65.0")]
    assert "65.0%" in text_of(whole(f"/en/plans/{plan}/nodes/A1"))
    found = [
        one for one in twin(client, f"{place}.json")["results"] if one["indicator"]["code"] == "dry"
    ]
    assert [one["figure"]["value"] for one in found] == ["70.0"]
    assert "Without water 2024" in text_of(whole(place))
    matrix = whole("/en/indicators/scorecard?of=library:shared&place=hcp:01")
    assert "70.0" in text_of(matrix)
    assert "70.0" in text_of(whole("/en/indicators/compare?i=shared:dry&p=hcp:01.1"))
    assert "70.0" in text_of(whole(f"/en/{DRY}/map?place=hcp:01"))


def test_value_tells_its_formula_its_inputs_and_their_sources(world, client, whole):
    html = whole(f"/en/{VALUE}")
    page = twin(client, f"/en/{VALUE}.json")

    assert formulas(html) == ["100 − Running water", "100 − 30 = 70"]
    assert f'href="/en/{VALUE.replace("dry", "water")}"' in html
    text = text_of(html)
    assert "Computed from other indicators, of the same place and period." in text
    assert "Source: Counters" in text
    assert "state or correct this value" not in text
    assert page["formula"] == "100 - water"
    assert [(one["indicator"], one["value"], one["claim"]) for one in page["inputs"]] == [
        ("water", "30.0", "declared")
    ]
    assert page["confidence"] is not None


@pytest.mark.parametrize(
    ("formula", "unit", "names", "numbers"),
    [
        (
            "per(homes, 2 * water)",
            "household",
            "[Households / 2 × Running water]",
            "[150 / 2 × 30] = 2.5",
        ),
        (
            "per(homes, water, 3)",
            "household",
            "[Households / Running water] × 3",
            "[150 / 30] × 3 = 15",
        ),
        (
            "percent(water, 2 * water)",
            "%",
            "[Running water / 2 × Running water] × 100",
            "[30 / 2 × 30] × 100 = 50",
        ),
        (
            "1 - per(homes, per(water, 2), 1 + 2)",
            "household",
            "1 − [Households / [Running water / 2]] × ( 1 + 2 )",
            "1 − [150 / [30 / 2]] × ( 1 + 2 ) = −29",
        ),
        (
            "2 / per(water, water, 3) - per(water, 2 * water)^2",
            "%",
            (
                "2 ÷ ( [Running water / Running water] × 3 )"
                " − ( [Running water / 2 × Running water] ) ^ 2"
            ),
            "2 ÷ ( [30 / 30] × 3 ) − ( [30 / 2 × 30] ) ^ 2 = 0.4",
        ),
    ],
)
def test_rate_is_written_as_one_thing_over_another(world, whole, formula, unit, names, numbers):
    library = Library.objects.get(code="shared").pk
    measure = Measure.PERCENTAGE if unit == "%" else Measure.UNIT
    rate = draft("rate", formula, measure=measure, unit_code=unit)
    drafts = (draft("dry", "100 - water"), rate)
    put_indicators(by=None, library_id=library, drafts=drafts)

    html = whole(f"/en/{VALUE.replace('dry', 'rate')}")

    assert formulas(html) == [names, numbers]


def test_value_as_of_then_is_worked_out_from_what_was_stated_then(world, client, whole):
    before = twin(client, f"/en/{VALUE}.json")
    done = state(world, "water", value=Decimal("45.0"))
    then = _publication(done) - 1

    now = twin(client, f"/en/{VALUE}.json")
    past = twin(client, f"/en/{VALUE}.json?as_of={then}")

    assert [one["value"]["value"] for one in (before, now, past)] == ["70.0", "55.0", "70.0"]
    assert f"{VALUE.replace('dry', 'water')}?as_of={then}" in whole(f"/en/{VALUE}?as_of={then}")


def _publication(done) -> int:
    from athar.trail.models import Event

    return Event.objects.get(pk=done.event_id).publication_number


def test_value_says_why_there_is_none(world, client, whole):
    state(world, "water", no_number=NoNumber.NOT_REPORTED)
    odd = "/en/indicators/shared/odd/values/hcp/01.1/2024/whole"

    without, divided = text_of(whole(f"/en/{VALUE}")), text_of(whole(odd))

    assert "One of these has no number, so there is none here." in without
    assert twin(client, f"/en/{VALUE}.json")["value"]["no_number"] == "not_reported"
    assert "What is divided by zero has no value." in divided
    assert "Households 0 × Households × 100" in divided
    assert twin(client, f"{odd[:-6]}/whole.json".replace("//", "/"))["value"]["value"] is None


def test_value_of_what_is_measured_has_no_inputs(world, client, whole):
    address = f"/en/{VALUE.replace('dry', 'water')}"

    assert twin(client, f"{address}.json")["inputs"] == []
    assert "What it is computed from" not in text_of(whole(address))
