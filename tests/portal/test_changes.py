"""The pages of what changed and of amendments, their twins and the feed."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree as ET

import feedparser
import pytest

from athar.evidence.actions import attach_file
from athar.evidence.enums import EvidenceKind
from athar.finance.actions import put_agreements, put_funding
from athar.finance.drafts import AgreementDraft, FundingDraft
from athar.kernel.text import Translated
from athar.plans.actions import publish_amendment, put_commitments, put_nodes, put_plan
from athar.plans.drafts import NodeDraft
from athar.reporting.actions import publish_reports, withdraw_reports
from athar.reporting.drafts import ReportDraft
from athar.trail.models import Event
from tests import cast

pytestmark = pytest.mark.django_db

PLAN = f"/en/plans/{cast.PLAN.code}"


def words(text):
    """The words of a page as they are read."""
    main = text.partition("<main")[2].partition("</main>")[0]
    return (
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", main))
        .replace("\u2068", "")
        .replace("\u2069", "")
    )


@pytest.fixture
def amended(plan, settings, tmp_path):
    """Amend everything that can be: dates, amounts, places, one added, one taken out, money."""
    settings.DATA_DIR = tmp_path
    drafts = {one.code: one for one in cast.commitment_drafts(cast.put_places())}
    drafts["PDR-001"] = replace(
        drafts["PDR-001"], amount=Decimal(2_000_000), node_code="A2", place_ids=()
    )
    drafts["PDR-002"] = replace(drafts["PDR-002"], planned_end_on=cast.AS_OF)
    drafts["PDR-009"] = replace(drafts.pop("PDR-005"), code="PDR-009")
    put_plan(by=None, draft=replace(cast.PLAN, summary=Translated(en="In one sentence")))
    nodes = [NodeDraft(code="A3", level=0, title=Translated(en="Health"), position=5)]
    nodes.append(replace(cast.NODES[1], title=Translated(en="Great dams")))
    nodes.append(replace(cast.NODES[2], parent_code="A2"))
    put_nodes(by=None, plan_id=plan.id, drafts=nodes, complete=False)
    found = put_commitments(by=None, plan_id=plan.id, drafts=list(drafts.values()), complete=True)
    line = FundingDraft(commitment_code="PDR-003", funder_code="MEE", year=2026, amount=Decimal(5))
    rest = FundingDraft(commitment_code="PDR-003", year=2027, amount=Decimal(7))
    put_funding(by=None, plan_id=plan.id, drafts=[line, rest], complete=False)
    agreement = AgreementDraft(number="C-12", shares={"REG": Decimal(1)})
    put_agreements(by=None, plan_id=plan.id, drafts=[agreement])
    document = attach_file(
        by=None,
        subject=f"plan:{plan.id}",
        scope_keys=(),
        content=b"%PDF-1.7 session",
        name="session.pdf",
        kind=EvidenceKind.FILE,
    )
    publish_amendment(
        by=None,
        plan_id=plan.id,
        why="Flood",
        what=Translated(en="Later and dearer"),
        decided_by="The council",
        decided_on=cast.AS_OF,
        document_id=document.pk,
        changed_commitment_ids=[
            int(one.subject.partition(":")[2]) for one in (*found.changed, *found.gone)
        ],
    )
    return plan


def report(plan, **said):
    draft = ReportDraft(commitment_code="PDR-001", as_of_on=cast.AS_OF, **said)
    publish_reports(by=None, plan_id=plan.id, drafts=[draft], source={})


def test_an_amendment_reads_before_and_after(amended, whole):
    read = words(whole(f"{PLAN}/amendments/1"))

    for said in (
        "Later and dearer",
        "Reason: Flood",
        "Decided by: The council, 30 June 2025",
        "Planned amount",
        "MAD 2 million",
        "Axis or programme",
        "nothing stated",
        "Added to the plan.",
        "Taken out of the plan; it stays listed.",
        "all funders, 2027: MAD 7",
        "The plan itself SummaryBeforenothing statedSince thenIn one sentence",
        "The grouping “Health” is new.",
        "is called “Great dams” since then.",
        "stands elsewhere in the plan.",
        "The agreement C-12 was added.",
    ):
        assert said in read, said


def test_an_amendment_leads_to_its_document_and_to_the_plan_before(amended, whole):
    text = whole(f"{PLAN}/amendments/1")

    number = Event.objects.get(kind="plan.amended").publication_number
    assert f'href="{PLAN}?as_of={number - 1}"' in text
    assert re.search(r'href="/files/[0-9a-f]{64}/session\.pdf"', text)


def test_an_amendment_is_read_by_machines(amended, client):
    found = client.get(f"{PLAN}/amendments/1.json").json()

    projects = {one["code"]: one for one in found["projects"]}
    assert projects["PDR-002"]["after"] == {"planned_end_on": "2025-06-30"}
    assert projects["PDR-009"]["before"] is None
    assert [line["amount"] for line in projects["PDR-003"]["after"]["funding"]] == ["5.00", "7.00"]
    assert (found["number"], found["document"]["file_name"]) == (1, "session.pdf")
    assert "key" not in found["agreements"][0]["after"]


@pytest.mark.parametrize("page", ["amendments", "changes"])
def test_lists_lead_to_the_document_of_a_decision(amended, whole, page):
    assert re.search(r'href="/files/[0-9a-f]{64}/session\.pdf"', whole(f"{PLAN}/{page}"))


def test_amendments_are_listed(amended, whole, client):
    read = words(whole(f"{PLAN}/amendments"))
    listed = client.get(f"{PLAN}/amendments.json").json()["amendments"]

    assert ("Amendment 1" in read, "Later and dearer" in read) == (True, True)
    assert [one["number"] for one in listed] == [1]


def test_agreements_changed_and_taken_out_are_told(amended, whole):
    for number, drafts in (
        (2, [AgreementDraft(number="C-12", shares={"REG": Decimal(2)})]),
        (3, []),
    ):
        put_agreements(by=None, plan_id=amended.id, drafts=drafts, complete=True)
        publish_amendment(
            by=None, plan_id=amended.id, why="x", changed_commitment_ids=(), also_changed=True
        )
        said = {2: "The agreement C-12 was changed.", 3: "The agreement C-12 was taken out."}
        assert said[number] in words(whole(f"{PLAN}/amendments/{number}"))


def test_a_plan_never_amended_says_so(plan, whole):
    assert "it was never amended" in words(whole(f"{PLAN}/amendments"))


@pytest.mark.parametrize("address", ["/amendments/7", "/amendments/7.json", "/amendments/1"])
def test_an_amendment_that_is_none_is_not_found(plan, client, address):
    assert client.get(PLAN + address).status_code == 404


@pytest.mark.parametrize("page", ["changes", "changes.json", "changes.atom", "amendments"])
def test_a_draft_has_no_story(client, page):
    cast.draft_plan()

    assert client.get(f"{PLAN}/{page}").status_code == 404


def test_the_change_page_tells_the_story_in_plain_words(amended, whole):
    report(amended, physical=Decimal(85), forecast_end_on=cast.AS_OF, paid=Decimal(900000))
    read = words(whole(f"{PLAN}/changes"))

    for said in (
        "Amendment 1: Later and dearer",
        "The planned end of قناة الماء moved from 31 December 2024 to 30 June 2025.",
        "The planned amount of Oued Laou dam went from MAD 1.25 million to MAD 2 million.",
        "Oued Laou dam moved from",
        "Garage was taken out of the plan; it stays listed.",
        "was added to the plan.",
        "1 report was published",
        "New report on Oued Laou dam: 80%, then 85%",
        "The plan was published for the first time",
    ):
        assert said.replace("Garage", "مرأب") in read, (said, read)


def test_what_came_back_and_what_was_withdrawn_is_told(amended, whole):
    drafts = cast.commitment_drafts(cast.put_places())
    found = put_commitments(by=None, plan_id=amended.id, drafts=drafts, complete=False)
    keys = [int(one.subject.partition(":")[2]) for one in found.changed]
    publish_amendment(by=None, plan_id=amended.id, why="Back", changed_commitment_ids=keys)
    report(amended, narrative=Translated(en="Words only"))
    act = Event.objects.filter(kind="reports.published").order_by("-pk").first()
    withdraw_reports(by=None, plan_id=amended.id, event_id=act.pk, reason="Mistaken")

    read = words(whole(f"{PLAN}/changes"))

    assert "is part of the plan again." in read
    assert "Amendment 2 Reason: Back" in read
    assert (
        "1 report was withdrawn The report on Oued Laou dam as of 30 June 2025 was withdrawn."
        in read
    )


def test_all_plans_have_one_story(amended, whole, client):
    read = words(whole("/en/changes"))
    told = client.get("/en/changes.json").json()

    assert "Amendment 1: Later and dearer" in read
    assert [one["act"] for one in told["publications"]] == [
        "plan.amended",
        "plan.version_published",
    ]
    assert (told["plan"], told["next"]) == (None, None)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?month=2025-10", 200),
        ("?month=1999-01", 200),
        ("?place=01.151", 200),
        ("?place=nowhere", 200),
        ("?before=2", 200),
        ("?month=2025-13", 400),
        ("?before=x", 400),
        ("?place=%20%00", 400),
        ("?before=99999999999999999999", 400),
    ],
)
@pytest.mark.parametrize("page", [f"{PLAN}/changes", "/en/changes", "/en/changes.json"])
def test_addresses_of_changes_are_read_with_care(plan, client, page, query, status):
    assert client.get(page + query).status_code == status


def test_a_place_of_the_plan_can_be_chosen(plan, client, whole):
    put_plan(by=None, draft=replace(cast.PLAN, place_id=cast.put_places()["01"]))
    report(plan, physical=Decimal(85))

    here = client.get(f"{PLAN}/changes.json?place=01.151").json()["publications"]
    there = client.get(f"{PLAN}/changes.json?place=01.511").json()["publications"]

    assert (len(here), here[0]["n_projects"], len(there)) == (2, 1, 1)
    assert '<option value="01.151"' in whole(f"{PLAN}/changes")


def test_older_changes_are_a_page_away(plan, client, whole):
    for physical in range(81, 95):
        report(plan, physical=Decimal(physical))

    first = client.get(f"{PLAN}/changes.json").json()
    second = client.get(f"{PLAN}/changes.json{first['next']}").json()

    numbers = [one["publication"] for one in (*first["publications"], *second["publications"])]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) == 15
    assert first["next"] in whole(f"{PLAN}/changes").replace("&amp;", "&")


def test_the_feed_is_valid_atom(amended, client):
    report(amended, physical=Decimal(85))

    answer = client.get(f"{PLAN}/changes.atom")
    feed = feedparser.parse(answer.content)

    assert (feed.bozo, feed.version, feed.feed.language) == (False, "atom10", "en")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert feed.feed.id.startswith("tag:")
    ids = [one.id for one in feed.entries]
    assert (len(ids), len(set(ids))) == (3, 3)
    assert [one.updated for one in feed.entries] == sorted(
        (one.updated for one in feed.entries), reverse=True
    )
    assert "http://testserver/en/plans/" in feed.entries[0].content[0].value


def test_the_feed_of_nothing_is_valid_too(client):
    root = ET.fromstring(client.get("/ar/changes.atom").content)

    names = {child.tag.partition("}")[2] for child in root}
    assert names == {"id", "title", "updated", "author", "link"}


def test_identifiers_of_the_feed_stay(amended, client):
    before = [one.id for one in feedparser.parse(client.get("/fr/changes.atom").content).entries]
    report(amended, physical=Decimal(85))
    after = [one.id for one in feedparser.parse(client.get("/fr/changes.atom").content).entries]

    assert after[1:] == before


def test_the_feed_is_found_by_readers(plan, whole):
    text = whole(f"{PLAN}/changes")

    assert f'type="application/atom+xml" href="{PLAN}/changes.atom"' in text


def test_nothing_private_stands_in_the_story(amended, people, client):
    pages = [
        client.get(address).content.decode()
        for address in (f"{PLAN}/changes", f"{PLAN}/changes.json", f"{PLAN}/changes.atom")
    ]

    leaks = [people.editor.email, people.editor.name, '"actor', "restricted"]
    assert [leak for leak in leaks for page in pages if leak in page] == []
