"""Of too many values no figure of the past is put together, and each page says so."""

from __future__ import annotations

from decimal import Decimal

import pytest

from athar.indicators.actions import put_framework, record_measurements
from athar.indicators.drafts import PlannedDraft, ResultLineDraft
from athar.indicators.enums import PlannedKind
from athar.rollups.queries import past_cells
from tests.indicators.cast import set_up
from tests.portal.measured import text_of
from tests.portal.moments import newest

pytestmark = pytest.mark.django_db
SAID = {
    "ar": "تتطلب هذه الوضعية تجميع أكثر من 1 قيمة",
    "fr": "Il faudrait réunir plus de 1 valeurs pour cet état",
    "en": "More than 1 values would have to be put together for this state",
}


@pytest.fixture
def few(plan, monkeypatch):
    """Two values are one more than are put together; one of them was stated at the region."""
    made = set_up(plan)
    given = {"indicator": (plan.code, "connected"), "place_id": made.places["01"]}
    target = PlannedDraft(kind=PlannedKind.TARGET, period="2024", value=Decimal(200))
    lines = [
        ResultLineDraft(**given, **on, planned=(target,))
        for on in ({}, {"node_code": "A1"}, {"commitment_code": "PDR-001"})
    ]
    put_framework(by=None, plan_id=plan.id, drafts=lines)
    values = [
        made.value("connected", place_id=made.places[place], value=Decimal(50))
        for place in ("01.511", "01.151")
    ]
    record_measurements(by=None, drafts=values)
    monkeypatch.setattr(past_cells, "MOST", 1)
    return made


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_pages_say_that_there_are_too_many_values(few, whole, lang):
    code = few.plan.code
    pages = (
        f"/plans/{code}/results",
        f"/indicators/{code}/connected?place=hcp:01",
        f"/indicators/{code}/connected/map?place=hcp:01",
        f"/indicators/scorecard?of=library:{code}&place=hcp:01",
        f"/indicators/coverage?of=library:{code}&place=hcp:01",
        f"/indicators/coverage?of=library:{code}&place=hcp:01&by=periods",
        f"/indicators/compare?i={code}:connected&p=hcp:01",
        "/places/hcp/01/results",
    )

    for page in pages:
        sign = "&" if "?" in page else "?"
        assert SAID[lang] in text_of(whole(f"/{lang}{page}{sign}as_of={newest()}")), page
        assert SAID[lang] not in text_of(whole(f"/{lang}{page}")), page


@pytest.mark.parametrize("page", ["", "/nodes/A1", "/commitments/PDR-001", "/results"])
def test_results_say_it_where_the_figure_would_stand(few, client, whole, page):
    address = f"/en/plans/{few.plan.code}{page}"

    assert "too many values not put together for this state" in text_of(
        whole(f"{address}?as_of={newest()}")
    )
    assert "too many values" not in text_of(whole(address))
    if page != "/results":
        found = client.get(f"{address}.json?as_of={newest()}").json()["results"]
        assert {(one["left_out"], one["actual"], one["outcome"]) for one in found} == {
            ("too_many_values", None, None)
        }


def test_files_refuse_to_give_some_of_the_figures(few, client):
    code, number = few.plan.code, newest()
    files = (
        f"/plans/{code}/results",
        f"/indicators/{code}/connected",
        f"/indicators/{code}/connected/map",
        "/indicators/scorecard",
        "/indicators/coverage",
        "/places/hcp/01/results",
    )

    for file in files:
        for ending in ("json", "csv", "xlsx"):
            answer = client.get(f"/en{file}.{ending}?as_of={number}&of=library:{code}&place=hcp:01")
            assert answer.status_code == 404, file
            assert SAID["en"] in text_of(answer.text), file
    compared = client.get(f"/en/indicators/compare.csv?i={code}:connected&p=hcp:01&as_of={number}")
    assert compared.status_code == 404


def test_a_value_that_is_not_put_together_is_not_said_to_be_unknown(few, client):
    value = f"/en/indicators/{few.plan.code}/connected/values/hcp/01/2024/whole"

    answer = client.get(f"{value}?as_of={newest()}")

    assert answer.status_code == 404
    assert SAID["en"] in text_of(answer.text)
    assert client.get(value).status_code == 200


def test_what_was_stated_at_the_place_itself_is_still_shown(few, whole):
    page = f"/en/indicators/{few.plan.code}/connected?place=hcp:01.511&as_of={newest()}"

    assert "50 households" in text_of(whole(page))
    record_measurements(
        by=None,
        drafts=[few.value("connected", place_id=few.places["01"], period="2023", value=Decimal(7))],
    )
    text = text_of(whole(f"/en/indicators/{few.plan.code}/connected?place=hcp:01&as_of={newest()}"))
    assert "7 households" in text
    assert SAID["en"] in text


def test_what_is_put_together_of_no_places_is_still_told(few, client):
    lines = [
        ResultLineDraft(indicator=code, place_id=few.places["01"])
        for code in ((few.plan.code, "connected"), ("shared", "maturity"))
    ]
    put_framework(by=None, plan_id=few.plan.id, drafts=lines)
    value = few.value("maturity", place_id=few.places["01"], value=Decimal(1))
    record_measurements(by=None, drafts=[value])

    found = client.get(f"/en/plans/{few.plan.code}.json?as_of={newest()}").json()["results"]

    told = {(one["indicator"], one["actual"], "left_out" in one) for one in found}
    assert told == {("connected", None, True), ("maturity", "1", False)}


def test_the_api_refuses_in_words(few, client):
    code = few.plan.code

    for address in (f"commitments/{code}/PDR-001", f"indicators/{code}/connected"):
        answer = client.get(f"/api/v1/{address}?as_of={newest()}")
        assert answer.status_code == 422, answer.text
        assert SAID["ar"] in answer.text
        assert client.get(f"/api/v1/{address}").status_code == 200
