"""Files of evidence at the desk: for those who work on its subject, as they came in."""

from __future__ import annotations

import pytest

from athar.evidence.actions import attach_file, attach_photo
from athar.reporting.models import Report
from tests.evidence.conftest import PDF
from tests.evidence.photographs import jpeg
from tests.indicators.cast import set_up

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def draft_of(plan) -> Report:
    return Report.objects.create(
        commitment_id=plan.commitments["PDR-002"], as_of_on="2025-09-30", state="draft"
    )


@pytest.fixture
def photo(plan):
    """A photograph of a report that is still a draft, on a project that only MEE answers for."""
    of = {"by": None, "subject": f"report:{draft_of(plan).pk}", "scope_keys": ()}
    return attach_photo(content=jpeg(), name="الورش.jpg", **of)


def test_photograph_of_a_draft_is_given_to_who_works_on_it_as_it_came(client, people, photo):
    client.force_login(people.coordinator)

    answer = client.get(f"/desk/evidence/{photo.pk}")

    assert answer.getvalue() == jpeg()
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''%D8")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_picture_of_a_draft_is_shown_to_who_works_on_it(client, people, photo):
    client.force_login(people.coordinator)

    answer = client.get(f"/desk/evidence/{photo.pk}/320.webp")

    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.getvalue()[8:12] == b"WEBP"
    assert client.get(f"/desk/evidence/{photo.pk}/500.webp").status_code == 404


@pytest.mark.parametrize("who", ["citizen", "stranger"])
def test_file_of_a_draft_is_not_there_for_others(client, people, photo, who):
    client.force_login(getattr(people, who))

    answers = [
        client.get(f"/desk/evidence/{photo.pk}{rest}") for rest in ("", "/320.webp", "/640.webp")
    ]

    assert [answer.status_code for answer in answers] == [404] * 3


def test_public_sees_neither_photograph_nor_picture_of_a_draft(client, photo):
    sha256 = photo.file.sha256

    assert client.get(f"/photos/{sha256}/320.webp").status_code == 404
    assert client.get(f"/files/{sha256}/الورش.jpg").status_code == 404


def test_file_of_each_kind_of_subject_is_asked_for_by_its_rights(client, people, plan):
    value = set_up(plan)
    client.force_login(people.coordinator)
    subjects = [f"plan:{plan.id}", f"commitment:{plan.commitments['PDR-001']}", "measurement:0"]
    of = {"by": None, "scope_keys": (), "content": PDF, "name": "pv.pdf"}

    kept = [attach_file(subject=subject, **of) for subject in subjects]

    answers = [client.get(f"/desk/evidence/{one.pk}").status_code for one in kept]
    assert (answers, value.plan.id) == ([200, 200, 404], plan.id)
