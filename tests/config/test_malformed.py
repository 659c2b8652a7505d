"""What nobody should send is answered 4xx with words in the visitor's language, never 5xx."""

from __future__ import annotations

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
PLAN = "PDR-NORD-2022-2027"
LIST = f"/fr/plans/{PLAN}/commitments"


def _words(answer, lang="fr"):
    """The page says in this language what happened, and leads on."""
    assert answer.headers["Content-Type"].startswith("text/html")
    assert f'<html lang="{lang}"' in answer.text
    assert len(re.findall(r"<h1>.+</h1>", answer.text)) == 1
    assert f'href="/{lang}/"' in answer.text


PATHS = {
    "NUL byte": "/fr/plans/%00",
    "NUL byte in a code": f"/fr/plans/{PLAN}/commitments/PDR%00001",
    "broken UTF-8": "/fr/plans/%ff%fe%c3",
    "overlong UTF-8": "/fr/%c0%ae%c0%ae/%c0%ae",
    "lone surrogate": "/fr/%ed%a0%80",
    "walking up": "/fr/../../etc/passwd",
    "walking up, encoded": "/fr/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "huge path": "/fr/" + "a" * 20_000,
    "many segments": "/fr" + "/a" * 5_000,
    "huge code": f"/fr/plans/{'A' * 10_000}",
    "unknown language": "/de/plans",
    "code with an apostrophe": "/fr/plans/'%20OR%201=1--",
    "markup": "/fr/<script>alert(1)</script>",
    "line break": "/fr/plans%0d%0aSet-Cookie:%20a=b",
    "file outside": "/files/..%2f..%2fathar.sqlite3/x",
    "file of nothing": f"/files/{'0' * 64}/x.pdf",
    "figure of nothing": f"/fr/plans/{PLAN}/computed/nothing",
    "place of nothing": "/fr/places/hcp/99.999",
    "place of no scheme": "/fr/places/none/1",
    "method of nothing": "/fr/methods/nothing",
    "text of nothing": "/fr/nothing",
    "confirmation of nothing": "/account/second-factor/recovery-codes/nothing?lang=fr",
}


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_path_that_leads_nowhere_is_not_found(plan, client, path):
    answer = client.get(path, headers={"Accept-Language": "fr"})

    assert answer.status_code in {400, 404}
    _words(answer)


QUERIES = {
    "NUL byte": "q=%00",
    "NUL byte in a filter": "place=%00&lead=%00&funder=%00",
    "broken UTF-8": "q=%ff%fe",
    "lone surrogate": "q=%ed%a0%80",
    "huge number": "page=" + "9" * 5_000,
    "negative page": "page=-1",
    "page of words": "page=abc",
    "page in Arabic digits": "page=%D9%A2",
    "year of words": "year=abc",
    "huge year": "year=" + "9" * 400,
    "unknown status": "status=none-such",
    "unknown order": "sort=none-such",
    "unknown view": "by=none-such",
    "unknown node": "node=none-such",
    "SQL": "q=%27%20OR%201%3D1--&sort=id;DROP%20TABLE",
    "arrays": "status[]=x&status[0]=y",
    "the same twice": "status=on_track&status=off_track&place=x&place=y",
    "huge word": "q=" + "a" * 20_000,
    "many words": "q=" + "+".join(["mot"] * 2_000),
    "no value": "&&&===&q",
    "too many parameters": "&".join(f"a{n}=1" for n in range(3_000)),
    "wildcards": "q=%25%25%25___%5C",
    "right-to-left marks": "q=%E2%80%AE%E2%80%8F",
}
ADDRESSES = (
    "/fr/",
    "/fr/plans",
    f"/fr/plans/{PLAN}",
    LIST,
    f"{LIST}.json",
    f"{LIST}.csv",
    f"{LIST}/PDR-001",
    f"/fr/plans/{PLAN}/computed/physical",
    "/fr/places",
    "/fr/places/hcp/01.151",
    "/fr/places/hcp/01.151/results",
    "/fr/indicators/scorecard",
    "/fr/indicators/coverage",
    "/fr/indicators/compare",
    "/account/login/",
    "/sitemap.xml",
)


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_query_that_means_nothing_is_no_fault_of_ours(plan, client, query):
    for address in ADDRESSES:
        answer = client.get(f"{address}?{query}", headers={"Accept-Language": "fr"})

        assert answer.status_code < 500, address
        assert answer.getvalue(), address
        if answer.status_code >= 400 and not address.endswith((".json", ".csv", ".xml")):
            _words(answer)


