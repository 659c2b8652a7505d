"""The library as everybody reads it: list, filters, one experience, twins, feed, permanent address."""

from __future__ import annotations

import csv
import datetime as dt
import io
from xml.etree import ElementTree as ET

import pytest

from athar.kernel.text import Translated
from athar.network.actions.experiences import (
    adopt_experience,
    put_experience,
    record_award,
    submit_experience,
    withdraw_experience,
    write_experience,
)
from athar.network.drafts.experiences import AdoptionDraft, AwardDraft
from athar.network.models import Member
from athar.search.actions import index_experiences
from tests.network import library_cast as made

pytestmark = pytest.mark.django_db
LIST = "/fr/network/experiences"
HIDDEN = ("draft", "reviewing")


@pytest.fixture
def net(frozen_day):
    return made.network()


@pytest.fixture
def shown(net):
    """A published experience beside a draft and one under review."""
    key = made.published(net)
    made.begun(net, "draft", title=Translated(fr="zsecret"))
    waiting = made.begun(net, "reviewing", title=Translated(fr="zsecret"))
    submit_experience(by=net.focal["MAR"], experience_id=waiting)
    index_experiences()
    return key


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.getvalue().decode()


def test_list_shows_what_is_published_with_its_result_cost_and_time(client, shown):
    body = page(client, LIST)

    assert body.count("<article") == 1
    for words in ("Budget citoyen", "Pays MAR", "Résultat prouvé", "mailto:budget@example.org"):
        assert words in body
    assert "45\u202f000" in body
    assert "zsecret" not in body


def test_unknown_cost_and_duration_are_said_to_be_unknown(client, net):
    unknown = {"cost": None, "currency": "", "duration_months": None, "figure": None}
    made.published(net, evidence_url="", contact="Bureau 4", **unknown)

    body, one = page(client, LIST), page(client, f"{LIST}/citizen-budget")

    assert (body.count("inconnu"), body.count("Résultat non prouvé")) == (2, 1)
    assert "Le coût n’est pas connu." in one
    assert ("Bureau 4" in one, "mailto" in one) == (True, False)


@pytest.mark.parametrize(
    ("query", "n"),
    [
        ("?theme=fiscal-openness", 1),
        ("?theme=public-participation", 0),
        ("?member=MAR&level=local&proved=1", 1),
        ("?q=ميزانيه", 1),
        ("?q=citoyenne", 1),
        ("?q=zsecret", 0),
        ("?after=citizen-budget", 0),
    ],
    ids=("area", "other area", "all", "arabic", "french", "secret", "after the last"),
)
def test_filters_and_words_narrow_the_list(client, shown, query, n):
    assert page(client, LIST + query).count("<article") == n


@pytest.mark.parametrize("query", ["?level=x", "?theme=%20a%20b", "?proved=no", "?after=%3C"])
def test_what_is_no_choice_is_refused(client, shown, query):
    assert client.get(LIST + query).status_code == 400


def test_empty_library_says_so(client, net):
    assert "Aucun membre n’a encore publié d’expérience." in page(client, LIST)


def test_long_list_goes_on_after_its_last(client, net, monkeypatch):
    monkeypatch.setattr("athar.network.queries.experiences.published.PER_PAGE", 1)
    made.published(net, "first")
    made.published(net, "second")

    assert f"{LIST}?after=second" in page(client, LIST)
    assert page(client, f"{LIST}?after=second").count("<article") == 1


@pytest.mark.parametrize("code", HIDDEN)
@pytest.mark.parametrize("ending", ["", ".json", ".bib"])
def test_drafts_and_what_is_under_review_have_no_address(client, shown, code, ending):
    assert client.get(f"{LIST}/{code}{ending}").status_code == 404
    assert client.get(f"/id/experience/{code}").status_code == 404


