"""The contract of the API: its document, its examples, and the same figures as everywhere."""

from __future__ import annotations

import csv
import datetime as dt
import io

import orjson
import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils import translation
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

import athar.api.urls  # noqa: F401 - opens every endpoint
from athar.api.document import build_document, stored_examples
from athar.api.endpoints import ENDPOINTS
from athar.api.reference import reference_page
from athar.config.commandline import main
from athar.config.commands.demo import PLAN_CODE
from athar.kernel import clock
from athar.people.actions import create_account, create_token, grant_role
from athar.people.enums import Role, TokenKind
from athar.search.actions import rebuild
from tests.api.contract import DOCUMENT, EXAMPLES, PAGE, as_text, kept, steady, without_cursors
from tests.demonstration import demonstration

#: Of these the demonstration of a region holds nothing.
NONE_IN_THE_DEMONSTRATION = {
    *(
        "list_milestones",
        "list_convergence",
        "list_eligibility",
        "list_experiences",
        "list_questions",
    ),
}
HOST = "athar.example"
PLAN = f"plans/{PLAN_CODE}"


@pytest.fixture(scope="module")
def _demonstration(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration, loaded once and taken back at the end."""
    with django_db_blocker.unblock(), demonstration(tmp_path_factory.mktemp("demonstration")):
        assert main(("import", "members")) == 0
        rebuild()
        yield


@pytest.fixture(autouse=True)
def _shown(_demonstration, db, settings):
    """Every test here reads the demonstration, as often as it likes."""
    settings.ALLOWED_HOSTS = ["*"]


@pytest.fixture
def example(client):
    """Give the answer to an example as the documents print it."""

    def read(address: str):
        answer = client.get(f"/api/v1/{address}", headers={"Host": HOST}, secure=True)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return read


def schema_of(name: str) -> Draft202012Validator:
    """Give the validator of what an endpoint gives."""
    document = build_document()
    operation = next(
        one["get"] for one in document["paths"].values() if one["get"]["operationId"] == name
    )
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    return Draft202012Validator({**schema, "components": document["components"]})


@pytest.mark.parametrize("name", ENDPOINTS)
def test_examples_are_answered_as_the_document_says(example, name):
    validator = schema_of(name)

    answers = {address: example(address) for address in ENDPOINTS[name].examples}

    for address, answer in answers.items():
        assert [error.message for error in validator.iter_errors(answer)] == [], address
        may_be_empty = not ENDPOINTS[name].is_list or name in NONE_IN_THE_DEMONSTRATION
        assert may_be_empty or answer["items"], address


@pytest.mark.parametrize("name", [name for name, one in ENDPOINTS.items() if one.examples])
def test_without_choosing_fields_every_documented_field_is_given(example, name):
    document = build_document()["components"]["schemas"]
    address = ENDPOINTS[name].examples[0].partition("?")[0]

    answer = example({"search": "search?q=eau"}.get(address, address))

    for one in answer["items"][:5] if ENDPOINTS[name].is_list else [answer]:
        assert list(one) == list(document[ENDPOINTS[name].record.__name__]["properties"])


def test_answers_kept_in_the_document_are_those_of_the_demonstration(example):
    answers = steady(
        {name: example(one.examples[0]) for name, one in ENDPOINTS.items() if one.examples}
    )

    stored_examples.cache_clear()
    stored = orjson.loads(kept(EXAMPLES, as_text(answers)))
    assert without_cursors(stored) == without_cursors(answers)


def test_the_document_changes_only_when_it_is_meant():
    with translation.override("en"):
        now = as_text(orjson.loads(orjson.dumps(build_document(), default=str)))

    assert kept(DOCUMENT, now) == now


def test_the_page_of_the_reference_is_the_document_in_words():
    now = reference_page(build_document()).encode()

    assert kept(PAGE, now) == now


def test_page_json_csv_and_api_say_the_same_of_every_commitment(client):
    table = client.get(f"/en/{PLAN}/commitments.csv").getvalue().decode("utf-8-sig")
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(table))}
    twin, address = {}, f"/en/{PLAN}/commitments.json"
    while address:
        answer = client.get(address).json()
        twin |= {one["code"]: one for one in answer["commitments"]}
        address = answer["next"]
    items, address = {}, f"/api/v1/commitments?plan={PLAN_CODE}&limit=100"
    while address:
        answer = client.get(address).json()
        items |= {one["code"]: one for one in answer["items"]}
        address = answer["next"]

    assert (len(rows), len(twin), len(items)) == (233, 233, 233)
    for code, item in items.items():
        same = {name: item[name] for name in twin[code] if name not in {"places", "themes"}}
        bare = [one.partition(":")[2] for one in item["places"]]
        assert {**same, "places": bare, "themes": twin[code]["themes"]} == twin[code]
        figures = ("physical_percent", "financial_percent", "amount", "committed", "paid")
        assert [item[name] or "" for name in figures] == [rows[code][name] for name in figures]


@pytest.mark.parametrize("code", ["PDR-A3-P22-04", "PDR-A1-P01-01", "PDR-A1-P04-01"])
def test_one_commitment_is_what_its_page_says(client, code):
    twin = client.get(f"/en/{PLAN}/commitments/{code}.json").json()

    found = client.get(f"/api/v1/commitments/{PLAN_CODE}/{code}").json()

    assert {name: value for name, value in found.items() if name != "url"} == twin


@pytest.fixture
def operations():
    """Give every operation of the document that the application serves, without a socket."""
    for signal in (request_started, request_finished):  # they would close our transaction
        signal.disconnect(close_old_connections)
    document = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    yield [found.ok() for found in document.get_all_operations()]
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_nothing_that_can_be_asked_breaks_the_contract(operations, mode):
    for operation in operations:

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=12,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def obeys(case):
            if mode is GenerationMode.POSITIVE:  # much has the form of a cursor, few texts are one
                case.query.pop("cursor", None)
                case.query.pop("as_of", None)
            case.call_and_validate(headers={"Host": "localhost", "Accept-Encoding": "identity"})

        obeys()


@pytest.fixture
def secret():
    """Give a write token of an account that may state any value as declared."""
    account = create_account(by=None, email="program@example.org")
    grant_role(by=None, account_id=account.pk, role=Role.COORDINATOR, scope="installation")
    until = clock.now() + dt.timedelta(days=9)
    kind = TokenKind.WRITE
    return create_token(by=None, account_id=account.pk, name="x", kind=kind, expires_at=until)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_whatever_rows_are_sent_are_answered_as_the_contract_says(operations, secret, mode):
    headers = {"Host": "localhost", "Accept-Encoding": "identity"}
    headers["Authorization"] = f"Bearer {secret}"
    sending = next(one for one in operations if one.method == "post")

    @given(case=sending.as_strategy(generation_mode=mode))
    @settings(
        max_examples=40,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def obeys(case):
        case.call_and_validate(  # what has the form of a code is seldom one
            headers=headers, excluded_checks=[positive_data_acceptance]
        )

    obeys()
