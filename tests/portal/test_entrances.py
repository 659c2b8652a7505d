"""Permanent identifiers, and what robots read."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from athar.evidence.actions import attach_file

pytestmark = pytest.mark.django_db
FILE = b"%PDF-1.7 minutes of the council"


@pytest.mark.parametrize(
    ("identifier", "page"),
    [
        ("plan/PDR-NORD-2022-2027", "plans/PDR-NORD-2022-2027"),
        (
            "commitment/PDR-NORD-2022-2027/PDR-001",
            "plans/PDR-NORD-2022-2027/commitments/PDR-001",
        ),
        ("node/PDR-NORD-2022-2027/A1", "plans/PDR-NORD-2022-2027/nodes/A1"),
        ("place/hcp/01.151", "places/hcp/01.151"),
    ],
)
def test_identifier_leads_to_its_page(plan, client, identifier, page):
    answer = client.get(f"/id/{identifier}", headers={"Accept-Language": "en"})

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/en/{page}")


@pytest.mark.parametrize(
    "identifier",
    [
        "plan/NONE",
        "commitment/PDR-NORD-2022-2027/NONE",
        "node/PDR-NORD-2022-2027/NONE",
        "place/hcp/99",
    ],
)
def test_identifier_of_nothing_is_not_found(plan, client, identifier):
    assert client.get(f"/id/{identifier}").status_code == 404


def test_identifier_of_a_draft_is_not_found(draft_plan, client):
    assert client.get(f"/id/plan/{draft_plan.code}").status_code == 404
    assert client.get(f"/id/commitment/{draft_plan.code}/PDR-001").status_code == 404


def test_sitemap_lists_every_page_in_every_language(plan, client, settings):
    settings.BASE_URL = "https://athar.example.org"

    tree = ET.fromstring(client.get("/sitemap.xml").getvalue())

    found = {one.text for one in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    rest = f"plans/{plan.code}/commitments/PDR-001"
    assert {f"https://athar.example.org/{lang}/{rest}" for lang in ("ar", "fr", "en")} <= found
    assert len(found) % 3 == 0


def test_sitemap_hides_drafts(draft_plan, client):
    assert draft_plan.code.encode() not in client.get("/sitemap.xml").getvalue()


def test_robots_are_told_where_the_list_is(db, client):
    assert client.get("/robots.txt").text == (
        "User-agent: *\nDisallow: /desk/\nDisallow: /account/\n"
        "Sitemap: http://testserver/sitemap.xml\n"
    )


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def test_public_file_is_a_download_and_never_a_page(client, plan):
    of = {"by": None, "subject": f"plan:{plan.id}", "scope_keys": ()}
    kept = attach_file(content=FILE, name="محضر.pdf", **of)

    answer = client.get(f"/files/{kept.file.sha256}/محضر.pdf")

    assert answer.getvalue() == FILE
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''%D9")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Content-Type"] == "application/pdf"


def test_file_of_a_draft_is_not_found(client, draft_plan):
    of = {"by": None, "subject": f"plan:{draft_plan.id}", "scope_keys": ()}
    kept = attach_file(content=FILE, name="a.pdf", **of)

    assert client.get(f"/files/{kept.file.sha256}/a.pdf").status_code == 404


def test_restricted_file_is_not_found(client, plan):
    kept = attach_file(
        by=None,
        subject=f"plan:{plan.id}",
        scope_keys=(),
        content=FILE,
        name="a.pdf",
        is_public=False,
        restricted_because="names of people",
    )

    assert client.get(f"/files/{kept.file.sha256}/a.pdf").status_code == 404
    assert client.get(f"/files/{kept.file.sha256}/b.pdf").status_code == 404
