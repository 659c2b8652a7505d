"""Every error has one shape, whatever went wrong, in the language of who asks."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection

SHAPE = ["type", "title", "status", "detail", "code", "errors"]
BAD = {
    "/api/v1/commitments?limit=0": (422, "invalid_parameters"),
    "/api/v1/commitments?limit=x": (422, "invalid_parameters"),
    "/api/v1/commitments?sort=colour": (422, "invalid_parameters"),
    "/api/v1/commitments?cursor=abc": (422, "invalid_parameters"),
    "/api/v1/commitments?q=%00": (422, "invalid_parameters"),
    "/api/v1/commitments?plan=a'b": (422, "invalid_parameters"),
    "/api/v1/plans/NO-SUCH": (404, "not_found"),
    "/api/v1/plans/-": (422, "invalid_parameters"),
    "/api/v1/nodes/NO-SUCH/A1": (404, "not_found"),
    "/api/v1/commitments/NO-SUCH/A1": (404, "not_found"),
    "/api/v1/no-such": (404, "not_found"),
    "/api/v1/plans/": (404, "not_found"),
    "/api/v1": (404, "not_found"),
    "/api/": (404, "not_found"),
    "/api/v2/plans": (404, "not_found"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("address", BAD)
def test_every_error_has_one_shape(client, address):
    answer = client.get(address)

    said = answer.json()
    assert (answer.status_code, said["code"]) == BAD[address]
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == "no-store"
    assert list(said) == SHAPE
    assert said["status"] == answer.status_code
    assert said["type"] == f"http://testserver/en/developers#{said['code']}"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "header", "lang"),
    [("", "", "ar"), ("", "fr;q=0.9,en;q=0.1", "fr"), ("?lang=en", "fr", "en")],
)
def test_errors_speak_the_language_of_who_asks(client, asked, header, lang):
    answer = client.get(f"/api/v1/no-such{asked}", headers={"Accept-Language": header})

    assert (answer.headers["Content-Language"], answer.headers["Vary"]) == (
        lang,
        "Accept-Language, Accept-Encoding",
    ) or answer.headers["Content-Language"] == lang


@pytest.mark.django_db
def test_a_method_that_writes_is_refused(client):
    answer = client.post("/api/v1/plans", {})

    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("", 200),
        ("*/*", 200),
        ("application/json", 200),
        ("application/*;q=0.5", 200),
        ("text/html,application/xhtml+xml,*/*;q=0.8", 200),
        ("text/csv", 406),
    ],
)
def test_answers_are_json_or_nothing(client, accept, status):
    answer = client.get("/api/v1/plans", headers={"Accept": accept})

    assert answer.status_code == status


def _refuse(execute, sql, params, many, context):
    raise OperationalError("the database is gone")


@pytest.mark.django_db
def test_a_fault_of_ours_is_a_problem_too_and_tells_nothing_of_it(client):
    client.raise_request_exception = False

    with connection.execute_wrapper(_refuse):
        answer = client.get("/api/v1/plans", headers={"Accept-Language": "en"})

    assert (answer.status_code, answer.json()["code"]) == (500, "failed")
    assert "database" not in answer.text


@pytest.mark.django_db
def test_too_many_parameters_are_a_bad_request(client):
    answer = client.get("/api/v1/plans?" + "&".join(f"a{n}=1" for n in range(2001)))

    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")


@pytest.mark.django_db
def test_faults_name_their_parameter(faults):
    assert faults("commitments?limit=201&sort=x&status=y&year=20&q=" + "a" * 201) == [
        ("limit", "less_than_equal"),
        ("q", "string_too_long"),
        ("status", "literal_error"),
        ("year", "string_pattern_mismatch"),
        ("sort", "literal_error"),
    ]


@pytest.mark.django_db
def test_a_cursor_of_another_list_or_order_is_refused(plan, ask, faults):
    following = ask("commitments?limit=1&sort=code")["next"]
    cursor = following.split("cursor=")[1].split("&")[0]

    assert faults(f"commitments?cursor={cursor}") == [("cursor", "bad_cursor")]
    assert faults(f"nodes?cursor={cursor}") == [("cursor", "bad_cursor")]
    assert faults(f"commitments?sort=code&cursor={cursor[:-1]}") == [("cursor", "bad_cursor")]
    assert faults("commitments?cursor=%D8%A7") == [("cursor", "bad_cursor")]
    assert faults("plans?limit=1&limit=2") == [("limit", "given_twice")]
