"""A figure put together, corrected twice: each publication gives the one that the public saw."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

import pytest

from athar.indicators.actions import put_framework, record_measurements
from athar.indicators.drafts import PlannedDraft, ResultLineDraft
from athar.indicators.enums import PlannedKind
from athar.trail.models import Event
from tests.indicators.cast import set_up
from tests.portal.measured import text_of

pytestmark = pytest.mark.django_db
PUBLISHED = [(0, "150"), (1, "145"), (2, "147")]


@pytest.fixture
def setting(plan):
    """The region is made of its provinces; plan, axis and project answer for it."""
    made = set_up(plan)
    target = PlannedDraft(kind=PlannedKind.TARGET, period="2024", value=Decimal(200))
    line = {
        "indicator": (plan.code, "connected"),
        "place_id": made.places["01"],
        "planned": (target,),
    }
    lines = [
        ResultLineDraft(**line),
        ResultLineDraft(**line, node_code="A1"),
        ResultLineDraft(**line, commitment_code="PDR-001"),
    ]
    put_framework(by=None, plan_id=plan.id, drafts=lines)
    return made


@pytest.fixture
def numbers(setting):
    """Three publications: 50 families in one province, and 100, then 95, then 97 in the other."""
    _publish(setting, "01.511", 50)
    return [_publish(setting, "01.151", value) for value in (100, 95, 97)]


def _publish(setting, place, value) -> int:
    draft = setting.value("connected", place_id=setting.places[place], value=Decimal(value))
    done = record_measurements(by=None, drafts=[draft], reason="Recount")
    return Event.objects.get(pk=done.event_id).publication_number


def twin(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return json.loads(answer.content)


def table(client, address):
    text = client.get(address).getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("page", ["", "/nodes/A1", "/commitments/PDR-001", "/results"])
@pytest.mark.parametrize(("at", "figure"), PUBLISHED)
def test_results_are_those_of_then(setting, numbers, client, whole, page, at, figure):
    address = f"/en/plans/{setting.plan.code}{page}"
    query = f"?as_of={numbers[at]}"

    found = twin(client, f"{address}.json{query}")["results"]

    assert {one["actual"] for one in found} == {figure}
    text = text_of(whole(address + query))
    assert f"{figure} households" in text
    others = {other for _at, other in PUBLISHED} - {figure}
    assert [one for one in others if f"{one} households" in text] == []


@pytest.mark.parametrize(("at", "figure"), PUBLISHED)
def test_tables_and_the_page_of_the_indicator_agree(setting, numbers, client, whole, at, figure):
    query = f"as_of={numbers[at]}"
    indicator = f"/en/indicators/{setting.plan.code}/connected"
    place = f"place=hcp:01&{query}"

    framework = table(client, f"/en/plans/{setting.plan.code}/results.csv?{query}")
    rows = table(client, f"{indicator}.csv?{place}")
    page = twin(client, f"{indicator}.json?{place}")

    assert {row["measured_value"] for row in framework} == {figure}
    assert [row["measured_value"] for row in rows] == [figure]
    assert (page["headline"]["value"], page["headline"]["known"]) == (figure, 2)
    assert f"{figure} households" in text_of(whole(f"{indicator}?{place}"))


@pytest.mark.parametrize(("at", "figure"), PUBLISHED)
def test_explanation_and_api_agree(setting, numbers, client, at, figure):
    query = f"as_of={numbers[at]}"
    code = f"{setting.plan.code}/connected"
    value = f"/en/indicators/{code}/values/hcp/01/2024/whole"

    explained = twin(client, f"{value}.json?{query}")
    cells = f"/api/v1/cells?indicator={code}&place=hcp:01&{query}"
    project = twin(client, f"/api/v1/commitments/{setting.plan.code}/PDR-001?{query}")

    assert explained["value"]["value"] == figure
    assert sum(Decimal(one["value"]) for one in explained["parts"] if one["value"]) == int(figure)
    found = twin(client, cells)["items"]
    assert [(one["value"], one["made_of"], one["known"]) for one in found] == [
        (figure, "places", 2)
    ]
    text = client.get(f"{cells}&format=csv").text
    assert [row["value"] for row in csv.DictReader(io.StringIO(text))] == [figure]
    assert {one["actual"] for one in project["results"]} == {figure}


def test_links_to_results_and_indicators_keep_the_moment(setting, numbers, whole):
    query = f"?as_of={numbers[0]}"
    code = setting.plan.code

    html = whole(f"/en/plans/{code}{query}")

    assert f'href="/en/plans/{code}/results{query}' in html
    links = [one.partition('"')[0] for one in html.split(f'href="/en/indicators/{code}/')[1:]]
    assert links
    assert [one for one in links if f"as_of={numbers[0]}" not in one] == []


@pytest.mark.parametrize(("at", "figure"), PUBLISHED)
def test_places_say_what_was_measured_then(setting, numbers, client, whole, at, figure):
    query = f"?as_of={numbers[at]}"

    (line,) = twin(client, f"/en/places/hcp/01/results.json{query}")["results"]
    rows = table(client, f"/en/places/hcp/01/results.csv{query}")

    assert line["figure"]["value"] == figure
    assert [row["measured_value"] for row in rows] == [figure]
    for page in ("/en/places/hcp/01", "/en/places/hcp/01/results"):
        assert f"{figure} households" in text_of(whole(page + query))