HEADERS = {
    "host of somebody else": {"Host": "evil.example"},
    "host with a path": {"Host": "localhost/evil"},
    "host with a space": {"Host": "local host"},
    "host with a port of words": {"Host": "localhost:port"},
    "host of letters": {"Host": "أثر"},
}


@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS)
def test_host_that_is_not_ours_is_refused(plan, client, headers):
    answer = client.get("/fr/", headers=headers)

    assert answer.status_code == 400
    _words(answer)
    assert "evil" not in answer.text


LANGUAGES = {
    "empty": "",
    "nonsense": ";;;,,,q=",
    "bad weight": "fr;q=NaN, ar;q=inf",
    "NUL byte": "fr\x00",
    "huge": "fr," * 50_000,
    "unknown": "tlh, xx-YY",
    "many": ",".join(f"x{n};q=0.{n}" for n in range(1_000)),
}


@pytest.mark.parametrize("header", LANGUAGES.values(), ids=LANGUAGES)
def test_language_that_cannot_be_read_gives_one_of_ours(plan, client, header):
    answer = client.get("/", headers={"Accept-Language": header})

    assert answer.status_code == 302
    assert answer.headers["Location"] in {"/ar/", "/fr/"}


@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": "\x00"},
        {"If-Modified-Since": "soon"},
        {"Range": "bytes=9-1,-,x"},
        {"Cookie": "athar_session=\x00; =; ;;"},
        {"Accept": "*/" + "*" * 5_000},
        {"X-Forwarded-Proto": "gopher"},
    ],
)
def test_header_that_means_nothing_is_let_be(plan, client, headers):
    for address in ("/fr/", "/account/login/?lang=fr"):
        assert client.get(address, headers=headers).status_code == 200, address


def test_language_of_an_error_follows_the_address_then_the_browser(plan, client):
    by_address = client.get("/ar/nothing", headers={"Accept-Language": "fr"})
    by_browser = client.get("/nothing/at/all", headers={"Accept-Language": "en"})

    _words(by_address, "ar")
    _words(by_browser, "en")


def test_error_leads_to_the_same_address_in_other_languages(plan, client):
    html = client.get("/fr/plans/%D8%A3").text

    assert 'hreflang="ar" href="/ar/plans/%D8%A3"' in html


def test_machines_are_told_in_plain_words(plan, client):
    answer = client.get("/fr/plans/NONE.json")

    assert (answer.status_code, answer.headers["Content-Type"]) == (
        404,
        "text/plain; charset=utf-8",
    )
    assert answer.text.startswith("404 ")


def test_form_without_its_token_is_refused_in_words(db):
    browser = Client(enforce_csrf_checks=True)

    answer = browser.post("/account/login/?lang=fr", {"login": "a", "password": "b"})

    assert answer.status_code == 403
    _words(answer)
    assert "formulaire" in answer.text


FORMS = {
    "nothing": b"",
    "noise": b"\x00\xff\xfe" * 100,
    "NUL bytes": b"login=%00&password=%00",
    "broken UTF-8": b"login=%ff@%fe&password=%ff",
    "huge field": b"login=" + b"a" * 100_000,
    "many fields": b"&".join(b"a%d=1" % n for n in range(3_000)),
    "huge body": b"login=" + b"a" * 3_000_000,
}


@pytest.mark.parametrize("body", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize(
    "address",
    [
        "/account/login/",
        "/account/login/code/",
        "/account/password/reset/",
        "/account/logout/",
        "/account/confirm-email/x/",
    ],
)
def test_form_that_means_nothing_is_no_fault_of_ours(db, client, address, body):
    answer = client.post(
        f"{address}?lang=fr", body, content_type="application/x-www-form-urlencoded"
    )

    assert answer.status_code < 500


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "application/json",
        "text/plain; charset=none",
        "\x00",
    ],
)
def test_body_of_another_kind_is_no_fault_of_ours(db, client, kind):
    answer = client.generic(
        "POST", "/account/login/?lang=fr", b'{"login": [1, {"a": "\xff"}]}', content_type=kind
    )

    assert answer.status_code < 500


@pytest.mark.parametrize("cookie", ["none-such", "fr\x00", "x" * 4_000, "../../etc"])
def test_language_cookie_that_means_nothing_is_let_be(client, cookie):
    client.cookies["athar_language"] = cookie

    assert (
        '<html lang="en"' in client.get("/account/login/", headers={"Accept-Language": "en"}).text
    )
