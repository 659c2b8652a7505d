"""Results by territory as of each publication: what the public saw while it was the newest."""

from __future__ import annotations

from decimal import Decimal

import pytest

from athar.indicators.actions import record_measurements
from athar.indicators.drafts import MeasurementDraft
from athar.indicators.enums import NoNumber
from athar.indicators.models import Indicator
from athar.plans.actions import publish_first_version
from athar.plans.models import Plan
from athar.portal.territory import results
from tests.once import made_once
from tests.portal.measured import adopt, measured, text_of
from tests.portal.moments import lost_links, newest, read
from tests.rollups.worlds import add_commitment

pytestmark = pytest.mark.django_db
MATRIX = "/en/indicators/scorecard"
COVERAGE = "/en/indicators/coverage"
ADDRESSES = (
    "/en/places/hcp/01.1/results",
    "/en/places/hcp/MAR/results",
    f"{MATRIX}?of=library:shared",
    f"{MATRIX}?of=plan:ONE&period=2024&level=small",
    f"{COVERAGE}?of=library:shared",
    f"{COVERAGE}?by=periods&place=hcp:01.1&of=library:shared",
    "/en/indicators/compare?i=shared:water&i=shared:homes&p=hcp:01.1&p=hcp:01",
    "/en/indicators/compare",
    "/en/indicators/shared/homes/map",
    "/fr/indicators/shared/water/map?category=area%3Drural",
)
#: One act after the other: values are added, corrected, taken back; the last is of another place.
ACTS = (
    (("homes", "01.1.1", "2024", 120), ("water", "01.2", "2025", "41.5")),
    (
        *(("homes", place, "2024", None) for place in ("01.1.1", "01.1.2")),
        ("homes", "01.2.1", "2023", 40),
        ("unemployed", "01.1", "2024", "11.0"),
    ),
    (("water", "01", "2024", "36.0"), ("homes", "01.1.1", "2024", 99)),
)


@pytest.fixture
@made_once
def world(frozen_day):
    made = measured()
    Plan.objects.update(current_version=0)
    add_commitment(made, "P-1", places=("01.1",))
    adopt(made)
    publish_first_version(by=None, plan_id=made.plan.pk)
    return made


def record(world, *values) -> None:
    keys = dict(Indicator.objects.values_list("code", "pk"))
    drafts = [
        MeasurementDraft(
            indicator_id=keys[code],
            place_id=world.places[place].pk,
            period=period,
            value=None if value is None else Decimal(value),
            no_number=NoNumber.NOT_REPORTED if value is None else None,
        )
        for code, place, period, value in values
    ]
    record_measurements(by=None, drafts=drafts, reason="Recount")


def test_every_publication_shows_what_was_seen_then(world, client):
    seen = []
    for act in ((), *ACTS):
        if act:
            record(world, *act)
        seen.append((newest(), {one: read(client, one) for one in ADDRESSES}))

    assert len({number for number, _pages in seen}) == len(ACTS) + 1
    for number, pages in seen:
        for address, page in pages.items():
            assert read(client, address, number) == page, (address, number)


def test_links_of_the_past_stay_in_it(world, whole):
    number = newest()
    record(world, *ACTS[0])
    starts = tuple(
        f"/en/{one}" for one in ("places/hcp", "indicators/s", "indicators/co", "plans/")
    )

    for address in (
        "/en/places/hcp/01.1/results",
        MATRIX,
        COVERAGE,
        "/en/indicators/shared/homes/map",
    ):
        html = whole(f"{address}?as_of={number}")
        assert lost_links(html, number, starts) == [], address
        assert f"(publication {number})." in text_of(html)
        assert f'href="{address}"' in html


def test_form_of_the_past_asks_for_it_again(world, whole):
    number = newest()

    for address in (MATRIX, COVERAGE, "/en/indicators/compare"):
        html = whole(f"{address}?as_of={number}")
        assert f'<input type="hidden" name="as_of" value="{number}">' in html


@pytest.mark.parametrize(
    "address", ["/en/places/hcp/01/results", MATRIX, COVERAGE, "/en/indicators/compare"]
)
def test_moments_that_are_none_are_refused(world, client, address):
    for ending in ("", ".json", ".csv", ".xlsx"):
        assert client.get(f"{address}{ending}?as_of=x").status_code == 400
        assert client.get(f"{address}{ending}?as_of={newest() + 1}").status_code == 404


def test_results_of_the_past_go_on_from_page_to_page(world, client, monkeypatch):
    seen = read(client, "/en/places/hcp/01.1/results")
    number = newest()
    record(world, ("homes", "01.1.1", "2025", 7))
    monkeypatch.setattr(results, "PER_PAGE", 2)

    first = client.get(f"/en/places/hcp/01.1/results.json?as_of={number}").json()
    second = client.get(
        f"/en/places/hcp/01.1/results.json?after={first['after']}&as_of={number}"
    ).json()

    assert second["after"] is None
    found = first["results"] + second["results"]
    assert sorted(one["indicator"]["code"] for one in found) == sorted(
        one["indicator"]["code"] for one in seen.data["results"]
    )


def test_plans_that_were_not_public_then_are_not_offered(world, client, whole):
    before = newest() - 1

    html = whole(f"{MATRIX}?of=library:shared&as_of={before}")

    assert 'value="plan:ONE"' not in html
    assert 'value="plan:ONE"' in whole(f"{MATRIX}?of=library:shared&as_of={newest()}")
    assert client.get(f"{MATRIX}?of=plan:ONE&as_of={before}").status_code == 404
    assert client.get(f"{MATRIX}?place=hcp:99&as_of={before}").status_code == 404
    assert client.get(f"/en/indicators/shared/none/map?as_of={before}").status_code == 404


@pytest.mark.parametrize(
    ("address", "n"),
    [
        ("/en/places/hcp/01.1/results", 19),
        ("/en/places/hcp/04/results", 6),
        (f"{MATRIX}?of=library:shared", 30),
        (f"{MATRIX}?of=plan:ONE", 30),
        (f"{COVERAGE}?by=periods&place=hcp:01.1&of=library:shared", 29),
        ("/en/indicators/compare?i=shared:water&i=shared:homes&p=hcp:01.1&p=hcp:01", 21),
        ("/en/indicators/shared/homes/map", 27),
    ],
)
def test_queries_of_the_past_do_not_grow(world, client, django_assert_num_queries, address, n):
    number = newest()
    sign = "&" if "?" in address else "?"
    record(world, *ACTS[0])

    for _again in range(2):
        with django_assert_num_queries(n):
            client.get(f"{address}{sign}as_of={number}")
        record(world, ("homes", "01.1.1", "2023", 7), ("homes", "01.2.1", "2023", 8))
        number = newest()