def test_twins_and_feed_hold_what_the_page_shows(client, shown):
    listed = client.get(f"{LIST}.json").json()
    (row,) = csv.DictReader(io.StringIO(page(client, f"{LIST}.csv").lstrip("\ufeff")))
    feed = ET.fromstring(page(client, f"{LIST}.atom"))

    assert [one["code"] for one in listed["experiences"]] == ["citizen-budget"]
    assert (listed["total"], listed["after"]) == (1, None)
    assert (row["code"], row["cost"], row["proved"]) == ("citizen-budget", "45000.00", "yes")
    titles = [one.text for one in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert titles[1:] == ["Budget citoyen"]


def test_feed_of_an_empty_library_is_sound(client, net):
    assert "2000-01-01T00:00:00Z" in page(client, f"{LIST}.atom")


def test_page_tells_who_reviewed_who_took_it_up_and_how_to_cite(client, net, shown):
    adopt_experience(
        by=net.focal["KEN"],
        experience_id=shown,
        member_id=net.members["KEN"],
        row_version=0,
        draft=AdoptionDraft(
            since_on=dt.date(2024, 1, 1),
            changed=Translated(fr="en swahili"),
            came_of_it=Translated(fr="deux fois plus"),
            source_url="https://example.org/k",
        ),
    )
    award = AwardDraft(name=Translated(fr="Prix"), year=2021, source_url="https://example.org/p")
    record_award(by=net.focal["MAR"], experience_id=shown, draft=award)

    body = page(client, f"{LIST}/citizen-budget")

    for words in ("Pays TUN", "clear", "en swahili", "deux fois plus", "Prix", "2021"):
        assert words in body
    assert 'href="https://example.org/evidence"' in body
    twin = client.get(f"{LIST}/citizen-budget.json").json()
    assert (twin["reviewed_by"], twin["used_by"][0]["member"]) == ("TUN", "KEN")
    assert twin["awards"][0]["year"] == 2021


def test_former_version_is_readable_and_says_that_it_is_one(client, net, shown):
    write_experience(
        by=net.focal["MAR"],
        experience_id=shown,
        row_version=4,
        draft=made.told(net, title=Translated(fr="Deuxième")),
    )
    made.forward(net, shown)

    former = page(client, f"{LIST}/citizen-budget?version=1")

    assert ("Ceci est une ancienne version." in former, "Budget citoyen" in former) == (True, True)
    assert "Deuxième" in page(client, f"{LIST}/citizen-budget")
    for asked in ("3", "x", "-1"):
        assert client.get(f"{LIST}/citizen-budget?version={asked}").status_code == 404


def test_withdrawn_experience_stays_with_its_reason(client, net, shown):
    withdraw_experience(by=net.focal["MAR"], experience_id=shown, reason="chiffre faux")

    body = page(client, f"{LIST}/citizen-budget")

    assert ("Retirée" in page(client, LIST), "chiffre faux" in body) == (True, True)


def test_what_comes_from_a_source_says_that_no_peer_reviewed_it(client, net):
    local = Member.objects.create(
        code="X",
        kind="local",
        is_fictional=True,
        names={"fr": "Ville"},
        parent_id=net.members["MAR"],
    )
    put_experience(
        by=None,
        member_id=local.pk,
        code="told",
        draft=made.told(
            net,
            source_url="https://example.org/s",
            contact="https://example.org/c",
            unit=Translated(fr="%"),
        ),
    )

    body = page(client, f"{LIST}/told")

    assert "Aucun pair ne l’a relue" in body
    assert 'href="https://example.org/s"' in body
    assert 'href="https://example.org/c"' in body
    assert ("Ville (fictif)" in body, "Pays MAR" in body) == (True, True)


def test_permanent_address_and_reference_lead_to_the_page(client, shown):
    answer = client.get("/id/experience/citizen-budget", headers={"accept-language": "fr"})

    assert (answer.status_code, answer.headers["Location"]) == (302, f"{LIST}/citizen-budget")
    assert "athar-experience-citizen-budget" in page(client, f"{LIST}/citizen-budget.bib")
