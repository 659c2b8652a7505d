"""Values written by programs: with a token, all rows or none, once for a key."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import orjson
import pytest
from django.test import Client

from athar.api.values import recording, rows, writing
from athar.indicators.actions import put_indicators, record_measurements
from athar.indicators.models import Measurement
from athar.kernel import clock
from athar.people.actions import create_token, grant_role
from athar.people.enums import Role, TokenKind
from athar.trail.models import Event, KeptAnswer
from athar.trail.queries import last_publication_number
from tests import cast
from tests.indicators import cast as indicators
from tests.once import made_once

pytestmark = pytest.mark.django_db
ROW = {"indicator": "shared/water", "place": "hcp:01", "period": "2024", "value": "27.5"}
CSV = "indicator,place,period,category,value\r\nshared/water,hcp:01,2024,area=rural,27.5\r\n"


@pytest.fixture
@made_once
def setting(plan):
    return indicators.set_up(plan)


@pytest.fixture
def writer(people, setting):
    """An account that may declare values of the shared library and of the plan."""
    for scope in (f"library:{setting.library}", f"plan:{setting.plan.id}"):
        grant_role(by=None, account_id=people.citizen.pk, role=Role.COORDINATOR, scope=scope)
    return people.citizen


def secret_of(account, kind=TokenKind.WRITE):
    until = clock.now() + dt.timedelta(days=30)
    return create_token(by=None, account_id=account.pk, name="x", kind=kind, expires_at=until)


@pytest.fixture
def send(writer):
    """Send rows, or a body as it is, with the token of the writer."""
    secret = secret_of(writer)
    client = Client(enforce_csrf_checks=True)

    def post(body, query="?lang=en", content_type="application/json", **headers):
        data = body if isinstance(body, bytes) else orjson.dumps(body)
        headers = {"Authorization": f"Bearer {secret}"} | headers
        return client.post(f"/api/v1/values{query}", data, content_type, headers=headers)

    return post


def faults_of(answer):
    assert answer.status_code == 422, answer.text
    return [(one["row"], one["parameter"], one["code"]) for one in answer.json()["errors"]]


def test_value_of_a_computed_indicator_is_refused_in_words(send, setting):
    put_indicators(by=None, library_id=setting.library, drafts=(indicators.WATER, indicators.DRY))

    answer = send([ROW | {"indicator": "shared/dry"}])

    assert faults_of(answer) == [(1, "indicator", "computed_indicator")]
    assert answer.json()["errors"][0]["detail"] == (
        "dry is computed from other indicators and cannot be stated."
    )
    assert Measurement.objects.count() == 0


def test_rows_are_recorded_in_the_name_of_the_account(send, writer):
    answer = send([ROW, ROW | {"period": "2023", "value": None, "no_number": "not_reported"}])

    event = Event.objects.get(kind="measurements.recorded")
    stored = Measurement.objects.order_by("period").values_list("value", "no_number", "cell")
    assert answer.json() == {
        "dry_run": False,
        "added": 2,
        "superseded": 0,
        "same": 0,
        "publication": last_publication_number(),
    }
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert list(stored) == [(None, "not_reported", "#2"), (275, "", "#1")]
    assert (event.by_id, sorted(event.source)) == (writer.pk, ["api_token", "body"])
    assert set(Measurement.objects.values_list("source", flat=True)) == {"api"}


@pytest.mark.parametrize("text", [CSV, "\ufeff" + CSV, CSV.replace(",", ";"), CSV + "\r\n"])
def test_csv_is_recorded_as_json_is(send, text):
    answer = send(text.encode(), content_type="text/csv; charset=utf-8")

    assert answer.json()["added"] == 1
    assert list(Measurement.objects.values_list("value", "category__code")) == [(275, "area=rural")]


def test_what_is_read_can_be_sent_back(send, client):
    send([ROW])
    read = client.get("/api/v1/values?format=csv").content

    answer = send(read, content_type="text/csv")

    assert (answer.json()["same"], answer.json()["publication"]) == (1, None)


def test_a_correction_needs_its_reason(send):
    send([ROW])

    refused = send([ROW | {"value": "28"}])
    in_query = send([ROW | {"value": "28"}], query="?reason=typing+error")
    in_body = send({"values": [ROW | {"value": 28.5}], "reason": "again"})

    assert faults_of(refused) == [(None, "reason", "reason_missing")]
    assert [one.json()["superseded"] for one in (in_query, in_body)] == [1, 1]
    assert list(Measurement.objects.order_by("revision").values_list("value", flat=True)) == [
        *(275, 280, 285)
    ]


def test_trying_out_says_what_would_be_and_records_nothing(send):
    before = last_publication_number()

    answer = send([ROW], query="?dry_run=1", **{"Idempotency-Key": "k"})
    refused = send([ROW | {"value": "x"}], query="?dry_run=1")

    assert answer.json() == {
        "dry_run": True,
        "added": 1,
        "superseded": 0,
        "same": 0,
        "publication": None,
    }
    assert faults_of(refused) == [(1, "value", "not_a_number")]
    assert (Measurement.objects.count(), last_publication_number()) == (0, before)
    assert KeptAnswer.objects.count() == 0


def test_asking_again_with_a_key_gives_the_answer_and_writes_nothing(send):
    first = send([ROW], **{"Idempotency-Key": "k1"})
    again = send([ROW], **{"Idempotency-Key": "k1"})
    other = send([ROW | {"period": "2023"}], **{"Idempotency-Key": "k1"})
    elsewhere = send([ROW], query="?lang=fr", **{"Idempotency-Key": "k1"})

    assert again.json() == first.json()
    assert [one.headers.get("Idempotency-Replayed") for one in (first, again)] == [None, "true"]
    assert (other.status_code, other.json()["code"]) == (409, "key_in_use")
    assert elsewhere.status_code == 409
    assert Measurement.objects.count() == 1


def test_a_key_is_free_again_when_the_rows_were_refused(send):
    refused = send([ROW | {"period": "2099"}], **{"Idempotency-Key": "k1"})
    answer = send([ROW], **{"Idempotency-Key": "k1"})

    assert faults_of(refused) == [(1, "period", "period_to_come")]
    assert answer.json()["added"] == 1


@pytest.mark.parametrize("key", ["", "x" * 256, "\u00e9"])
def test_a_key_that_is_none_is_refused(send, key):
    answer = send([ROW], **{"Idempotency-Key": key})

    assert faults_of(answer) == [(None, "Idempotency-Key", "key_malformed")]


def test_what_is_wrong_is_said_row_by_row_and_nothing_is_half_written(send):
    wrong = [
        ROW,
        ROW | {"value": "12,5"},
        ROW | {"value": "NaN"},
        ROW | {"place": "hcp:99"},
        ROW | {"indicator": "shared/none"},
        ROW | {"claim": "sworn"},
        ROW | {"text": "a\u0000b"},
        ROW | {"colour": "red"},
        {"value": "1"},
        "no row",
    ]

    answer = send(wrong)

    assert faults_of(answer) == [
        (2, "value", "not_a_number"),
        (3, "value", "not_a_number"),
        (4, "place", "unknown_place"),
        (5, "indicator", "unknown_indicator"),
        (6, "claim", "unknown_choice"),
        (7, "text", "not_text"),
        (8, "colour", "unknown_field"),
        *((9, name, "missing") for name in ("indicator", "place", "period")),
        (10, "values", "not_a_row"),
    ]
    assert Measurement.objects.count() == 0


@pytest.mark.parametrize("small", [0, 500])
@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"value": "27.55"}, (2, "value", "too_precise")),
        ({"value": "1" + "0" * 50}, (2, "value", "out_of_bounds")),
        ({"period": "2099"}, (2, "period", "period_to_come")),
        ({"period": "24"}, (2, "period", "period_malformed")),
        ({"category": "sex=female"}, (2, "category", "unknown_category")),
        ({"text": "much"}, (2, None, "not_one_thing")),
        (
            {"value": None, "numerator": "1", "denominator": "0"},
            (2, "denominator", "denominator_not_positive"),
        ),
        ({}, (2, None, "named_twice")),
    ],
)
def test_few_and_many_rows_are_refused_alike(send, monkeypatch, small, more, found):
    monkeypatch.setattr(recording, "SMALL", small)

    answer = send([ROW | {"period": "2023"} if more else ROW, ROW | more])

    assert faults_of(answer) == [found]
    assert Measurement.objects.count() == 0


def test_many_rows_are_recorded_as_a_table(send, monkeypatch):
    monkeypatch.setattr(recording, "SMALL", 1)

    answer = send([ROW | {"period": str(year)} for year in range(2020, 2024)])

    assert answer.json()["added"] == 4
    assert Event.objects.get(kind="measurements.recorded").changes.count() == 0
    assert set(Measurement.objects.values_list("source", flat=True)) == {"api"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{", "not_json"),
        (b"[NaN]", "not_json"),
        (b'[{"value":1,"value":2}]', "not_json"),
        (b"[" * 100_000, "not_json"),
        (b"\xff", "not_json"),
        (b"[]", "no_rows"),
        (b"3", "not_rows"),
        (b'{"rows":[]}', "not_rows"),
        (b'{"values":[],"x":1}', "not_rows"),
        (b'{"values":[],"reason":3}', "not_rows"),
    ],
)
def test_what_is_no_table_of_rows_is_refused(send, body, code):
    assert faults_of(send(body)) == [(None, "body", code)]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b"\xff\xfe", (None, "body", "not_text")),
        (b"period,period\n1,2\n", (None, "body", "named_twice")),
        (b'period\n"x"y\n', (None, "body", "not_csv")),
        (b"period\n", (None, "body", "no_rows")),
        (b"indicator,place,period\na/b,c:d,2024,5\n", (1, "column 4", "unknown_field")),
    ],
)
def test_what_is_no_csv_is_refused(send, body, found):
    assert faults_of(send(body, content_type="text/csv")) == [found]


def test_the_size_of_what_is_sent_has_bounds(send, monkeypatch):
    monkeypatch.setattr(writing, "LARGEST", 200)
    monkeypatch.setattr(rows, "MOST_ROWS", 2)

    too_large = send([ROW] * 9)
    monkeypatch.setattr(writing, "LARGEST", 2000)
    too_many = send([ROW] * 3)

    assert (too_large.status_code, too_large.json()["code"]) == (413, "too_large")
    assert faults_of(too_many) == [(None, "body", "too_many_rows")]


def test_only_json_and_csv_are_read(send):
    answer = send(b"a=b", content_type="application/x-www-form-urlencoded")

    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


def test_faults_speak_the_language_of_the_request(send):
    answers = [
        send([ROW | {"place": "hcp:99"}], query=query, **{"Accept-Language": "fr"})
        for query in ("?lang=en", "?lang=ar", "")
    ]

    said = [one.json()["errors"][0]["detail"] for one in answers]
    assert said[0] == "There is no such place."
    assert len(set(said)) == 3


def test_without_a_write_token_nothing_is_written(send, setting, people, client):
    client.force_login(people.administrator)
    data = orjson.dumps([ROW])
    reading = secret_of(people.administrator, TokenKind.READ)

    answers = [
        client.post("/api/v1/values", data, "application/json", headers=headers)
        for headers in (
            {},
            {"Authorization": "Bearer nonsense"},
            {"Authorization": f"Bearer {reading}"},
        )
    ]

    assert [(one.status_code, one.json()["code"]) for one in answers] == [
        (401, "token_needed"),
        (401, "unknown_token"),
        (403, "read_token"),
    ]
    assert Measurement.objects.count() == 0


def test_a_token_gives_no_right_that_its_account_does_not_hold(send, people, client):
    stranger = secret_of(people.stranger)

    of_stranger = client.post(
        "/api/v1/values",
        orjson.dumps([ROW]),
        "application/json",
        headers={"Authorization": f"Bearer {stranger}"},
    )
    beyond_office = send([ROW | {"claim": "validated"}])

    assert [(one.status_code, one.json()["code"]) for one in (of_stranger, beyond_office)] == [
        (403, "not_allowed")
    ] * 2
    assert Measurement.objects.count() == 0


def test_an_indicator_of_a_draft_exists_for_its_people_only(draft_plan, client):
    indicators.set_up(draft_plan)
    people = cast.people(draft_plan)
    row = ROW | {"indicator": f"{draft_plan.code}/connected", "value": "3"}

    def answer(account):
        headers = {"Authorization": f"Bearer {secret_of(account)}"}
        return client.post(
            "/api/v1/values?lang=en", orjson.dumps([row]), "application/json", headers=headers
        )

    assert faults_of(answer(people.stranger)) == [(1, "indicator", "unknown_indicator")]
    assert answer(people.coordinator).json()["added"] == 1


def test_writing_has_an_allowance_of_its_own(send, settings, client):
    settings.API_WRITE_LIMIT = 2

    codes = [send([ROW]).status_code for _time in range(3)]

    assert codes == [200, 200, 429]
    assert client.get("/api/v1/values").status_code == 200


def test_a_value_validated_by_who_declared_it_is_refused(send, writer, setting):
    grant_role(
        by=None, account_id=writer.pk, role=Role.VALIDATOR, scope=f"library:{setting.library}"
    )
    record_measurements(by=writer, drafts=[setting.value(value=Decimal(3))])

    answer = send([ROW | {"claim": "validated"}])

    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
