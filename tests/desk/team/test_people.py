"""People at the desk of an administrator: found, given roles, closed, within what is theirs."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client

from athar.kernel import clock
from athar.people.actions import create_account, create_token, grant_role
from athar.people.enums import Role
from athar.people.models import Account, Grant
from athar.people.queries import token_in_force
from tests.desk.team.conftest import administrator_over

pytestmark = pytest.mark.django_db
LIST = "/desk/team/people"


def _named(html):
    return re.findall(r'<a href="/desk/team/people/\d+"><bdi>(.*?)</bdi>', html)


def _page(account):
    return f"{LIST}/{account.pk}?lang=en"


def test_everybody_stands_in_the_list_of_the_installation(desk):
    html = desk.get(LIST, {"lang": "en"}).text

    assert _named(html) == [
        "Administrator",
        "citizen@example.org",
        "Coordinator",
        "Editor",
        "Evaluator",
        "Manager",
        "Stranger",
        "Validator",
    ]
    assert re.search(r"data-summary>(.*?)</p>", html).group(1).endswith("people")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"q": "COORD"}, ["Coordinator"]),
        ({"q": "zzz"}, []),
        ({"role": "plan_editor"}, ["Editor"]),
        ({"state": "closed"}, ["Stranger"]),
        ({"body": "MEE"}, ["Manager"]),
        ({"q": "equipement"}, ["Manager"]),
    ],
)
def test_list_is_narrowed(desk, plan, people, query, names):
    Account.objects.filter(pk=people.stranger.pk).update(is_active=False)
    Account.objects.filter(pk=people.manager.pk).update(organisation=plan.bodies["MEE"])

    assert _named(desk.get(LIST, {"lang": "en", **query}).text) == names


def test_long_list_has_pages(desk):
    for number in range(50):
        create_account(by=None, email=f"n{number}@example.org", name=f"Zed {number:02}")

    first = desk.get(LIST, {"lang": "en", "q": "Zed"}).text
    second = desk.get(LIST, {"lang": "en", "page": "٢"}).text
    beyond = desk.get(LIST, {"lang": "en", "page": "99"}).text

    assert (len(_named(first)), len(_named(second))) == (50, 8)
    assert ("?page=1" in second, "2" in second.split('class="pages"')[1].split("</nav>")[0]) == (
        True,
        True,
    )
    assert _named(beyond) == _named(second)


@pytest.mark.parametrize("n_more", [1, 3])
def test_list_is_read_in_a_constant_number_of_queries(desk, django_assert_num_queries, n_more):
    for number in range(n_more):
        create_account(by=None, email=f"n{number}@example.org")

    # session, account, its grants; people, roles, second factors, bodies; the plans of the masthead
    with django_assert_num_queries(8):
        desk.get(LIST)


def test_administrator_of_a_plan_sees_and_gives_only_there(client, plan, people):
    scope = f"plan:{plan.id}"
    part = administrator_over(scope)
    client.force_login(part)

    listed = _named(client.get(LIST, {"lang": "en"}).text)
    form = client.get(_page(people.editor)).text
    send = {"role": "validator", "scope": "installation"}
    refused = client.post(_page(people.editor), send)
    client.post(_page(people.editor), {**send, "scope": scope})

    assert listed == ["Coordinator", "Editor", "Evaluator", "Part", "Validator"]
    assert re.findall(r'<option value="([^"]*:[^"]*|installation)"', form) == [scope]
    assert (refused.status_code, "You may give no role over this." in refused.text) == (422, True)
    assert client.get(_page(people.manager)).status_code == 404
    assert Grant.objects.filter(account=people.editor, role="validator").get().scope == scope


def test_administrator_of_a_body_sees_its_people(client, plan, people):
    Account.objects.filter(pk=people.citizen.pk).update(organisation=plan.bodies["MEE"])
    client.force_login(administrator_over(f"organisation:{plan.bodies['MEE']}"))

    assert _named(client.get(LIST, {"lang": "en"}).text) == [
        "citizen@example.org",
        "Manager",
        "Part",
    ]


@pytest.mark.parametrize("who", ["citizen", "manager", "coordinator", "validator", "evaluator"])
def test_page_is_refused_to_who_administers_nothing(client, people, who):
    client.force_login(getattr(people, who))

    answers = [
        client.get(address).status_code
        for address in (LIST, _page(people.editor), "/desk/team/bodies")
    ]

    assert answers == [403, 403, 403]


def test_person_is_shown_with_roles_in_words(desk, plan, people):
    until = dt.datetime(2030, 6, 30, 12, tzinfo=dt.UTC)
    grant_role(
        by=people.administrator,
        account_id=people.citizen.pk,
        role=Role.OBSERVER,
        scope="place:/MAR/01/",
        expires_at=until,
    )

    html = desk.get(_page(people.citizen)).text

    body = html.split("<tbody", 1)[1].split("</tbody>", 1)[0]
    cells = [
        " ".join(re.sub(r"<[^>]+>", " ", cell).split())
        for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", body, re.DOTALL)[:3]
    ]
    assert cells == ["Elected official (observer)", "مكان 01", "30 June 2030"]
    assert "<bdi>Administrator</bdi>" in body


def test_role_is_given_until_a_day_and_withdrawn(desk, plan, people):
    send = {
        "role": "observer",
        "scope": f"plan:{plan.id}",
        "until": "2100-06-30",
        "reason": "decision 4",
    }
    given = desk.post(_page(people.citizen), send)
    grant = Grant.objects.get(account=people.citizen)
    desk.post(_page(people.citizen), {"act": "withdraw", "grant": str(grant.pk)})

    grant.refresh_from_db()
    assert given.status_code == 302
    assert (grant.role, grant.granted_by) == ("observer", people.administrator)
    assert grant.expires_at.date() == dt.date(2100, 6, 30)
    assert grant.revoked_at is not None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"role": ""}, "Choose a role."),
        ({"role": "citizen"}, "Choose a role."),
        ({"scope": ""}, "Choose over what."),
        ({"scope": "plan:0"}, "You may give no role over this."),
        ({"until": "soon"}, "Write the date like 2025-06-30."),
        ({"until": "2001-01-01"}, "A right cannot end before it begins."),
    ],
)
def test_what_is_wrong_with_a_role_stands_at_its_field(desk, people, change, words):
    send = {"role": "observer", "scope": "installation", **change}

    answer = desk.post(_page(people.citizen), send)

    assert (answer.status_code, words in answer.text) == (422, True)
    assert people.citizen.grants.count() == 0


def test_grant_of_somebody_else_is_not_withdrawn_here(desk, people):
    grant = people.validator.grants.get()

    answer = desk.post(_page(people.citizen), {"act": "withdraw", "grant": str(grant.pk)})

    grant.refresh_from_db()
    assert (answer.status_code, grant.revoked_at) == (404, None)


def test_account_is_closed_with_its_sessions_and_tokens_and_reopened(desk, people):
    secret = create_token(
        by=people.validator,
        account_id=people.validator.pk,
        name="x",
        expires_at=clock.now() + dt.timedelta(days=9),
    )
    theirs = Client()
    theirs.force_login(people.validator)

    desk.post(_page(people.validator), {"act": "close", "reason": "left"})
    shut = (theirs.get("/desk/").status_code, token_in_force(secret))
    desk.post(_page(people.validator), {"act": "reopen"})

    assert shut == (302, None)
    assert Account.objects.get(pk=people.validator.pk).is_active is True
    assert token_in_force(secret).account == people.validator


def test_nobody_closes_their_own_account(desk, people):
    page = desk.get(_page(people.administrator)).text

    answer = desk.post(_page(people.administrator), {"act": "close"})

    assert ("Close the account" in page, answer.status_code) == (False, 403)
    assert Account.objects.get(pk=people.administrator.pk).is_active is True


def test_demo_account_is_named_as_such(desk, people):
    Account.objects.filter(pk=people.citizen.pk).update(is_demo=True)

    assert "its password is known to everybody" in desk.get(_page(people.citizen)).text
