"""Photographs on the page of a commitment, in its twin and in the API: pictures and facts only."""

from __future__ import annotations

import re

import pytest

from athar.evidence.actions import attach_photo, restrict_evidence
from athar.kernel.text import Translated
from athar.reporting.actions import withdraw_reports
from athar.reporting.models import Report
from athar.trail.models import Event
from tests.evidence.photographs import HIDDEN, loaded_jpeg

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def page(plan):
    return f"/en/plans/{plan.code}/commitments/PDR-001"


def photograph(subject, **more):
    title = Translated(en="The wall of the dam")
    of = {"by": None, "subject": subject, "scope_keys": (), "name": "IMG_1.jpg"}
    return attach_photo(content=loaded_jpeg(), title=title, licence="CC-BY-4.0", **of, **more)


@pytest.fixture
def photo(plan):
    return photograph(f"commitment:{plan.commitments['PDR-001']}")


def report_of(plan):
    return f"report:{Report.objects.get(commitment=plan.commitments['PDR-001']).pk}"


def test_page_shows_small_pictures_that_lead_to_the_largest(client, page, photo):
    html = client.get(page).content.decode()

    at = f"/photos/{photo.file.sha256}"
    assert f'<a href="{at}/1280.webp"><img src="{at}/320.webp"' in html
    srcset = re.search(r'srcset="([^"]*)"', html).group(1)
    assert srcset == f"{at}/320.webp 320w, {at}/640.webp 600w"
    assert 'width="320" height="480" alt="" loading="lazy"' in html
    assert "Taken on" in html


def test_twin_and_api_tell_the_same_of_a_photograph(client, plan, page, photo):
    sha256 = photo.file.sha256
    address = f"http://testserver/photos/{sha256}"

    (twin,) = client.get(f"{page}.json").json()["evidence"]
    (api,) = client.get(f"/api/v1/commitments/{plan.code}/PDR-001").json()["evidence"]

    assert twin == api
    assert (twin["kind"], twin["sha256"], twin["licence"]) == ("photo", sha256, "CC-BY-4.0")
    assert (twin["taken_on"], twin["latitude"], twin["longitude"]) == (
        *("2025-06-12", "35.570000", "-5.368333"),
    )
    assert (twin["url"], twin["pictures"]) == (
        f"{address}/1280.webp",
        [
            {"url": f"{address}/320.webp", "width": 320, "height": 480},
            {"url": f"{address}/640.webp", "width": 600, "height": 900},
            {"url": f"{address}/1280.webp", "width": 600, "height": 900},
        ],
    )


def test_photographs_cost_one_query_however_many(client, plan, page, photo):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def n_queries():
        with CaptureQueriesContext(
            connection,
        ) as done:
            client.get(f"{page}.json")
        return len(done)

    with_one = n_queries()
    photograph(report_of(plan))

    assert n_queries() == with_one


def test_picture_is_given_for_ever_and_runs_nothing(client, photo):
    answer = client.get(f"/photos/{photo.file.sha256}/640.webp")

    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == "inline"
    assert [word for word in HIDDEN if word in answer.getvalue()] == []


def routes(client, page, photo):
    at = photo.file.sha256
    addresses = [f"/photos/{at}/{size}.webp" for size in (320, 640, 1280)]
    return [client.get(one).status_code for one in (*addresses, f"/files/{at}/IMG_1.jpg")]


def test_restricted_photograph_is_gone_everywhere(client, plan, page, photo):
    assert routes(client, page, photo) == [200, 200, 200, 404]

    restrict_evidence(
        by=None, subject=photo.subject, scope_keys=(), evidence_id=photo.pk, because="faces"
    )

    assert routes(client, page, photo) == [404] * 4
    for address in (page, f"{page}.json", f"/api/v1/commitments/{plan.code}/PDR-001"):
        assert photo.file.sha256 not in client.get(address).content.decode()


def test_photograph_of_a_report_taken_back_is_gone(client, plan, page):
    photo = photograph(report_of(plan))
    assert routes(client, page, photo) == [200, 200, 200, 404]

    published = Event.objects.get(kind="reports.published")
    withdraw_reports(by=None, plan_id=plan.id, event_id=published.pk, reason="Wrong file")

    assert routes(client, page, photo) == [404] * 4
