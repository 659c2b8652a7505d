"""Evidence of a report at the desk: given, refused beside its field, taken off, restricted."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from athar.evidence.models import Evidence
from athar.reporting.models import Report
from tests.evidence.photographs import jpeg
from tests.reporting import cast as made

pytestmark = pytest.mark.django_db

LINK = {"evidence_link": "https://example.org/pv", "evidence_title": "Le procès-verbal"}
NOTHING = "Choose a photo or a file, or give an address."


def photo(name="chantier.jpg"):
    return SimpleUploadedFile(name, jpeg(), "image/jpeg")


def pdf(name="pv.pdf", content=b"%PDF-1.7\n"):
    return SimpleUploadedFile(name, content, "application/pdf")


def attached(key):
    return list(Evidence.objects.filter(subject=f"report:{key}").order_by("pk"))


def wrongs(answer):
    """Give the errors of a page, each with the field it stands at."""
    return re.findall(r'<p class="wrong" id="([^"]*)-error">(.*?)</p>', answer.content.decode())


@pytest.fixture
def key(desk):
    """Draft a report, open to who types it."""
    found = desk.drafted()
    desk.as_("manager")
    return found


def test_photographs_are_attached_shown_and_taken_off(desk, key):
    answer = desk.sent(
        key, "attach", evidence_photo=photo(), evidence_title="La conduite", evidence_place="1"
    )
    (one,) = attached(key)
    page = desk.get(f"reports/{key}").content.decode()
    desk.sent(key, f"take_off-{one.pk}")

    assert answer.headers["Location"] == f"/desk/reports/{key}#evidence"
    assert (one.kind, one.title["en"], one.is_public, one.licence) == (
        "photo",
        "La conduite",
        True,
        "",
    )
    assert f'src="/desk/evidence/{one.pk}/320.webp"' in page
    assert re.findall(r"<li>(Photograph|With its place)</li>", page) == [
        "Photograph",
        "With its place",
    ]
    assert attached(key) == []


def test_place_of_a_photograph_is_kept_only_when_asked(desk, key):
    desk.sent(key, "attach", evidence_photo=photo())

    (one,) = attached(key)
    assert (one.taken_on is None, one.latitude, one.longitude) == (False, None, None)


def test_several_are_given_at_once_on_the_same_terms(desk, key):
    terms = {"evidence_licence": "CC-BY-4.0", "evidence_kept": "1", "evidence_because": "Un mineur"}
    given = {"evidence_photo": photo(), "evidence_file": pdf(), "evidence_visited": "1/9/2025"}

    answer = desk.sent(key, "attach", **given, **LINK, **terms)

    found = attached(key)
    assert answer.status_code == 302
    assert [one.kind for one in found] == ["photo", "file", "link"]
    assert {(one.licence, one.is_public, one.restricted_because) for one in found} == {
        ("CC-BY-4.0", False, "Un mineur")
    }
    assert [one.visited_on for one in found] == [None, None, dt.date(2025, 9, 1)]


def test_what_is_attached_is_listed_with_its_kind_size_and_restriction(desk, key):
    kept = {"evidence_kept": "1", "evidence_because": "Nom d\u2019un riverain"}
    desk.sent(key, "attach", evidence_file=pdf(content=b"%PDF-1.7\n" * 300_000), **kept)
    desk.sent(key, "attach", **LINK, evidence_visited="01/09/2025", evidence_licence="CC0-1.0")

    page = desk.get(f"reports/{key}").content.decode()

    facts = re.findall(r'<ul class="xs mute facts-in-line">(.*?)</ul>', page, re.DOTALL)
    said = [re.findall(r"<li>(.*?)</li>", one) for one in facts]
    assert said[0] == ["Document", '<bdi dir="ltr">2.6</bdi> MB']
    assert [re.sub("<[^>]*>", "", one) for one in said[1]] == [
        "Link",
        "Visited on 1 September 2025",
        "Creative Commons Zero: no rights reserved",
    ]
    assert '<b>Kept from the public</b> <span dir="auto">Nom d\u2019un riverain</span>' in page


@pytest.mark.parametrize(
    ("given", "place", "words"),
    [
        ({}, "evidence_photo", NOTHING),
        (
            {**LINK, "evidence_title": ""},
            "evidence_title",
            "Say in a few words what the page shows.",
        ),
        ({**LINK, "evidence_visited": "hier"}, "evidence_visited", "This day cannot be read: hier"),
        (
            {**LINK, "evidence_visited": "1/1/2030"},
            "evidence_visited",
            "The day of the visit lies in the future.",
        ),
        (
            {**LINK, "evidence_licence": "WTFPL"},
            "evidence_licence",
            "Choose a licence from the list.",
        ),
        (
            {**LINK, "evidence_kept": "1"},
            "evidence_because",
            "Say why the public may not see this document.",
        ),
        ({**LINK, "evidence_link": "pv"}, "evidence_link", "Enter a valid URL."),
    ],
)
def test_what_is_refused_is_said_beside_its_field(desk, key, given, place, words):
    answer = desk.sent(key, "attach", physical="97", **given)

    page = answer.content.decode()
    assert (answer.status_code, wrongs(answer), attached(key)) == (422, [(place, words)], [])
    assert f'<a href="#{place}">{words}</a>' in page
    assert Report.objects.get(pk=key).typed["physical"] == "97"


def test_what_was_typed_stays_and_what_was_good_is_attached(desk, key):
    svg = SimpleUploadedFile("plan.svg", b"<svg/>", "image/svg+xml")
    gone = SimpleUploadedFile("vide.pdf", b"", "application/pdf")
    given = {"evidence_photo": svg, "evidence_file": [pdf(), gone], "evidence_title": "Le chantier"}

    answer = desk.sent(key, "attach", **given, evidence_kept="1", evidence_because="Un mineur")

    page = answer.content.decode()
    assert [one.file_name for one in attached(key)] == ["pv.pdf"]
    assert [(place, words.partition(": ")[0]) for place, words in wrongs(answer)] == [
        ("evidence_photo", "<bdi>plan.svg</bdi>"),
        ("evidence_file", "<bdi>vide.pdf</bdi>"),
    ]
    assert ('value="Le chantier"' in page, 'value="Un mineur"' in page) == (True, True)
    assert re.findall(r'name="evidence_(place|kept)" value="1"( checked)?', page) == [
        ("place", ""),
        ("kept", " checked"),
    ]


def test_two_refused_of_one_kind_are_both_named(desk, key):
    empty = [SimpleUploadedFile(name, b"", "application/pdf") for name in ("a.pdf", "b.pdf")]

    answer = desk.sent(key, "attach", evidence_file=empty)

    assert wrongs(answer) == [
        (
            "evidence_file",
            "<bdi>a.pdf</bdi>: The file is empty. <bdi>b.pdf</bdi>: The file is empty.",
        )
    ]


@pytest.mark.parametrize("do", ["save", "submit"])
def test_what_is_chosen_is_attached_whatever_the_button(desk, key, do):
    answer = desk.sent(key, do, **LINK)

    assert (answer.status_code, [one.url for one in attached(key)]) == (
        302,
        [LINK["evidence_link"]],
    )


def test_report_is_not_handed_in_while_its_proof_is_refused(desk, key):
    answer = desk.sent(key, "submit", evidence_link="pv")

    assert (answer.status_code, Report.objects.get(pk=key).state) == (422, "draft")


def test_what_is_not_there_is_not_taken_off(desk, key):
    answer = desk.sent(key, "take_off-x")

    page = desk.get(f"reports/{key}").content.decode()
    assert (answer.status_code, "This evidence is not there any more." in page) == (302, True)


def test_validator_restricts_with_a_reason_and_releases(desk):
    key = desk.drafted()
    desk.as_("manager").sent(key, "attach", **LINK)
    (one,) = attached(key)
    desk.as_("validator")

    refused = desk.sent(key, f"restrict-{one.pk}")
    kept = desk.sent(key, f"restrict-{one.pk}", **{f"because-{one.pk}": "Un mineur"})
    (restricted,) = attached(key)
    released = desk.sent(key, f"release-{one.pk}")
    (shown,) = attached(key)

    assert (refused.status_code, wrongs(refused)) == (
        422,
        [(f"because-{one.pk}", "Say why the public may not see this document.")],
    )
    assert (
        kept.headers["Location"]
        == released.headers["Location"]
        == (f"/desk/reports/{key}#evidence")
    )
    assert (restricted.is_public, restricted.restricted_because) == (False, "Un mineur")
    assert (shown.is_public, shown.restricted_because) == (True, "")


def test_what_is_public_is_not_released(desk):
    key = desk.drafted()
    desk.as_("manager").sent(key, "attach", **LINK)
    (one,) = attached(key)

    desk.as_("validator").sent(key, f"release-{one.pk}")

    assert "The public sees this evidence already." in desk.get(f"reports/{key}").content.decode()


def test_coordinator_restricts_while_typing_and_loses_nothing(desk, key):
    desk.sent(key, "attach", **LINK)
    (one,) = attached(key)
    desk.as_("coordinator")
    because = {f"because-{one.pk}": "Un mineur"}

    desk.sent(key, f"restrict-{one.pk}", physical="97", **because)

    assert [one.is_public for one in attached(key)] == [False]
    assert Report.objects.get(pk=key).typed["physical"] == "97"


def test_manager_does_not_restrict(desk, key):
    desk.sent(key, "attach", **LINK)
    (one,) = attached(key)

    answer = desk.sent(key, f"restrict-{one.pk}", **{f"because-{one.pk}": "Un mineur"})

    page = desk.get(f"reports/{key}").content.decode()
    assert (answer.status_code, attached(key)[0].is_public) == (403, True)
    assert (f"restrict-{one.pk}" in page, f"take_off-{one.pk}" in page) == (False, True)


def test_stranger_does_not_learn_of_evidence(desk):
    key = desk.drafted(code="PDR-002")

    answers = [desk.as_(who).sent(key, "restrict-1") for who in ("stranger", "manager")]

    assert [one.status_code for one in answers] == [404, 403]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ar", "اذكر في بضع كلمات"),
        ("fr", "Dites en quelques mots"),
    ],
)
def test_errors_speak_the_language_of_the_reader(desk, key, lang, words):
    given = {"version": str(made.version_of(key)), "do": "attach", **LINK, "evidence_title": ""}

    answer = desk.client.post(f"/desk/reports/{key}?lang={lang}", given)

    ((place, said),) = wrongs(answer)
    assert (place, said.startswith(words)) == ("evidence_title", True)
