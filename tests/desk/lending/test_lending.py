"""Delegation at the desk: lent to a colleague who is looked for, taken back, told when it ended."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from athar.kernel import clock
from athar.people.actions import close_account, create_account, grant_role
from athar.people.enums import Role
from athar.people.models import Account, Grant
from athar.people.rules import organisation_scope
from athar.reporting.models import Report
from athar.reporting.queries import history_of
from athar.trail.models import Event
from tests.reporting import cast as made

pytestmark = pytest.mark.django_db
HERE = "/desk/lending/"


def rights(people, who):
    return [str(key) for key in getattr(people, who).grants.values_list("pk", flat=True)]


def lend(desk, who, to, **more):
    desk.as_(who)
    given = {
        "do": "lend",
        "person": str(getattr(desk.people, to).pk),
        "rights": rights(desk.people, who),
        "until": "20/10/2025",
        "reason": "Leave",
    }
    return desk.client.post(f"{HERE}?lang=en", {**given, **more})


def page(desk, who):
    return desk.as_(who).client.get(HERE, {"lang": "en"}).content.decode()


def test_right_is_lent_until_a_day(desk):
    answer = lend(desk, "validator", "evaluator")

    lent = Grant.objects.get(lent_from__isnull=False)
    assert (answer.status_code, lent.account_id) == (302, desk.people.evaluator.pk)
    assert (lent.role, timezone.localtime(lent.expires_at).isoformat()[:19]) == (
        *("validator", "2025-10-21T00:00:00"),
    )
    assert "Delegated to" in page(desk, "validator")
    assert "Delegated by" in page(desk, "evaluator")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"until": ""}, "Write a day."),
        ({"until": "soon"}, "Write the day as in 31/12/2025."),
        ({"until": "01/10/2025"}, "A right cannot end before it begins."),
        ({"until": "01/10/2026"}, "half a year at most"),
        ({"person": ""}, "Choose a person."),
        ({"person": "999999"}, "not among your colleagues"),
        ({"rights": []}, "Choose what you delegate."),
        ({"rights": ["999999"]}, "You may not delegate this."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(desk, more, words):
    answer = lend(desk, "validator", "evaluator", **more)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert words in html
    assert 'value="Leave"' in html
    assert not Grant.objects.filter(lent_from__isnull=False).exists()


def test_stranger_is_not_among_colleagues(desk):
    answer = lend(desk, "validator", "citizen")

    assert answer.status_code == 422


def test_person_is_looked_for_and_what_is_typed_stays(desk, plan):
    for n in range(12):
        account = create_account(by=None, email=f"c{n}@example.org", name=f"Colleague {n:02}")
        Account.objects.filter(pk=account.pk).update(organisation=plan.bodies["MEE"])
    scope = organisation_scope(plan.bodies["MEE"])
    grant_role(by=None, account_id=desk.people.validator.pk, role=Role.VALIDATOR, scope=scope)
    desk.as_("validator")

    first = desk.client.get(HERE, {"lang": "en"}).content.decode()
    asked = {"do": "find", "find": "colleague 11", "until": "20/10/2025", "reason": "Leave"}
    found = desk.client.post(f"{HERE}?lang=en", asked).content.decode()
    nobody = desk.client.post(f"{HERE}?lang=en", {**asked, "find": "zzz"}).content.decode()

    assert first.count('name="person"') == 8
    assert "colleagues answer to this" in first
    assert (found.count('name="person"'), "Colleague 11" in found) == (1, True)
    assert ('value="20/10/2025"' in found, 'value="Leave"' in found) == (True, True)
    assert "No colleague answers to this." in nobody


def test_all_rights_are_lent_to_a_deputy_or_none(desk, plan):
    people = desk.people
    scope = organisation_scope(plan.bodies["REG"])
    grant_role(by=None, account_id=people.validator.pk, role=Role.PROJECT_MANAGER, scope=scope)
    grant_role(by=None, account_id=people.evaluator.pk, role=Role.PROJECT_MANAGER, scope=scope)

    refused = lend(desk, "validator", "evaluator").content.decode()
    between = Grant.objects.filter(lent_from__isnull=False).count()
    done = lend(desk, "validator", "editor")

    assert "Project manager · North Region\u2069: This person holds the right already." in refused
    assert (between, done.status_code) == (0, 302)
    assert Grant.objects.filter(lent_from__isnull=False).count() == 2
    tried = Event.objects.get(kind="act.refused")
    assert tried.source == {"act": "roles.lent", "why": ["already_held"]}


def test_right_is_taken_back_by_who_lent_it_only(desk):
    lend(desk, "validator", "evaluator")
    key = str(Grant.objects.get(lent_from__isnull=False).pk)

    strange = desk.as_("evaluator").client.post(HERE, {"take_back": key})
    mine = desk.as_("validator").client.post(HERE, {"take_back": key})

    assert (strange.status_code, mine.status_code) == (404, 302)
    assert "You delegated nothing that counts today." in page(desk, "validator")


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("citizen", "You hold no such right of your own."),
        ("evaluator", "You hold no such right of your own."),
    ],
)
def test_who_holds_nothing_is_told(desk, who, words):
    assert words in page(desk, who)


def test_alone_there_is_nobody_to_delegate_to(client, db):
    account = create_account(by=None, email="alone@example.org", name="Alone")
    grant_role(by=None, account_id=account.pk, role=Role.VALIDATOR, scope="plan:7")
    client.force_login(account)

    html = client.get(HERE, {"lang": "en"}).content.decode()

    assert "Nobody else works in your body or on your plans yet." in html


@pytest.mark.parametrize(("day", "is_warned"), [(15, False), (18, True)])
def test_my_work_says_for_whom_one_acts(desk, day, is_warned):
    lend(desk, "validator", "evaluator")
    clock.set_frozen(dt.date(2025, 10, day))

    html = desk.as_("evaluator").client.get("/desk/work", {"lang": "en"}).content.decode()

    assert "You act for <bdi>Validator</bdi> (role: Validator)" in html
    assert ("finish before what you began" in html) == is_warned


def test_deputy_validates_and_the_history_says_for_whom(desk):
    lend(desk, "validator", "evaluator")
    key = desk.submitted()

    desk.as_("evaluator").sent(key, "return", note="À revoir")

    desk.as_("manager")
    story = desk.get(f"rounds/history/{desk.plan.code}/PDR-001").content.decode()
    csv = desk.get(f"rounds/history/{desk.plan.code}/PDR-001.csv").content.decode()
    assert "<bdi>Evaluator</bdi> for <bdi>Validator</bdi>" in story
    assert ",Evaluator,Validator," in csv


def test_after_the_day_the_same_act_is_refused_and_recorded(desk):
    lend(desk, "validator", "evaluator")
    key = desk.submitted()
    version = made.version_of(key)
    clock.set_frozen(dt.date(2025, 10, 21))
    desk.as_("evaluator")

    read = desk.get(f"reports/{key}")
    refused = desk.sent(key, "validate")

    words = " ".join(refused.content.decode().split())
    assert (read.status_code, refused.status_code) == (403, 403)
    assert "had delegated a right to you (role: Validator). It ended on" in words
    assert made.version_of(key) == version
    tried = Event.objects.get(kind="act.refused", subject=f"report:{key}")
    assert (tried.by_id, tried.source["act"]) == (desk.people.evaluator.pk, "report.validated")


@pytest.mark.parametrize("do", ["save", "submit", "validate"])
def test_stranger_is_told_of_no_report_but_the_attempt_is_kept(desk, do):
    key = desk.drafted()

    answer = desk.as_("citizen").sent(key, do)
    nothing = desk.client.post("/desk/reports/999999", {"do": do})

    assert (answer.status_code, nothing.status_code) == (404, 404)
    assert Event.objects.filter(kind="act.refused", subject=f"report:{key}").count() == 1


def test_who_may_still_read_is_told_as_clearly(desk, plan):
    people = desk.people
    scope = organisation_scope(plan.bodies["MEE"])
    grant_role(by=None, account_id=people.evaluator.pk, role=Role.PROJECT_MANAGER, scope=scope)
    lend(desk, "validator", "evaluator")
    key = desk.submitted()
    clock.set_frozen(dt.date(2025, 10, 21))

    read = desk.as_("evaluator").get(f"reports/{key}")
    refused = desk.sent(key, "return", note="x")

    assert (read.status_code, refused.status_code) == (200, 403)
    assert "This delegation has ended" in refused.content.decode()


def test_closed_account_lends_nothing_any_more(desk):
    lend(desk, "validator", "evaluator")
    close_account(by=None, account_id=desk.people.validator.pk)

    deputy = fresh(desk.people.evaluator)

    assert deputy.has_role([Role.VALIDATOR]) is False
    assert "Delegated by" not in page(desk, "evaluator")


REPORTS = "/desk/lending/reports"


def delegate(desk, who, of, to="evaluator", **more):
    given = {"do": "lend", "person": str(getattr(desk.people, to).pk), "until": "20/10/2025"}
    desk.as_(who)
    return desk.client.post(f"{REPORTS}?lang=en&of={of}", {**given, **more})


def lent_scopes():
    rows = Grant.objects.filter(lent_from__isnull=False).order_by("pk")
    return list(rows.values_list("role", "scope", "lent_from__role"))


@pytest.mark.parametrize(
    ("who", "lent_as"), [("manager", "project_manager"), ("coordinator", "coordinator")]
)
def test_chosen_reports_are_delegated(desk, plan, who, lent_as):
    dam, pipe = plan.commitments["PDR-001"], plan.commitments["PDR-002"]

    shown = desk.as_(who).client.get(REPORTS, {"lang": "en", "of": [dam, pipe]}).content.decode()
    answer = delegate(desk, who, f"{pipe},{dam}")

    assert ("PDR-001" in shown, "PDR-002" in shown) == (True, True)
    assert answer.status_code == 302
    assert lent_scopes() == [
        ("project_manager", f"commitment:{dam}", lent_as),
        ("project_manager", f"commitment:{pipe}", lent_as),
    ]
    assert "2 reports are delegated." in page(desk, who)


def test_one_that_is_refused_is_named_and_none_is_delegated(desk, plan):
    dam, road = plan.commitments["PDR-001"], plan.commitments["PDR-003"]
    scope = organisation_scope(plan.bodies["REG"])
    people = desk.people
    grant_role(by=None, account_id=people.manager.pk, role=Role.VALIDATOR, scope=scope)
    delegate(desk, "manager", dam)

    answer = delegate(desk, "manager", f"{dam},{road}", until="25/10/2025")

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Oued Laou dam\u2069: This person holds the right already." in html
    assert "\u2069: You hold no right over this that you could delegate." in html
    assert len(lent_scopes()) == 1
    tried = Event.objects.filter(kind="act.refused").latest("pk")
    assert tried.source == {"act": "reports.delegated", "why": ["already_held", "not_held"]}


@pytest.mark.parametrize(
    ("of", "words"),
    [
        ("", "Choose at least one report first."),
        ("999999", "Choose at least one report first."),
        (",".join(map(str, range(300))), "200 reports at most are delegated at once."),
    ],
    ids=["none", "unknown", "many"],
)
def test_what_is_chosen_must_be_there_and_not_too_much(desk, of, words):
    answer = desk.as_("manager").client.get(REPORTS, {"lang": "en", "of": of}, follow=True)

    assert answer.redirect_chain == [("/desk/work", 302)]
    assert words in answer.content.decode()


def test_who_reports_for_a_coordinator_does_so_on_behalf_of_the_body(desk, plan):
    delegate(desk, "coordinator", plan.commitments["PDR-001"])

    key = made.submitted(plan, fresh(desk.people.evaluator), round_id=desk.round_id)

    assert Report.objects.get(pk=key).is_on_behalf is True
    told = [one.actor_for for one in history_of(None, plan.commitments["PDR-001"])]
    assert told[:3] == ["Coordinator"] * 3


@pytest.mark.parametrize("where", ["round", "grid"])
def test_reports_are_chosen_in_a_round_and_in_the_grid(desk, plan, where):
    desk.submitted()
    pipe = plan.commitments["PDR-002"]
    addresses = {
        "round": (f"/desk/rounds/{desk.round_id}", {"pick": str(pipe)}),
        "grid": (
            f"/desk/rounds/of/{plan.code}",
            {"cell": f"{desk.round_id}-{plan.bodies['MEE']}"},
        ),
    }
    address, chosen = addresses[where]

    answer = desk.as_("coordinator").client.post(address, {"do": "delegate", **chosen})

    assert answer.headers["Location"] == f"{REPORTS}?of={pipe}"


def fresh(account):
    return Account.objects.get(pk=account.pk)
