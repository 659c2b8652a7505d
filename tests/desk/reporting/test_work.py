"""My work: what waits for each, narrowed as one likes, and who sent what."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext

from athar.kernel import clock
from athar.people.actions import grant_role
from athar.people.enums import Role
from athar.people.lending import lend_rights

pytestmark = pytest.mark.django_db


def counts(page):
    """Give how many things wait in each lane."""
    found = re.findall(r'<h2 id="lane-(\w+)"><b><bdi[^>]*>(\d+)</bdi></b>', page)
    return {name: int(n) for name, n in found}


def work(desk, who, **asked):
    return desk.as_(who).client.get("/desk/work", {"lang": "en", **asked}).content.decode()


def test_each_sees_what_waits_for_them(desk):
    desk.submitted()

    manager, validator = work(desk, "manager"), work(desk, "validator")

    assert counts(validator) == {"report": 0, "validate": 1, "returned": 0, "silent": 0}
    assert counts(manager)["validate"] == 0
    assert 'action="/desk/rounds/' in manager or counts(manager)["report"] == 0


def test_report_under_way_is_a_link_and_a_new_one_a_button(desk):
    key = desk.drafted()

    page = work(desk, "coordinator")

    assert f'<a href="/desk/reports/{key}">' in page
    assert f'action="/desk/rounds/{desk.round_id}/' in page


def test_citizen_has_nothing(desk):
    page = work(desk, "citizen")

    assert (sum(counts(page).values()), "No reporting round yet" in page) == (0, True)
    assert 'href="/desk/work"' not in page


def test_work_is_narrowed_by_plan_axis_place_and_body(desk):
    everything = counts(work(desk, "coordinator"))["report"]
    plan = {"plan": desk.plan.code}

    narrowed = [
        counts(work(desk, "coordinator", **plan, **one))["report"]
        for one in ({}, {"axis": "A2"}, {"place": "01.151"}, {"body": str(desk.plan.bodies["MEE"])})
    ]

    assert narrowed[0] == everything
    assert all(0 < n < everything for n in narrowed[1:2] + narrowed[3:])


def test_one_lane_is_shown_whole(desk):
    page = work(desk, "coordinator", lane="report")

    assert (list(counts(page)), "All my work" in page) == (["report"], True)
    assert "Who sent what?" not in page


def test_grid_tells_how_many_came_of_how_many(desk):
    desk.submitted()

    page = work(desk, "validator")

    cells = re.findall(r'<span class="vh">([\w ]+)</span> <bdi dir="ltr">(\d+/\d+)</bdi>', page)
    assert cells
    assert sum(int(n.split("/")[0]) for _words, n in cells) == 1


def test_bodies_that_owe_most_stand_first_and_the_others_are_folded(desk, monkeypatch):
    monkeypatch.setattr("athar.desk.reporting.work.FEW_BODIES", 1)
    desk.submitted()

    page = work(desk, "coordinator")

    first, others = page.partition('class="completion"')[2].split("<summary>")
    owed = [re.findall(r'<bdi dir="ltr">(\d)/(\d)</bdi>', one) for one in (first, others)]
    missing = [int(of) - int(n) for cells in owed for n, of in cells]
    assert ("other bod" in others, sorted(missing, reverse=True)) == (True, missing)
    assert len(set(missing)) > 1


def test_note_of_a_return_is_said(desk):
    key = desk.submitted()
    desk.as_("validator").sent(key, "return", note="Preuve manquante " * 10)

    page = work(desk, "manager")

    assert counts(page)["returned"] == 1
    assert "Preuve manquante Preuve manquante" in page
    assert "…" in page


def test_late_report_says_by_how_many_days(desk):
    clock.set_frozen(dt.date(2025, 11, 3))

    page = work(desk, "coordinator")

    assert '<p class="late"><bdi dir="ltr">3</bdi> days late</p>' in page


@pytest.mark.parametrize("body", ["x", "9" * 40])
def test_nonsense_narrows_nothing(desk, body):
    page = work(desk, "coordinator", plan="none", axis="?", place="!", body=body)

    assert counts(page) == counts(work(desk, "coordinator"))


def test_who_runs_the_rounds_chooses_cells_others_do_not(desk):
    cell = f'name="cell" value="{desk.round_id}-{desk.plan.bodies["MEE"]}"'

    assert [cell in work(desk, who) for who in ("coordinator", "validator", "manager")] == [
        *(True, False, False),
    ]


def test_one_chooses_what_to_delegate_in_the_lane_alone(desk):
    boxes = [work(desk, "manager", **one).count('name="of"') for one in ({}, {"lane": "report"})]

    assert boxes == [0, 2]


def test_act_from_my_work_comes_back_to_it(desk):
    asked = {"do": "remind", "from": "work", "cell": f"{desk.round_id}-{desk.plan.bodies['MEE']}"}

    answer = desk.as_("coordinator").client.post(f"/desk/rounds/of/{desk.plan.code}?lang=en", asked)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/work")
    assert "2 reports were asked for again." in work(desk, "coordinator")


@pytest.mark.parametrize(("asked", "n"), [({}, 12), ({"plan": "PDR-NORD-2022-2027"}, 13)])
def test_page_takes_a_known_number_of_queries(desk, settings, asked, n):
    settings.SECOND_FACTOR_FOR = ("coordinator", "validator")
    people, scope = desk.people, f"plan:{desk.plan.id}"
    desk.submitted()
    clock.set_frozen(dt.date(2025, 12, 1))
    Authenticator.objects.create(user=people.coordinator, type="totp", data={"secret": "x"})
    grant_role(by=None, account_id=people.coordinator.pk, role=Role.PROJECT_MANAGER, scope=scope)
    lend_rights(
        by=people.validator,
        account_id=people.coordinator.pk,
        grant_ids=[people.validator.grants.get().pk],
        expires_at=clock.now() + dt.timedelta(days=9),
    )
    desk.as_("coordinator")

    with CaptureQueriesContext(connection) as queries:
        page = desk.client.get("/desk/work", {"lang": "en", **asked}).content.decode()

    # session, account with its second factor, plans; the other 9 are what waits, silent included
    assert counts(page)["silent"] > 0
    assert (len(queries), "You act for <bdi>Validator</bdi>" in page) == (n, True)
