"""Everything measured in a place, beside the places it lies in."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal

import pytest

from athar.indicators.actions import record_measurements
from athar.indicators.drafts import MeasurementDraft
from athar.indicators.enums import Claim
from athar.indicators.models import Indicator
from athar.portal.territory import results
from athar.portal.territory.results import gather_results
from tests.once import made_once
from tests.portal.measured import measured, text_of

pytestmark = pytest.mark.django_db
PAGE = "/en/places/hcp/01.1/results"


@pytest.fixture
@made_once
def world(frozen_day):
    return measured()


def lines_of(html: str) -> list[str]:
    found = re.findall(
        r'<tr role="row"><th scope="row".*?</tr>|<tr role="row">\s*<th scope="row".*?</tr>',
        html,
        re.DOTALL,
    )
    return [text_of(one) for one in found]


def test_results_stand_beside_those_around(world, whole):
    assert lines_of(whole(PAGE)) == [
        "Unemployment 2024 · per cent 12.5% +3.5 points since 2021: worse not reported not reported",
        "Running water 2024 · per cent 30.0% Measured independently 28.0% +10.0 points since 2014: better 35.0% −5.0 points 50.0% −20.0 points",
        "Maturity 2024 · step good not applicable not reported not reported",
        "Households 2024 · households 150 households 50.0 per 1,000 inhabitants (2024) not applicable 150 Known for 2 of 3 150 Known for 2 of 3",
    ]


def test_results_say_how_many_got_better(world, whole):
    text = text_of(whole(PAGE))

    assert "4 indicators: 1 improved, 1 worsened since the value before." in text


def test_a_place_shows_the_first_results_and_leads_to_all(world, whole):
    html = whole("/en/places/hcp/01.1")

    part = html.split('id="h-measured"')[1].split("</section>")[0]
    assert len(lines_of(part)) == 4
    assert 'href="/en/places/hcp/01.1/results"' in part
    assert 'id="h-measured"' not in whole("/en/places/hcp/04")


def test_what_only_an_evaluator_measured_is_marked(world):
    draft = MeasurementDraft(
        indicator_id=Indicator.objects.get(code="unemployed").pk,
        place_id=world.places["04"].pk, period="2024",
        claim=Claim.INDEPENDENT, value=Decimal(7),
    )  # fmt: skip
    record_measurements(by=None, drafts=[draft])

    (line,) = gather_results("hcp", "04").lines

    assert (line.figure.claim, line.independent) == (Claim.INDEPENDENT, None)


def _homes(world, code: str, value: int) -> None:
    draft = MeasurementDraft(
        indicator_id=Indicator.objects.get(code="homes").pk,
        place_id=world.places[code].pk, period="2024", value=Decimal(value),
    )  # fmt: skip
    record_measurements(by=None, drafts=[draft])


def test_a_place_is_a_part_of_a_wider_one_that_is_known_whole(world, whole):
    _homes(world, "01", 600)

    assert "150 households" in lines_of(whole(PAGE))[-1]
    assert "600 this place: 25.0%" in lines_of(whole(PAGE))[-1]


def test_a_count_too_small_for_its_decimals_is_not_given_by_inhabitants(world, whole):
    _homes(world, "01.2", 0)

    html = whole("/en/places/hcp/01.2/results")

    assert lines_of(html)[-1].startswith("Households 2024 · households 0 households not applicable")


def test_what_is_withheld_is_said(world, whole):
    assert lines_of(whole("/en/places/hcp/01.2.1/results"))[0].startswith(
        "Households 2024 · households withheld to protect people"
    )


def test_a_place_nobody_measured_says_so(world, whole):
    assert "No value is known for this place yet." in text_of(whole("/en/places/hcp/04/results"))


def test_more_results_than_fit_stand_on_the_next_page(world, whole, monkeypatch):
    monkeypatch.setattr(results, "PER_PAGE", 3)

    html = whole(PAGE)

    (further,) = re.findall(r'rel="next" href="([^"]+)"', html)
    assert [line.split(" 2024")[0] for line in lines_of(whole(further))] == ["Maturity"]


@pytest.mark.parametrize("ending", ["", ".json", ".csv", ".xlsx"])
def test_an_unknown_place_is_not_found(world, client, ending):
    assert client.get(f"/en/places/hcp/99/results{ending}").status_code == 404


@pytest.mark.parametrize("after", ["x", "-1", "9" * 13, "١"])
def test_nonsense_in_the_address_is_refused(world, client, after):
    assert client.get(PAGE, {"after": after}).status_code == 400


def test_results_for_machines_are_the_page(world, client):
    data = client.get(f"{PAGE}.json").json()

    water = next(one for one in data["results"] if one["indicator"]["code"] == "water")
    assert (water["figure"]["value"], water["change"], water["is_better"]) == ("30.0", "10.0", True)
    assert [one["difference"] for one in water["around"]] == ["-5.0", "-20.0"]
    assert water["independent"]["value"] == "28.0"


def test_table_holds_a_row_for_each_place_around(world, client):
    answer = client.get(f"{PAGE}.csv")

    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    homes = [row for row in rows if row["indicator_code"] == "homes"]
    told = ("measured_value", "per_thousand_inhabitants", "place_code", "share_percent")
    assert [tuple(row[name] for name in told) for row in homes] == [
        ("150", "50.00", "01", ""),
        ("150", "50.00", "MAR", ""),
    ]
    assert client.get("/en/places/hcp/MAR/results.csv").getvalue().count(b"\n") == 3


@pytest.mark.parametrize(("place", "n"), [("01.1", 8), ("01.2", 8), ("04", 4)])
def test_results_take_the_same_few_queries(world, client, django_assert_num_queries, place, n):
    with django_assert_num_queries(n):
        client.get(f"/en/places/hcp/{place}/results")
