"""The page of a commitment and its twin for machines, as they are asked for."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from athar.evidence.actions import attach_file, attach_link
from athar.evidence.enums import EvidenceKind
from athar.finance.actions import put_agreements
from athar.finance.drafts import AgreementDraft
from athar.kernel.progress import DeclaredStatus
from athar.kernel.text import Translated
from athar.plans.actions import publish_amendment, put_commitments
from athar.plans.models import Commitment, CommitmentTheme, Milestone, Plan
from athar.portal.commitments.page import gather_commitment
from athar.reference.actions import load_boundaries
from athar.reference.geojson import read_outlines
from athar.reference.models import Place, Theme
from athar.reporting.actions import publish_reports, withdraw_reports
from athar.reporting.drafts import ReportDraft
from athar.trail.models import Event
from tests import cast
from tests.reference.makers import details, feature, geojson, square

pytestmark = pytest.mark.django_db
LANGUAGES = ("ar", "fr", "en")


def text_of(html: str) -> str:
    inline = re.sub(r"</?(bdi|time|span|b|a)\b[^>]*>", "", html)
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", inline))


def address(plan, code, lang="en", ending=""):
    return f"/{lang}/plans/{plan.code}/commitments/{code}{ending}"


@pytest.fixture
def everything(plan, settings, tmp_path):
    """Give the dam all a page can show: two reports, proofs, steps, an agreement, an amendment."""
    settings.DATA_DIR = tmp_path
    dam = plan.commitments["PDR-001"]
    Milestone.objects.create(commitment_id=dam, title={"fr": "Études"}, done_on="2023-05-01")
    _draw(plan)
    _amend(plan)
    _report(plan)
    theme = Theme.objects.create(
        taxonomy="sdg", version="2015", code="6", names={"en": "Water"}, position=6
    )
    CommitmentTheme.objects.create(commitment_id=dam, theme=theme)
    subject = f"commitment:{dam}"
    attach_file(by=None, subject=subject, scope_keys=(), content=b"%PDF-1.7 x", name="permit.pdf")
    agreement = AgreementDraft(
        number="2022/19",
        session_on=dt.date(2022, 3, 7),
        commitment_codes=("PDR-001",),
        shares={"REG": Decimal("500000.50"), "MEE": None},
    )
    put_agreements(by=None, plan_id=plan.id, drafts=[agreement])
    return plan


def _draw(plan):
    Plan.objects.filter(pk=plan.id).update(place=Place.objects.get(code="01"))
    west, east = feature("01.151", square(-6, 35)), feature("01.511", square(-5, 35))
    file = read_outlines(geojson(west, east))
    load_boundaries(by=None, details=details("north"), file=file)


def _amend(plan):
    draft = cast.commitment_drafts(cast.put_places())[0]
    moved = replace(draft, planned_end_on=dt.date(2026, 12, 31))
    put_commitments(by=None, plan_id=plan.id, drafts=[moved], complete=False)
    publish_amendment(
        by=None,
        plan_id=plan.id,
        why="Floods of 2024",
        changed_commitment_ids=[plan.commitments["PDR-001"]],
    )


def _report(plan):
    draft = ReportDraft(
        commitment_code="PDR-001",
        as_of_on=dt.date(2025, 9, 30),
        declared_status=DeclaredStatus.DELAYED,
        physical=Decimal(85),
        paid=Decimal(900000),
        forecast_end_on=dt.date(2027, 3, 31),
        narrative=Translated(en="The wall stands at 40 metres."),
    )
    publish_reports(by=None, plan_id=plan.id, drafts=[draft], source={"file": "round.xlsx"})


@pytest.mark.parametrize("code", ["PDR-001", "PDR-002", "PDR-003", "PDR-004", "PDR-005"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_page_answers_in_every_language(plan, whole, lang, code):
    html = whole(address(plan, code, lang))

    assert re.search(r'<html lang="(\w+)" dir="(\w+)"', html).groups() == (
        lang,
        "rtl" if lang == "ar" else "ltr",
    )
    assert code in html.split("<h1>")[0]


def test_page_takes_eight_queries_with_everything_on_it(
    everything, client, django_assert_num_queries
):
    with django_assert_num_queries(9):
        answer = client.get(address(everything, "PDR-001"))

    assert answer.status_code == 200


def test_page_takes_no_more_queries_for_three_reports(
    everything, client, django_assert_num_queries
):
    for month in (7, 8):
        draft = ReportDraft(
            commitment_code="PDR-001",
            as_of_on=dt.date(2025, month, 31),
            physical=Decimal(81),
        )
        publish_reports(by=None, plan_id=everything.id, drafts=[draft], source={})

    with django_assert_num_queries(9):
        client.get(address(everything, "PDR-001"))


def test_page_shows_every_part(everything, whole):
    text = text_of(whole(address(everything, "PDR-001")))

    for words in (
        "The wall stands at 40 metres.",
        "Read from the file round.xlsx",
        "permit.pdf",
        "Études",
        "Done on 1 May 2023",
        "2022/19 (session of 7 March 2022)",
        "Reason: Floods of 2024",
        "Version 2 of the plan",
        "Do money and works keep step?",
        "Water",
        "Outlines: Surveyors",
    ):
        assert words in text, words


def test_figures_lead_to_their_explanations(everything, whole):
    html = whole(address(everything, "PDR-001"))

    found = re.findall(r"/computed/(\w+)\?commitment=PDR-001", html)
    assert found == ["status", "slippage", "physical", "financial", "money"]


def test_unknown_is_said_and_never_zero(plan, whole):
    text = text_of(whole(address(plan, "PDR-004")).split("<main")[1])

    assert text.count("No data") == 3
    assert (text.count("not stated"), text.count("not reported")) == (4, 4)
    assert "0 %" not in text
    assert "MAD 0" not in text
    assert "The planned amount is not known." in text


def test_zero_is_printed_as_zero(plan, whole):
    assert "0%" in text_of(whole(address(plan, "PDR-003")))


def test_sample_line_carries_its_mark(plan, whole):
    assert "tag-sample" in whole(address(plan, "PDR-005"))
    assert "tag-sample" not in whole(address(plan, "PDR-001"))


def test_real_line_leads_to_its_source(plan, whole):
    Commitment.objects.filter(code="PDR-004").update(source_url="https://www.example.org/a?b=1")

    html = whole(address(plan, "PDR-004"))

    assert html.count('<a href="https://www.example.org/a?b=1" rel="external">') == 2
    assert '<bdi dir="ltr">example.org</bdi>' in html


def test_title_in_another_language_is_marked(plan, whole):
    html = whole(address(plan, "PDR-002", "en"))

    heading = html.split("<h1>")[1].split("</h1>")[0]
    assert 'class="fallback" lang="ar" dir="rtl"' in heading
    assert "العربية" in heading


def test_declared_completion_has_no_diamond_and_not_a_hundred(plan, whole):
    text = text_of(whole(address(plan, "PDR-002")).split("<main")[1])

    assert "Declared complete; nobody has validated it yet." in text
    assert ("99%" in text, "100% was planned" in text) == (True, False)


def test_commitment_taken_out_of_the_plan_stays_listed(plan, whole):
    kept = [one for one in cast.commitment_drafts(cast.put_places()) if one.code != "PDR-003"]
    put_commitments(by=None, plan_id=plan.id, drafts=kept, complete=True)
    publish_amendment(
        by=None,
        plan_id=plan.id,
        why="No money",
        changed_commitment_ids=[plan.commitments["PDR-003"]],
    )

    text = text_of(whole(address(plan, "PDR-003")))

    assert "Taken out of the plan by an amendment; it stays listed." in text
    assert "in version 2" in text


def test_every_language_names_the_same_permanent_address(plan, whole):
    permanent = f"http://testserver/id/commitment/{plan.code}/PDR-001"

    for lang in LANGUAGES:
        assert f'<a href="{permanent}"><bdi dir="ltr">' in whole(address(plan, "PDR-001", lang))


@pytest.mark.parametrize("ending", ["", ".json"])
@pytest.mark.parametrize("code", ["PDR-999", "A1", "PDR-001x"])
def test_unknown_code_is_not_found(plan, client, code, ending):
    assert client.get(address(plan, code, ending=ending)).status_code == 404


@pytest.mark.parametrize("ending", ["", ".json"])
def test_draft_plan_is_not_found(draft_plan, client, ending):
    assert client.get(address(draft_plan, "PDR-001", ending=ending)).status_code == 404


def test_json_takes_eight_queries(everything, client, django_assert_num_queries):
    with django_assert_num_queries(8):
        client.get(address(everything, "PDR-001", ending=".json"))


def test_json_holds_the_exact_figures_of_the_page(everything, client):
    page = gather_commitment(everything.code, "PDR-001")

    found = client.get(address(everything, "PDR-001", ending=".json")).json()

    figures = page.figures
    assert {name: found["figures"][name] for name in ("amount", "paid", "committed")} == {
        "amount": str(figures.amount),
        "paid": str(figures.paid),
        "committed": str(figures.committed),
    }
    assert found["figures"]["physical_percent"] == str(figures.physical)
    assert found["figures"]["financial_percent"] == format(figures.financial, "f")
    assert found["figures"]["slippage_first_days"] == figures.slippage_first
    assert found["figures"]["computed_status"] == figures.computed.status.value


def test_json_names_everything_by_code(everything, client):
    found = client.get(address(everything, "PDR-001", ending=".json")).json()

    assert found["id"] == f"http://testserver/id/commitment/{everything.code}/PDR-001"
    assert [(one["role"], one["code"]) for one in found["bodies"]] == [
        ("lead", "MEE"),
        ("delegated_owner", "APDN"),
    ]
    assert [one["code"] for one in found["groupings"]] == ["A1", "P01"]
    assert [(one["scheme"], one["code"]) for one in found["places"]] == [("hcp", "01.151")]
    assert [(one["taxonomy"], one["code"]) for one in found["themes"]] == [("sdg", "6")]
    assert found["agreements"][0]["parties"] == [
        {
            "code": "MEE",
            "names": {"ar": "وزارة التجهيز والماء", "fr": "Ministère de l'Équipement et de l'Eau"},
            "amount": None,
            "origin": {},
        },
        {
            "code": "REG",
            "names": dict(cast.BODIES[0].names),
            "amount": "500000.50",
            "origin": {},
        },
    ]


def test_json_tells_reports_and_versions_newest_first(everything, client):
    found = client.get(address(everything, "PDR-001", ending=".json")).json()

    assert [(one["as_of_on"], one["physical_percent"]) for one in found["reports"]] == [
        ("2025-09-30", "85.00"),
        ("2025-06-30", "80.00"),
    ]
    assert [(one["number"], one["before"], one["after"]) for one in found["versions"]] == [
        (2, {"planned_end_on": "2025-12-31"}, {"planned_end_on": "2026-12-31"}),
        (1, None, None),
    ]
    assert [(one["kind"], one["file_name"]) for one in found["evidence"]] == [
        (EvidenceKind.FILE, "permit.pdf")
    ]


def test_json_leaves_the_unknown_null(plan, client):
    found = client.get(address(plan, "PDR-004", ending=".json")).json()

    figures = found["figures"]
    names = ("amount", "paid", "committed", "physical_percent", "financial_percent")
    assert {name: figures[name] for name in names} == dict.fromkeys(names)
    assert (found["funding"]["total"], found["reports"], found["source_url"]) == (None, [], None)


def test_link_to_a_page_is_a_proof_too(plan, whole):
    subject = f"commitment:{plan.commitments['PDR-001']}"
    attach_link(
        by=None,
        subject=subject,
        scope_keys=(),
        url="https://example.org/works",
        title=Translated(en="The works in pictures"),
    )

    html = whole(address(plan, "PDR-001"))

    assert '<a href="https://example.org/works"><span>The works in pictures</span></a>' in html


def withdraw_the_report(plan):
    published = Event.objects.get(kind="reports.published")
    withdraw_reports(by=None, plan_id=plan.id, event_id=published.pk, reason="Wrong file")


def test_a_withdrawn_report_is_told_in_words_and_its_figures_are_gone(client, plan):
    withdraw_the_report(plan)

    page = text_of(client.get(address(plan, "PDR-001")).content.decode())

    assert "The report as of 30 June 2025 was withdrawn: Wrong file" in page
    assert ("80%" in page, "No report was published yet." in page) == (False, False)


def test_the_twin_names_the_reports_withdrawn(client, plan):
    withdraw_the_report(plan)

    found = client.get(address(plan, "PDR-001", ending=".json")).json()

    at = Event.objects.get(kind="reports.withdrawn").recorded_at
    assert found["reports"] == []
    assert [one | {"withdrawn_at": at} for one in found["withdrawn_reports"]] == [
        {"as_of_on": "2025-06-30", "withdrawn_at": at, "by": None, "reason": "Wrong file"}
    ]
