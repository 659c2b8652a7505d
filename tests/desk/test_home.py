"""My account: who I am, what I may do and where, how I sign in."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.utils import translation

from athar.desk.account import gather_account, scopes_in_words
from athar.indicators.rules import library_scope
from athar.kernel import clock
from athar.kernel.text import Translated
from athar.people.actions import grant_role, revoke_grant
from athar.people.enums import Role
from athar.plans.models import Plan
from athar.reference.models import Place
from tests import cast
from tests.indicators.cast import set_up
from tests.network import cast as network_cast

pytestmark = pytest.mark.django_db
UNTIL = dt.datetime(2030, 6, 30, 12, tzinfo=dt.UTC)


def _rows(html):
    body = html.split("<tbody", 1)[1].split("</tbody>", 1)[0]
    cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", body, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", cell).strip() for cell in cells]


def test_stranger_is_led_to_the_sign_in(client):
    answer = client.get("/desk/?lang=fr")

    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        "/account/login/?next=/desk/%3Flang%3Dfr",
    )


def test_home_names_roles_their_duty_their_scope_and_their_end(client, plan, people):
    grant_role(
        by=None,
        account_id=people.manager.pk,
        role=Role.EVALUATOR,
        scope=f"plan:{plan.id}",
        expires_at=UNTIL,
    )
    client.force_login(people.manager)

    html = client.get("/desk/", {"lang": "en"}).text

    assert _rows(html) == [
        "EvaluatorPublishes independent assessments.",
        "برنامج التنمية الجهوية للشمال 2022-2027",
        "30 June 2030",
        "Project managerReports on the projects of their body.",
        "وزارة التجهيز والماء",
        "No end date",
    ]


def test_home_leaves_out_what_no_longer_holds(client, people):
    grant = people.manager.grants.get()
    revoke_grant(by=None, grant_id=grant.pk)
    client.force_login(people.manager)

    html = client.get("/desk/", {"lang": "en"}).text

    assert "No role is granted to this account." in html
    assert "Project manager" not in html


def test_home_says_how_one_signs_in(client, people):
    client.force_login(people.citizen)

    html = client.get("/desk/", {"lang": "en"}).text

    assert "No password: a code by e-mail opens the account." in html
    assert 'href="/account/password/set/"' in html
    assert 'href="/account/second-factor/"' in html


@pytest.mark.parametrize("n_roles", [1, 3])
def test_home_takes_eight_queries(client, plan, people, django_assert_num_queries, n_roles):
    for role in (Role.EVALUATOR, Role.OBSERVER)[: n_roles - 1]:
        grant_role(by=None, account_id=people.coordinator.pk, role=role, scope=f"plan:{plan.id}")
    client.force_login(people.coordinator)

    # session and its account; account, factors, grants, plans; the name of the host, the menu
    with django_assert_num_queries(8):
        client.get("/desk/")


def test_account_page_knows_the_body(plan, people):
    people.manager.organisation_id = plan.bodies["MEE"]
    people.manager.save()

    page = gather_account(people.manager.pk)

    assert page.account.organisation.code == "MEE"
    assert (page.account.has_password, page.account.has_second_factor) == (False, False)
    assert page.account.n_recovery_codes == 0


def test_scopes_are_named(draft_plan):
    body = draft_plan.bodies["REG"]

    words = scopes_in_words(
        ["installation", f"plan:{draft_plan.id}", f"organisation:{body}", "place:01.151", "plan:0"]
    )

    with translation.override("en"):
        assert str(words.pop("installation")) == "The whole installation"
    assert words == {
        f"plan:{draft_plan.id}": Plan.objects.get().title,
        f"organisation:{body}": cast.BODIES[0].names,
        "place:01.151": "place:01.151",
        "plan:0": "plan:0",
    }


def test_branch_of_a_plan_is_named_after_its_plan(draft_plan):
    scopes = [f"node:{draft_plan.id}/A1", f"node:{draft_plan.id}/A1/P01", "node:0/A1", "node:x/A1"]

    words = scopes_in_words(scopes)

    assert [words[scope]["fr"] for scope in scopes[:2]] == [
        "Programme de développement régional du Nord 2022-2027 · Eau",
        "Programme de développement régional du Nord 2022-2027 · Barrages",
    ]
    assert [words[scope] for scope in scopes[2:]] == scopes[2:]


def test_scope_of_a_library_is_named(draft_plan):
    setting = set_up(draft_plan)
    scope = library_scope(setting.library)

    assert scopes_in_words([scope]) == {scope: Translated(fr="Commun")}


def test_grants_end_by_themselves(people, plan):
    soon = clock.now() + dt.timedelta(days=1)
    grant = grant_role(
        by=None,
        account_id=people.citizen.pk,
        role=Role.OBSERVER,
        scope="installation",
        expires_at=soon,
    )
    before = gather_account(people.citizen.pk).roles
    grant.granted_at = clock.now() - dt.timedelta(days=2)
    grant.expires_at = clock.now() - dt.timedelta(days=1)
    grant.save()

    assert (len(before), gather_account(people.citizen.pk).roles) == (1, ())


def test_scope_of_a_member_is_named(db):
    scope = f"member:{network_cast.network()['MAR']}"

    words = scopes_in_words([scope, "member:0"])

    assert words == {scope: Place.objects.get(code="MAR").names, "member:0": "member:0"}
