"""What was rendered before is answered without Django, and never when it is stale."""

import datetime as dt
import json
from decimal import Decimal

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError

from athar.config import keeping
from athar.config.keeping import KeptPages
from athar.kernel import clock
from athar.people.actions import create_account
from athar.reporting.actions import publish_reports, submit_report
from athar.reporting.drafts import ReportDraft
from athar.ui.actions import key_of_plan, move_pages
from tests import cast
from tests.config.asking import ask
from tests.reporting import cast as made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]

PLAN = f"/ar/plans/{cast.PLAN.code}"


class Counting:
    """Django, and how often it was called; `meanwhile` happens before it gives its answer."""

    def __init__(self, meanwhile=None):
        self.django, self.n_calls, self.meanwhile = WSGIHandler(), 0, meanwhile

    def __call__(self, environ, start_response):
        self.n_calls += 1
        answer = self.django(environ, start_response)
        if self.meanwhile:
            self.meanwhile()
        return answer


@pytest.fixture
def django(plan):
    return Counting()


@pytest.fixture
def layer(django, monkeypatch):
    monkeypatch.setattr(keeping, "FRESH", 0.0)
    return KeptPages(django, 10**7)


def publish_report(plan, physical):
    draft = ReportDraft(
        commitment_code="PDR-001", as_of_on=dt.date(2025, 9, 30), physical=Decimal(physical)
    )
    publish_reports(by=None, plan_id=plan.id, drafts=[draft], source={"name": "test"})


def physical_in(answer):
    return json.loads(answer.body)["figures"]["physical_percent"]


def test_a_page_is_rendered_once_and_sent_as_each_browser_wants_it(django, layer):
    first = ask(layer, PLAN, accept_encoding="br")
    again = ask(layer, PLAN, accept_encoding="br")
    plain = ask(layer, PLAN)

    assert (first, django.n_calls) == (again, 1)
    assert brotli.decompress(first.body) == plain.body
    assert first.headers["vary"] == "Accept-Encoding"
    assert (first.headers["content-encoding"], "content-encoding" in plain.headers) == ("br", False)


def test_a_browser_that_has_the_page_is_told_so(django, layer):
    tag = ask(layer, PLAN, accept_encoding="br").headers["etag"]

    known = ask(layer, PLAN, accept_encoding="br", if_none_match=f'"other", {tag}')
    other = ask(layer, PLAN, accept_encoding="gzip", if_none_match=tag)
    anything = ask(layer, PLAN, if_none_match="*")

    assert (known.status, known.body, known.headers["etag"]) == (304, b"", tag)
    assert (other.status, anything.status, django.n_calls) == (200, 304, 1)


def test_head_gives_the_headers_of_the_page_and_no_bytes(django, layer):
    head = ask(layer, PLAN, method="HEAD")
    page = ask(layer, PLAN)

    assert (head.headers, head.body, django.n_calls) == (page.headers, b"", 1)


@pytest.mark.parametrize(
    ("accepted", "leads_to"), [("fr-MA, ar;q=0.5", "/fr/"), ("ar", "/ar/"), ("de", "/ar/")]
)
def test_the_front_door_is_kept_for_each_language(django, layer, accepted, leads_to):
    for other in ("en", accepted, accepted):
        answer = ask(layer, "/", accept_language=other)

    assert (answer.status, answer.headers["location"], django.n_calls) == (302, leads_to, 2)
    assert answer.headers["vary"] == "Accept-Encoding, Accept-Language"


def test_who_reads_makes_no_difference(django, layer):
    first = ask(layer, PLAN, cookie="athar_session=1; athar_language=en", authorization="Bearer x")

    assert ask(layer, PLAN) == first
    assert "set-cookie" not in first.headers


@pytest.mark.parametrize("path", ["/desk/", "/account/login/", "/healthz", PLAN + "/places.csv"])
def test_what_is_one_persons_or_streamed_is_left_to_django(django, layer, path):
    for _ in range(2):
        ask(layer, path)

    assert (django.n_calls, len(layer.store)) == (2, 0)


def test_what_is_sent_by_a_form_is_left_to_django(django, layer):
    ask(layer, PLAN)

    assert ask(layer, PLAN, method="POST").status in {403, 405}
    assert django.n_calls == 2


@pytest.mark.parametrize("path", ["/ar/plans/NONE", "/ar/nothing", PLAN + "?axis=none"])
def test_a_refusal_is_answered_but_not_kept(django, layer, path):
    answers = {ask(layer, path).status for _ in range(2)}

    assert (len(layer.store), django.n_calls) == ((0, 2) if answers == {404} else (1, 1))


def test_a_publication_is_seen_at_the_next_request(plan, django, layer):
    address = f"{PLAN}/commitments/PDR-001.json"
    before = physical_in(ask(layer, address))

    publish_report(plan, 85)
    after = physical_in(ask(layer, address))

    assert (before, after) == ("80.00", "85.00")


def test_a_publication_while_a_page_is_rendered_leaves_no_stale_page(plan, monkeypatch):
    monkeypatch.setattr(keeping, "FRESH", 0.0)
    acts = [lambda: publish_report(plan, 85)]
    layer = KeptPages(Counting(meanwhile=lambda: acts and acts.pop()()), 10**7)
    address = f"{PLAN}/commitments/PDR-001.json"

    ask(layer, address)

    assert physical_in(ask(layer, address)) == "85.00"


def test_another_plans_report_leaves_the_page_kept(plan, django, layer):
    ask(layer, PLAN)
    move_pages([key_of_plan("ANOTHER")])

    ask(layer, PLAN)

    assert django.n_calls == 1


def test_an_act_nobody_sees_leaves_pages_kept(plan, django, layer):
    ask(layer, "/ar/")
    create_account(by=None, email="new@example.org")

    ask(layer, "/ar/")

    assert django.n_calls == 1


@pytest.mark.parametrize(("today", "n_calls"), [("2025-10-31", 1), ("2025-11-03", 2)])
def test_a_report_moves_punctuality_once_it_was_due(plan, people, django, layer, today, n_calls):
    clock.set_frozen(dt.date.fromisoformat(today))
    drafted = made.drafted(plan, people.manager)
    ask(layer, PLAN)
    submit_report(by=people.manager, report_id=drafted, version=made.version_of(drafted))

    ask(layer, PLAN)

    assert django.n_calls == n_calls


def test_at_midnight_every_page_is_rendered_anew(django, layer):
    before = ask(layer, f"{PLAN}/commitments/PDR-003").body
    clock.set_frozen(dt.date(2026, 7, 1))

    after = ask(layer, f"{PLAN}/commitments/PDR-003").body

    assert (django.n_calls, before != after) == (2, True)


def test_moves_are_asked_for_at_most_every_quarter_of_a_second(
    django, plan, django_assert_num_queries
):
    layer = KeptPages(django, 10**7)
    ask(layer, PLAN)

    with django_assert_num_queries(0):
        for _ in range(5):
            ask(layer, PLAN)


def test_pages_are_answered_for_a_minute_while_the_database_is_away(django, layer, monkeypatch):
    page = ask(layer, PLAN)

    def away():
        raise OperationalError

    monkeypatch.setattr(keeping, "page_moves", away)
    kept = ask(layer, PLAN)
    monkeypatch.setattr(keeping, "AWAY", 0.0)
    ask(layer, PLAN)

    assert (kept, django.n_calls) == (page, 2)
