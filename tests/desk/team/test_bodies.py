"""Bodies at the desk of an administrator: found, added, changed without losing a word."""

from __future__ import annotations

import re

import pytest

from athar.people.models import Organisation
from tests.desk.team.conftest import administrator_over

pytestmark = pytest.mark.django_db
LIST = "/desk/team/bodies"
NEW = "/desk/team/bodies/new?lang=en"
MEE = "/desk/team/bodies/of/MEE?lang=en"
TYPED = {
    "code": "ABHL",
    "name_ar": "وكالة الحوض المائي اللوكوس",
    "name_fr": "Agence du bassin hydraulique du Loukkos",
    "name_en": "",
    "abbreviation": "ABHL",
    "kind": "agency",
    "parent": "MEE",
    "place": "hcp/01.151",
    "iati_identifier": "",
}


def _codes(html):
    return re.findall(r'href="/desk/team/bodies/of/([^"]+)"', html)


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({}, ["APDN", "MEE", "REG"]),
        ({"q": "equipement"}, ["MEE"]),
        ({"kind": "region"}, ["REG"]),
        ({"q": "zzz"}, []),
    ],
)
def test_bodies_are_listed_and_narrowed(desk, query, codes):
    assert _codes(desk.get(LIST, {"lang": "en", **query}).text) == codes


def test_body_is_registered(desk, plan):
    answer = desk.post(NEW, TYPED)

    row = Organisation.objects.get(code="ABHL")
    assert (answer.status_code, answer.headers["Location"]) == (302, LIST)
    assert (row.names["fr"], row.kind, row.parent.code) == (TYPED["name_fr"], "agency", "MEE")
    assert (row.place.code, row.version) == ("01.151", 1)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"code": ""}, "Give the body a code."),
        ({"code": "MEE"}, "There is a body with this code already."),
        ({"name_ar": "", "name_fr": ""}, "The body ABHL has no name."),
        ({"place": "Atlantis"}, "No place is called like this."),
        ({"parent": "NONE"}, "The body ABHL belongs to NONE, which is not registered."),
        ({"iati_identifier": "MA-1"}, "The body REG has this identifier already."),
    ],
)
def test_what_is_wrong_with_a_body_stands_at_its_field(desk, plan, change, words):
    Organisation.objects.filter(code="REG").update(iati_identifier="MA-1")

    answer = desk.post(NEW, {**TYPED, **change})

    assert (answer.status_code, words in answer.text) == (422, True)
    assert Organisation.objects.count() == 3


def test_place_that_may_be_several_is_asked_for(desk, plan):
    from athar.reference.models import Place, PlaceAlias

    for place in Place.objects.filter(code__in=["01.151", "01.511"]):
        PlaceAlias.objects.create(place=place, key="jabal", origin="spelling")

    answer = desk.post(NEW, {**TYPED, "place": "Jabal"})

    assert "Write one of: hcp/01.151, hcp/01.511." in answer.text


def _typed(html):
    return dict(re.findall(r'name="(name_fr|version|place)"[^>]*? value="([^"]*)"', html))


def test_body_is_changed_by_its_form(desk, plan):
    Organisation.objects.filter(code="MEE").update(place=Organisation.objects.first().place)
    before = desk.get(MEE).text
    given = {**TYPED, "parent": "REG", "version": "1", "iati_identifier": "MA-9"}

    answer = desk.post(MEE, given)

    row = Organisation.objects.get(code="MEE")
    assert 'name="code"' not in before
    assert answer.status_code == 302
    assert (row.names["fr"], row.parent.code, row.version) == (TYPED["name_fr"], "REG", 2)
    assert 'value="hcp/01.151"' in desk.get(MEE).text


def test_body_saved_by_two_loses_nothing(desk, plan):
    first = {**TYPED, "parent": "", "version": "1", "abbreviation": "FIRST"}
    desk.post(MEE, first)

    second = desk.post(MEE, {**first, "abbreviation": "SECOND"})
    stored = Organisation.objects.get(code="MEE").abbreviation
    again = desk.post(MEE, {**first, "abbreviation": "SECOND", "version": "2"})

    assert (second.status_code, stored) == (422, "FIRST")
    assert 'value="SECOND"' in second.text
    assert "Saved by somebody else: FIRST" in second.text
    assert second.text.count("Saved by somebody else") == 1
    assert 'name="version" value="2"' in second.text
    assert (again.status_code, Organisation.objects.get(code="MEE").abbreviation) == (302, "SECOND")


def test_administrator_of_a_body_changes_it_alone(client, plan):
    client.force_login(administrator_over(f"organisation:{plan.bodies['MEE']}"))

    changed = client.post(MEE, {**TYPED, "parent": "", "version": "1"})

    assert _codes(client.get(LIST).text) == ["MEE"]
    assert "Add a body" not in client.get(LIST, {"lang": "en"}).text
    assert changed.status_code == 302
    assert client.get("/desk/team/bodies/of/REG").status_code == 404
    assert client.get(NEW).status_code == 403


def test_body_that_is_not_registered_has_no_page(desk):
    assert desk.get("/desk/team/bodies/of/NONE").status_code == 404
