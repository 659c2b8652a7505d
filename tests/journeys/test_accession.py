"""A candidate finds its missing point, starts its road on a phone, and a member accompanies it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.benchmarks.server import Server
from tests.journeys.conftest import PHONE
from tests.journeys.made import served, signed_in
from tests.journeys.test_accessibility import violations
from tests.network.roads import PDF

FILE = "/desk/network/accession/XAA"
COUNTRIES = """
from athar.network.actions import record_eligibility
from athar.people.demo import put_demo_focal_point
from tests.network.countries import answered, put_countries

countries = put_countries()
for name, member in (("candidate", countries.candidate), ("mentor", countries.member)):
    put_demo_focal_point(
        email=f"{name}@athar.example", name=name, scope=f"member:{member.pk}"
    )
facts = answered(
    budget_proposal=True,
    audit_report=True,
    information_law=False,
    information_constitution=True,
    information_draft=True,
    disclosure_law=True,
    disclosure_public=False,
)
record_eligibility(by=None, member_id=countries.candidate.pk, year=2025, facts=facts)
"""
"""Two countries; of the candidate all is known but its civil liberties."""


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A candidate and a member, served."""
    directory = tmp_path_factory.mktemp("accession")
    with served(directory, COUNTRIES, "/ar/network/accession") as running:
        yield running


def record_last_fact(page: Page) -> None:
    """State the civil liberties, with their source."""
    page.goto(f"{FILE}?lang=ar")
    page.get_by_label("العنصر").select_option("civil_liberties")
    page.get_by_label("الرقم").fill("٤٫٨")
    page.get_by_label("المصدر", exact=True).fill("EIU 2024")
    page.get_by_role("button", name="سجل هذا المعطى").click()
    expect(page.get_by_role("status").first).to_contain_text("سُجل المعطى")


def complete_first_step(page: Page) -> None:
    """Prove the first step with a document."""
    page.goto(f"{FILE}?lang=ar")
    step = page.locator("#step-eligible")
    step.locator("input[type=file]").set_input_files(
        {"name": "score.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    step.get_by_role("button", name="أرفق الوثيقة").click()
    step.get_by_label("تاريخ الاكتمال").fill("15/10/2025")
    step.get_by_role("button", name="أكمل الخطوة").click()
    expect(page.get_by_role("status").first).to_contain_text("اكتملت الخطوة")


def test_candidate_finds_its_point_and_is_accompanied(browser: Browser, network: Server):
    candidate = signed_in(browser, network, "candidate", PHONE, "ar")
    record_last_fact(candidate)
    main = candidate.get_by_role("main")
    expect(main).to_contain_text("11 من 16 نقطة سنة 2025")
    expect(main).to_contain_text("تنقص نقطة واحدة.")
    expect(main).to_contain_text("قانون نافذ للحق في الحصول على المعلومات")

    candidate.get_by_role("button", name="ابدأ الطريق").click()
    candidate.get_by_label("العضو", exact=True).select_option(label="بلد المرافقة")
    candidate.get_by_label("ما ننتظره").fill("نرجو مرافقتكم لنا.")
    candidate.get_by_role("button", name="اطلب من هذا العضو").click()
    expect(candidate.get_by_role("status").first).to_contain_text("وُجه الطلب إلى العضو")

    mentor = signed_in(browser, network, "mentor", PHONE, "ar")
    mentor.goto("/desk/network/accession/?lang=ar")
    mentor.get_by_role("link", name="بلد المثال").click()
    expect(mentor.get_by_role("main")).to_contain_text("نرجو مرافقتكم لنا.")
    mentor.get_by_role("button", name="قبول", exact=True).click()
    mentor.get_by_label("الملاحظة").fill("سنرسل لكم رسالتنا نموذجا.")
    mentor.get_by_role("button", name="احفظ الملاحظة").click()

    candidate.goto(f"{FILE}?lang=ar")
    candidate.get_by_role("link", name="ادخل إلى الفضاء المشترك").click()
    expect(candidate.get_by_role("main")).to_contain_text("سنرسل لكم رسالتنا نموذجا.")
    complete_first_step(candidate)
    expect(candidate.locator("#step-letter")).to_contain_text("جارية")
    found = [*violations(candidate), *violations(mentor)]
    for page in (candidate, mentor):
        page.context.close()
    assert found == []
