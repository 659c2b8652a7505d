"""Typing a report: what is typed is kept, nobody's is lost, and what is missing is said."""

from __future__ import annotations

import re

import pytest

from athar.reporting.actions import close_round, save_report
from athar.reporting.models import Report
from tests.reporting import cast as made

pytestmark = pytest.mark.django_db


def typed_in(report_id):
    return Report.objects.values_list("typed", flat=True).get(pk=report_id)


def kept(desk, report_id, version, **typed):
    """Send what a script sends while somebody types."""
    given = {"version": str(version), "do": "save", **typed}
    path = f"/desk/reports/{report_id}?lang=en"
    return desk.client.post(path, given, headers={"accept": "application/json"})


def field(page, name):
    """Give the value that stands in a field."""
    (found,) = re.findall(
        rf'<input class="in"[^>]* name="{re.escape(name)}"[^>]* value="([^"]*)"', page
    )
    return found


def test_form_shows_what_was_said_last_as_people_write_it(desk):
    desk.as_("manager")
    answer = desk.client.post(
        f"/desk/rounds/{desk.round_id}/{desk.plan.commitments['PDR-001']}", {"lang": "fr"}
    )
    page = desk.client.get(answer.headers["Location"], {"lang": "fr"}).content.decode()

    assert answer.status_code == 302
    assert field(page, "physical") == "80"
    assert field(page, "paid") == "781\u202f250,25"
    assert "Dernière valeur\u00a0: <bdi" in page


@pytest.mark.parametrize("who", ["stranger", "citizen", "evaluator"])
def test_report_is_not_there_for_others(desk, who):
    key = desk.drafted(code="PDR-002")

    answer = desk.as_(who).get(f"reports/{key}")

    assert answer.status_code == 404
    assert desk.sent(key, "save", physical="1").status_code == 404
    assert typed_in(key)["physical"] == made.SAID["physical"]


def test_start_is_refused_where_nothing_is_owed(desk):
    desk.as_("manager")
    path = f"/desk/rounds/{desk.round_id}/{desk.plan.commitments['PDR-001']}"
    desk.get("work")
    close_round(by=None, round_id=desk.round_id)

    answer = desk.client.post(path, follow=True)

    assert (desk.client.get(path).status_code, answer.redirect_chain) == (
        302,
        [("/desk/work", 302)],
    )
    assert "The round is closed." in answer.content.decode()
    assert desk.client.post(path.replace(f"/{desk.round_id}/", "/999/")).status_code == 404
    assert not Report.objects.filter(round=desk.round_id).exists()


def test_what_is_typed_is_kept_as_it_was_typed(desk):
    key = desk.drafted()
    desk.as_("manager")

    answer = kept(desk, key, made.version_of(key), physical="ستون")

    assert answer.json()["version"] == made.version_of(key)
    assert answer.json()["words"].startswith("Kept at ")
    assert typed_in(key)["physical"] == "ستون"
    assert "cannot be read here" in desk.get(f"reports/{key}").content.decode()


def test_two_who_type_at_once_lose_nothing(desk):
    key = desk.drafted()
    version = made.version_of(key)
    theirs = {"physical": "96", "paid": "1 100 000"}
    save_report(by=desk.people.coordinator, report_id=key, version=version, changes=theirs)
    desk.as_("manager")

    answer = kept(desk, key, version, physical="97", committed="1 300 000").json()

    name = desk.people.coordinator.name
    assert answer["merged"] == {
        "paid": {"text": "1 100 000", "words": f"{name} typed meanwhile: “1 100 000”"}
    }
    assert answer["collided"] == {
        "physical": {"text": "96", "words": f"{name} typed meanwhile: “96”"}
    }
    assert (typed_in(key)["physical"], typed_in(key)["committed"]) == ("96", "1 300 000")


