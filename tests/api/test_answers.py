"""What every answer has: chosen fields, one language, bytes with a name, headers for web pages."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from athar.reporting.actions import publish_reports
from tests import cast


def test_only_the_fields_asked_for_are_given(plan, ask):
    answer = ask("commitments?fields=code, amount,code&limit=1")

    assert answer["items"] == [{"code": "PDR-001", "amount": "1250000.50"}]


def test_one_thing_can_be_sparse_too(plan, ask):
    assert ask(f"plans/{plan.code}?fields=code,votes") == {
        "code": plan.code,
        "votes": [54, 0, 1],
    }


def test_unknown_fields_and_parameters_are_refused_together(plan, client):
    answer = client.get("/api/v1/nodes?fields=code,colour&fare=1&lang=en")

    faults = {one["parameter"]: (one["code"], one["detail"]) for one in answer.json()["errors"]}
    assert answer.status_code == 422
    assert faults == {
        "fields": (
            "unknown_field",
            "There is no field colour. Known: id, url, plan, code, title, level, path, parent, position.",
        ),
        "fare": (
            "unknown_parameter",
            "There is no such parameter. Known: fields, lang, limit, cursor, plan, level.",
        ),
    }


@pytest.mark.parametrize(
    ("lang", "title"), [("fr", "Étude de circulation"), ("ar", None), ("en", None)]
)
def test_one_language_flattens_texts_and_never_falls_back(plan, client, lang, title):
    answer = client.get(f"/api/v1/commitments?q=PDR-004&lang={lang}&fields=title,url")

    page = f"http://testserver/{lang}/plans/{plan.code}/commitments/PDR-004"
    assert answer.json()["items"] == [{"title": title, "url": page}]
    assert answer.headers["Content-Language"] == lang


def test_bytes_have_a_name_and_are_sent_once(plan, client):
    first = client.get("/api/v1/commitments")

    again = client.get("/api/v1/commitments", headers={"If-None-Match": first.headers["ETag"]})
    weak = client.get(
        "/api/v1/commitments", headers={"If-None-Match": f'"x", W/{first.headers["ETag"]}'}
    )
    other = client.get("/api/v1/commitments", headers={"If-None-Match": '"other"'})

    assert (again.status_code, again.content, weak.status_code) == (304, b"", 304)
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert (other.status_code, other.content) == (200, first.content)


def test_a_change_gives_other_bytes(plan, client):
    before = client.get("/api/v1/commitments").headers["ETag"]

    publish_reports(
        by=None,
        plan_id=plan.id,
        drafts=[replace(cast.REPORTS[0], physical=Decimal(90))],
        source={"name": "test"},
    )

    assert client.get("/api/v1/commitments").headers["ETag"] != before


def test_answers_are_open_to_every_page_and_may_be_kept(plan, client):
    answer = client.get("/api/v1/plans", headers={"Origin": "https://elsewhere.example"})

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert answer.headers["Content-Language"] == "ar, fr, en"
    assert answer.cookies == {}


def test_preflight_is_answered_before_anything_is_counted_or_read(db, client):
    answer = client.options(
        "/api/v1/plans", headers={"Access-Control-Request-Headers": "authorization"}
    )

    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert answer.headers["Access-Control-Allow-Headers"].startswith("Authorization")


def test_head_has_the_headers_of_get_without_its_body(plan, client):
    got, head = client.get("/api/v1/plans"), client.head("/api/v1/plans")

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == got.headers["ETag"]


def test_the_next_part_stands_in_the_link_header_too(plan, client):
    answer = client.get("/api/v1/commitments?limit=2")

    following = answer.json()["next"]
    assert answer.headers["Link"] == (
        f'<{following}>; rel="next", <http://testserver/api/v1/openapi.json>; rel="service-desc"'
    )
