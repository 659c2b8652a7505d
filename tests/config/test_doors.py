"""Every door of the installation, tried by everybody who could stand before it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from athar.config.doors import DOORS, FOR_PROGRAMS, FROM_PROGRAMS, OWN_FORM, OWN_PAGE, PAGE, Visitor
from athar.evidence.actions import attach_file, attach_photo
from athar.network.actions.members import put_members
from athar.people.actions import create_account, grant_role
from athar.people.enums import Role
from athar.people.models import Account
from athar.plans.actions import publish_amendment
from tests import cast
from tests.config.acts_of_members import FICTIONAL
from tests.evidence.photographs import jpeg
from tests.indicators.cast import set_up
from tests.network import library_cast
from tests.network.countries import put_countries
from tests.network.meeting import put_member
from tests.network.roads import open_road, open_room
from tests.portal.results import tell

pytestmark = pytest.mark.django_db
PERSONAS = (
    "nobody",
    "citizen",
    "manager",
    "stranger",
    "coordinator",
    "evaluator",
    "focal_point",
    "administrator",
)
FILE = b"%PDF-1.7 minutes of the council"


def route_names(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    """Give the name of every route there is."""
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield f"{namespace}{one.name}"
        else:
            yield from route_names(
                one, f"{namespace}{one.namespace}:" if one.namespace else namespace
            )


def cast_of(people: cast.People) -> dict[str, Account | None]:
    """Give the account of each persona; nobody has none, the stranger manages for another body."""
    focal_point = create_account(by=None, email="every-focal@example.org")
    grant_role(by=None, account_id=focal_point.pk, role=Role.FOCAL_POINT, scope="installation")
    named = {name: getattr(people, name) for name in PERSONAS if hasattr(people, name)}
    return {**named, "focal_point": focal_point, "nobody": None}


@pytest.fixture
def visitors(people):
    """The personas around the published plan."""
    return cast_of(people)


@pytest.fixture
def addresses(plan):
    """Give an address that exists for every route."""
    return addresses_around(plan)


def addresses_around(plan: cast.SmallPlan) -> dict[str, str]:
    """Give an address that exists for every route, around the published plan."""
    tell(set_up(plan))
    put_member()
    put_members(by=None, drafts=[FICTIONAL])
    publish_amendment(
        by=None, plan_id=plan.id, why="x", changed_commitment_ids=(), also_changed=True
    )
    evidence = attach_file(
        by=None,
        subject=f"commitment:{plan.commitments['PDR-001']}",
        scope_keys=(),
        content=FILE,
        name="pv.pdf",
    )
    photo = attach_photo(
        by=None,
        subject=f"commitment:{plan.commitments['PDR-001']}",
        scope_keys=(),
        content=jpeg(),
        name="dam.jpg",
    )
    countries = put_countries()
    parts = {
        "lang": "fr",
        "plan": plan.code,
        "figure": "physical",
        "ending": "bib",
        "twin": "csv",
        "file": "nodes",
        "number": 1,
        "uidb36": "1",
        "name": "pv.pdf",
        "sha256": evidence.file.sha256,
        "evidence_id": evidence.pk,
        "size": 320,
        "round_id": 1,
        "commitment_id": 1,
        "report_id": 1,
        "field": "physical",
        "library": "shared",
        "period": "2024",
        "category": "area=rural",
        "secret": "unknown",
        "member": "MAR",
    }
    water = {"code": "water", "scheme": "hcp", "place": "01"}
    net = library_cast.network()
    library_cast.published(net)
    asked = {"number": library_cast.asked(net)}
    experience = {"code": "citizen-budget"}
    special = {
        "portal:experience": experience,
        "portal:question": asked,
        "desk:question": asked,
        "desk:experience": experience,
        "portal:photo": {"sha256": photo.file.sha256},
        "desk:evidence_picture": {"evidence_id": photo.pk},
        "portal:indicator": water,
        "portal:value": water,
        "desk:value": water,
        "desk:plan_commitment": {"code": "PDR-001"},
        "desk:plan_grouping": {"code": "A1"},
        "plan_preview": {"code": "PDR-001"},
        "desk:report_history": {"code": "PDR-001"},
        "portal:place": {"scheme": "hcp", "code": "01.151"},
        "portal:node": {"code": "A1"},
        "portal:member": {"code": FICTIONAL.code},
        "desk:member": {"code": FICTIONAL.code},
        "portal:method": {"key": "progress"},
        "portal:accession_template": {"template": "forum-rules"},
        "portal:accession": {"code": countries.candidate.code},
        "desk:accession": {"code": countries.candidate.code},
        "desk:room": {"mentorship_id": open_room(countries, open_road(countries))},
        "portal:text": {"key": "about"},
        "portal:commitment": {"code": "PDR-001"},
        "portal:embed_commitment": {"code": "PDR-001"},
        "api:get_experience": experience,
        "api:nothing": {"rest": "v1/nothing"},
        "api:get_commitment": {"code": "PDR-001"},
        "api:get_member": {"code": FICTIONAL.code},
        "api:get_node": {"code": "A1"},
        "api:get_indicator": water,
        "api:get_place": {"scheme": "hcp", "code": "01.151"},
        "api:get_organisation": {"code": "MEE"},
        "account_": {"key": "dead-link"},
        "invitation": {"key": "dead-link"},
        "desk:person": {"account": 1},
        "mfa_edit": {"pk": 1},
        "mfa_remove": {"pk": 1},
        "desk:erase_person": {"account": 1},
        "desk:body": {"code": "MEE"},
        "desk:import": {"key": "6f1f3a51-8a3c-4b5e-9a25-0d2f1e3c4b5a"},
    }

    def address(name: str) -> str:
        known = next((found for start, found in special.items() if name.startswith(start)), {})
        if name == "portal:place_id":
            known = special["portal:place"]
        values = {**parts, **known}
        wanted = next(iter(_parameters(name)))
        return reverse(name, kwargs={key: values[key] for key in wanted})

    return {name: address(name) for name in DOORS}


def _parameters(name: str) -> Iterator[set[str]]:
    resolver = get_resolver()
    for namespace in name.split(":")[:-1]:
        resolver = resolver.namespace_dict[namespace][1]
    for possibilities, *_rest in resolver.reverse_dict.getlist(name.rsplit(":", maxsplit=1)[-1]):
        yield {key for _format, keys in possibilities for key in keys}


def test_every_route_is_declared():
    assert sorted(route_names(get_resolver())) == sorted(DOORS)


@pytest.mark.urls("tests.config.undeclared_urls")
def test_undeclared_route_is_shut(client):
    assert client.get("/new-page").status_code == 403


@pytest.mark.parametrize("persona", PERSONAS)
def test_public_pages_are_the_same_for_everybody(client, visitors, addresses, persona):
    names = [name for name, door in DOORS.items() if door in {PAGE, FOR_PROGRAMS, FROM_PROGRAMS}]
    expected = {name: client.get(addresses[name]) for name in names}
    if visitors[persona]:
        client.force_login(visitors[persona])

    for name in names:
        answer = client.get(addresses[name])
        assert answer.status_code == expected[name].status_code, name
        assert (answer.status_code in {200, 302}) != name.startswith("api:nothing"), name
        assert answer.getvalue() == expected[name].getvalue(), name
        assert answer.cookies == {}, name


@pytest.mark.parametrize("persona", PERSONAS)
def test_own_pages_open_to_who_signed_in(client, visitors, addresses, persona):
    own = {name: addresses[name] for name, door in DOORS.items() if door in {OWN_PAGE, OWN_FORM}}
    if visitors[persona]:
        client.force_login(visitors[persona])

    led_to_sign_in = {
        name
        for name, address in own.items()
        if client.get(address).headers.get("Location", "").startswith("/account/login/")
    }

    assert led_to_sign_in == (set() if visitors[persona] else set(own))


@pytest.mark.parametrize("persona", PERSONAS)
def test_drafts_do_not_exist_for_anybody(client, draft_plan, persona):
    account = cast_of(cast.people(draft_plan))[persona]
    if account:
        client.force_login(account)

    for rest in (
        "",
        ".json",
        "/commitments",
        "/commitments/PDR-001",
        "/nodes/A1",
        "/computed/physical",
    ):
        assert client.get(f"/fr/plans/{draft_plan.code}{rest}").status_code == 404, rest


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_pages_can_only_be_read(client, addresses, method):
    for name in ("portal:home", "portal:plan", "portal:plan_json", "healthz", "desk:home"):
        answer = getattr(client, method)(addresses[name])
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD"), name


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_programs_can_only_read(client, addresses, method):
    for name in (one for one, door in DOORS.items() if door == FOR_PROGRAMS):
        answer = getattr(client, method)(addresses[name])
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS"), name
        assert answer.headers["Content-Type"] == "application/problem+json", name


@pytest.mark.parametrize("persona", PERSONAS)
def test_nobody_writes_by_being_signed_in(client, visitors, addresses, persona):
    if visitors[persona]:
        client.force_login(visitors[persona])
    taking = [name for name, door in DOORS.items() if door.takes_values]

    answers = [client.post(addresses[name], "[]", "application/json") for name in taking]

    assert [(one.status_code, one.json()["code"]) for one in answers] == [(401, "token_needed")]


def test_no_door_takes_forms_but_those_of_accounts_and_imports():
    taking = {name for name, door in DOORS.items() if door.takes_forms}

    assert {name.split("_")[0] for name in taking} == {
        "account",
        "mfa",
        "desk:import",
        "desk:declared",
        "desk:imports",
        "desk:invitations",
        "invitation",
        "desk:person",
        "desk:plan",
        "desk:report",
        "desk:accession",
        "desk:experience",
        "desk:room",
        "desk:question",
        "desk:questions",
        "desk:round",
        "desk:start",
        "desk:new",
        "desk:body",
        "desk:tokens",
        "desk:sign",
        "desk:own",
        "identity",
        "desk:erase",
        "desk:notices",
        "desk:value",
        "desk:lending",
        "desk:convergence",
        "desk:member",
        "desk:process",
    }
    assert {door.visitor for door in DOORS.values()} == set(Visitor)