def test_without_script_only_what_was_changed_is_sent(desk):
    key = desk.drafted()
    version = made.version_of(key)
    save_report(by=desk.people.coordinator, report_id=key, version=version, changes={"paid": "1"})
    desk.as_("manager")
    form = {"paid": "1000000", "was.paid": "1000000", "physical": "97", "was.physical": "95"}

    answer = desk.client.post(
        f"/desk/reports/{key}", {"version": str(version), "do": "save", **form}
    )

    assert (answer.status_code, typed_in(key)["paid"], typed_in(key)["physical"]) == (
        302,
        "1",
        "97",
    )


def test_without_script_both_texts_of_a_collision_are_shown(desk):
    key = desk.drafted()
    version = made.version_of(key)
    save_report(
        by=desk.people.coordinator, report_id=key, version=version, changes={"physical": ""}
    )
    desk.as_("manager")
    form = {"physical": "97", "was.physical": "95"}

    answer = desk.client.post(f"/desk/reports/{key}?lang=en", {"version": str(version), **form})
    page = answer.content.decode()
    again = desk.sent(key, "save", **{"physical": "97", "was.physical": ""})

    assert (answer.status_code, field(page, "physical")) == (409, "97")
    assert f"{desk.people.coordinator.name} emptied this field meanwhile." in page
    assert (again.status_code, typed_in(key)["physical"]) == (302, "97")


def test_choice_that_was_taken_back_is_emptied(desk):
    key = desk.drafted(said=made.HELD_UP)
    desk.as_("manager")

    desk.sent(key, "save", **{"was.obstacle.reason": "land"})

    assert typed_in(key)["obstacle.reason"] == ""


def test_handing_in_says_what_is_missing_and_keeps_what_is_there(desk):
    key = desk.drafted(said={"declared_status": "stopped", "physical": "100"})
    desk.as_("manager")

    answer = desk.sent(key, "submit", physical="101")
    page = answer.content.decode()

    assert (answer.status_code, typed_in(key)["physical"]) == (422, "101")
    wanted = [
        '<a href="#f-physical">Progress lies between 0 and 100 percent.</a>',
        '<a href="#f-obstacle.reason">Say what holds the project up.</a>',
        '<a href="#f-action.text.en">Say what will be done about it, by whom and by when.</a>',
    ]
    assert re.findall(r'<a href="#f-[^"]*">[^<]*</a>', page) == wanted


def test_complete_needs_proof(desk):
    key = desk.drafted(said={"declared_status": "completed", "physical": "100"})
    desk.as_("manager")
    link = {"evidence_link": "https://example.org/pv", "evidence_title": "PV de réception"}

    refused = desk.sent(key, "submit")
    desk.sent(key, "attach", **link)
    accepted = desk.sent(key, "submit")

    assert (refused.status_code, accepted.status_code) == (422, 302)
    assert "“Complete” needs evidence" in refused.content.decode()
    assert Report.objects.get(pk=key).state == "submitted"


def test_script_is_told_why_nothing_was_kept(desk):
    key = desk.drafted()
    desk.as_("manager")

    answer = kept(desk, key, 1, physical="9" * 5000)

    assert (answer.status_code, answer.json()) == (422, {"words": "The text is too long."})


def test_text_that_is_too_long_comes_back_with_its_words(desk):
    key = desk.drafted()
    desk.as_("manager")

    answer = desk.sent(key, "save", physical="9" * 5000)
    page = answer.content.decode()

    assert (answer.status_code, "The text is too long." in page) == (422, True)
    assert field(page, "physical") == "9" * 5000


def test_who_validates_does_not_type(desk):
    key = desk.drafted()

    answer = desk.as_("validator").sent(key, "save", physical="1")

    assert (answer.status_code, typed_in(key)["physical"]) == (403, made.SAID["physical"])


def test_form_that_is_old_is_not_handed_in(desk):
    key = desk.submitted()
    desk.as_("manager")

    answer = desk.sent(key, "submit")

    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("lang", "words"), [("ar", "أين وصل المشروع؟"), ("fr", "Où en est le projet\u202f?")]
)
def test_form_speaks_the_language_of_its_reader(desk, lang, words):
    key = desk.drafted(said=made.HELD_UP)

    page = desk.as_("manager").get(f"reports/{key}", lang).content.decode()

    assert words in page
    assert 'name="obstacle.text.fr"' in page
