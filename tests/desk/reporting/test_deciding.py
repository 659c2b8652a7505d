"""Looking at a report beside the last one: it is returned, validated, published or remarked on."""

from __future__ import annotations

import re

import pytest

from athar.plans.models import Plan
from athar.reporting.actions import close_round
from athar.reporting.models import Report, ReportComment
from tests.reporting import cast as made

pytestmark = pytest.mark.django_db


def state_of(report_id):
    return Report.objects.values_list("state", flat=True).get(pk=report_id)


def said(desk, answer):
    """Give the page to which an answer leads."""
    return desk.client.get(answer.headers["Location"], {"lang": "en"}).content.decode()


def test_validator_sees_what_changed_and_what_is_unusual(desk):
    key = desk.submitted(said={**made.SAID, "physical": "79"})

    page = desk.as_("validator").get(f"reports/{key}").content.decode()

    assert "Less than in the last report: 79 after 80." in re.sub(r"<[^>]+>", "", page)
    assert 'value="validate">Validate and publish' in page
    assert 'value="return">Return with this note' in page
    assert page.count('class="is-changed"') == 5


def test_author_sees_the_report_without_deciding(desk):
    key = desk.submitted()

    page = desk.as_("manager").get(f"reports/{key}").content.decode()

    assert ('value="validate"' in page, 'value="return"' in page) == (False, False)


def test_report_is_published_and_found_by_the_public(desk):
    key = desk.submitted()

    answer = desk.as_("validator").sent(key, "validate")
    page = said(desk, answer)
    public = desk.client.get(f"/en/plans/{desk.plan.code}/commitments/PDR-001.json").json()

    assert state_of(key) == "published"
    assert "The report is published, as publication" in page
    assert "See it on the public page" in page
    assert public["reports"][0]["as_of_on"] == "2025-09-30"


def test_report_is_published_on_the_day_chosen(desk):
    key = desk.submitted()
    desk.as_("validator")

    odd = desk.sent(key, "validate", publish_on="one day")
    answer = desk.sent(key, "validate", publish_on="31/12/2025")
    page = said(desk, answer)
    at_once = desk.sent(key, "publish")

    assert (odd.status_code, "This day cannot be read: one day" in odd.content.decode()) == (
        422,
        True,
    )
    assert ("appears on the day you chose" in page, "31 December 2025" in page) == (True, True)
    assert (at_once.status_code, state_of(key)) == (302, "published")


def test_report_goes_back_with_a_note_and_remarks(desk):
    key = desk.submitted()
    desk.as_("validator")

    without = desk.sent(key, "return", **{"remark.paid": "?"})
    answer = desk.sent(
        key, "return", note="À revoir", **{"remark.paid": "Vérifier", "remark.physical": ""}
    )
    page = desk.as_("manager").get(f"reports/{key}").content.decode()

    assert (without.status_code, answer.status_code, state_of(key)) == (422, 302, "returned")
    remarks = ReportComment.objects.order_by("pk").values_list("field", "text", "is_return")
    assert list(remarks) == [("paid", "Vérifier", False), ("", "À revoir", True)]
    assert "Returned with this note" in page


def test_second_person_agrees_in_a_plan_of_two_steps(desk):
    Plan.objects.update(validation_steps=2)
    key = desk.submitted()

    page = said(desk, desk.as_("validator").sent(key, "validate"))

    assert "A second person has to agree." in page
    assert (state_of(key), 'value="validate"' in page) == ("submitted", False)


def test_remark_is_left_on_all_of_it(desk):
    key = desk.submitted()
    desk.as_("validator")

    empty = desk.sent(key, "comment")
    page = said(desk, desk.sent(key, "comment", text="Bien noté"))

    assert empty.status_code == 422
    assert ("Bien noté" in page, "Your remark stands beside the field." in page) == (True, True)


def test_decision_on_an_old_version_shows_how_it_stands_now(desk):
    key = desk.submitted()
    desk.as_("validator")

    answer = desk.client.post(f"/desk/reports/{key}?lang=en", {"version": "1", "do": "validate"})

    assert "Somebody changed the report meanwhile." in said(desk, answer)
    assert state_of(key) == "submitted"


def test_unknown_button_does_nothing(desk):
    key = desk.submitted()

    answer = desk.as_("validator").sent(key, "explode")

    assert (answer.status_code, state_of(key)) == (302, "submitted")


def test_manager_does_not_decide(desk):
    key = desk.submitted()

    answer = desk.as_("manager").sent(key, "validate")

    assert (answer.status_code, state_of(key)) == (403, "submitted")


def test_closed_round_says_so(desk):
    key = desk.drafted()
    close_round(by=None, round_id=desk.round_id)

    page = desk.as_("manager").get(f"reports/{key}").content.decode()

    assert "The round is closed: nothing is typed any more." in page
    assert 'value="submit"' not in page


@pytest.mark.parametrize(("lang", "words"), [("ar", "مضمون التقرير"), ("fr", "Ce qu’il dit")])
def test_page_speaks_the_language_of_its_reader(desk, lang, words):
    key = desk.submitted(said=made.HELD_UP)

    page = desk.as_("validator").get(f"reports/{key}", lang).content.decode()

    assert words in page
