"""The page of a place as of each publication: what it showed while that was the newest."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from athar.indicators.actions import record_measurements
from athar.kernel.progress import DeclaredStatus
from athar.kernel.text import Translated
from athar.plans.actions import (
    publish_amendment,
    publish_first_version,
    put_commitments,
    put_nodes,
    put_plan,
)
from athar.reference.models import Place
from athar.reporting.actions import publish_reports, withdraw_reports
from athar.reporting.drafts import ReportDraft
from athar.rollups.queries import past_cells, past_places
from athar.trail.models import Event
from tests import cast
from tests.indicators.cast import set_up
from tests.portal.measured import text_of
from tests.portal.moments import lost_links, newest, read

pytestmark = pytest.mark.django_db
PLACES = ("01", "01.151", "01.511")
REPORT = ReportDraft(
    commitment_code="PDR-001",
    as_of_on=dt.date(2025, 9, 30),
    declared_status=DeclaredStatus.ON_TRACK,
    physical=Decimal(40),
    paid=Decimal(500000),
)


def amend(plan, *codes: str) -> None:
    changed = [plan.commitments[code] for code in codes]
    publish_amendment(by=None, plan_id=plan.id, why="Council", changed_commitment_ids=changed)


def settle(plan) -> None:
    """The plan is from now on that of the region."""
    put_plan(by=None, draft=replace(cast.PLAN, place_id=cast.put_places()["01"]))
    amend(plan)


def report(plan) -> None:
    publish_reports(by=None, plan_id=plan.id, drafts=[REPORT], source={})


def take_back(plan) -> None:
    event = Event.objects.filter(kind="reports.published").latest("pk")
    withdraw_reports(by=None, plan_id=plan.id, event_id=event.pk, reason="Mistaken")


def move(plan) -> None:
    """One project goes to the other province and costs more, another one is left out."""
    places = cast.put_places()
    drafts = {one.code: one for one in cast.commitment_drafts(places)}
    moved = replace(drafts["PDR-001"], place_ids=(places["01.511"],), amount=Decimal(9000000))
    drafts = {**drafts, "PDR-001": moved}
    del drafts["PDR-002"]
    put_commitments(by=None, plan_id=plan.id, drafts=drafts.values(), complete=True)
    amend(plan, "PDR-001", "PDR-002")


def add_plan(plan) -> None:
    """A province adopts a plan of its own, later than that of the region."""
    places = cast.put_places()
    draft = replace(
        cast.PLAN,
        code="LATER",
        place_id=places["01.151"],
        title=Translated(fr="Plan de la province"),
        start_on=dt.date(2024, 1, 1),
    )
    later = put_plan(by=None, draft=draft)
    put_nodes(by=None, plan_id=later, drafts=cast.NODES)
    put_commitments(
        by=None, plan_id=later, drafts=cast.commitment_drafts(places)[:2], complete=True
    )
    publish_first_version(by=None, plan_id=later)


def test_every_publication_shows_what_was_seen_then(plan, client):
    cast.put_places()
    seen = []
    for act in (None, settle, report, add_plan, move, take_back):
        if act:
            act(plan)
        seen.append((newest(), {one: read(client, f"/fr/places/hcp/{one}") for one in PLACES}))

    assert len({number for number, _pages in seen}) == 6
    assert len({pages["01.151"].page for _number, pages in seen}) == 6
    for number, pages in seen:
        for place, page in pages.items():
            assert read(client, f"/fr/places/hcp/{place}", number) == page, (place, number)


def test_links_of_the_past_stay_in_it(plan, whole):
    settle(plan)
    number = newest()
    report(plan)

    html = whole(f"/en/places/hcp/01.151?as_of={number}")

    starts = tuple(f"/en/{one}" for one in ("places/hcp", f"plans/{plan.code}/commitments"))
    assert lost_links(html, number, starts) == []
    assert f"/en/plans/{plan.code}/commitments/PDR-001?as_of={number}" in html
    assert f"(publication {number})." in text_of(html)
    assert f"as_of={number}" in html.split('id="h-cite"')[1].split("</section>")[0]


def test_a_page_of_a_plan_leads_to_its_places_as_they_were(plan, whole):
    settle(plan)
    number = newest()
    report(plan)

    html = whole(f"/en/plans/{plan.code}/commitments/PDR-001?as_of={number}")

    assert lost_links(html, number, ("/en/places/hcp",)) == []
    assert f'href="/en/places/hcp/01.151?as_of={number}"' in html


def test_citations_name_the_publication(plan, client, whole):
    settle(plan)
    number = newest()
    report(plan)
    address = f"/en/places/hcp/01.151.bib?as_of={number}"

    assert f'href="{address}"' in whole(f"/en/places/hcp/01.151?as_of={number}")
    assert f"as_of={number}" in client.get(address).text
    led = client.get(f"/id/place/hcp/01.151?as_of={number}")
    assert led.headers["Location"].endswith(f"/places/hcp/01.151?as_of={number}")


def test_nothing_was_promised_before_a_plan_was_public(plan, whole, client):
    add_plan(plan)
    first = newest() - 1

    text = text_of(whole(f"/en/places/hcp/01.151?as_of={first}"))

    assert "Plan de la province" not in text
    assert client.get("/en/places/hcp/01.151?as_of=0").status_code == 404
    assert client.get("/en/places/hcp/01.151?as_of=x").status_code == 400
    assert client.get(f"/en/places/hcp/99?as_of={first}").status_code == 404


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_of_too_many_plans_the_page_says_so(plan, client, whole, monkeypatch, lang):
    said = {
        "ar": "تتطلب هذه الوضعية تجميع مشاريع أكثر من 0 برامج",
        "fr": "Il faudrait réunir les projets de plus de 0 plans pour cet état",
        "en": "The projects of more than 0 plans would have to be put together for this state",
    }[lang]
    settle(plan)
    address = f"/{lang}/places/hcp/01"
    monkeypatch.setattr(past_places, "MOST_PLANS", 0)

    assert said in text_of(whole(f"{address}?as_of={newest()}"))
    assert said not in text_of(whole(address))
    for ending in ("json", "csv", "xlsx"):
        answer = client.get(f"{address}.{ending}?as_of={newest()}")
        assert answer.status_code == 404
        assert said in text_of(answer.text)


@pytest.mark.parametrize(("n_plans", "n"), [(1, 24), (2, 36)])
def test_queries_of_the_past_grow_with_plans_only(
    plan, client, django_assert_num_queries, n_plans, n
):
    settle(plan)
    if n_plans == 2:
        add_plan(plan)
    number = newest()
    report(plan)

    with django_assert_num_queries(n):
        client.get(f"/fr/places/hcp/01?as_of={number}")


def test_a_plan_elsewhere_is_not_read(plan, client, monkeypatch):
    other = Place.objects.create(
        scheme="hcp", code="02", kind="region", path="/MAR/02/", names={"fr": "Autre"}
    )
    settle(plan)
    monkeypatch.setattr(past_places, "MOST_PLANS", 0)

    assert client.get(f"/fr/places/hcp/{other.code}.json?as_of={newest()}").status_code == 200


def test_what_is_measured_says_when_there_are_too_many_values(plan, whole, monkeypatch):
    made = set_up(plan)
    values = [
        made.value("connected", place_id=made.places[one], value=Decimal(5))
        for one in ("01.151", "01.511")
    ]
    record_measurements(by=None, drafts=values)
    address = f"/en/places/hcp/01?as_of={newest()}"
    assert "10 households" in text_of(whole(address))
    monkeypatch.setattr(past_cells, "MOST", 1)

    text = text_of(whole(address))

    assert "More than 1 values would have to be put together for this state" in text
    assert "10 households" not in text
