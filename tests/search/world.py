"""A small plan in three languages, its places and bodies, and what the index says of them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from athar.kernel.progress import DeclaredStatus
from athar.kernel.text import Translated
from athar.people.actions import put_organisations
from athar.plans.actions import publish_first_version, put_commitments, put_nodes, put_plan
from athar.plans.drafts import CommitmentDraft, NodeDraft
from athar.plans.enums import BodyRole
from athar.reference.actions import load_places
from athar.reference.queries import places_by_code
from athar.reference.tables import SpellingRow
from athar.reporting.actions import publish_reports
from athar.reporting.drafts import ReportDraft
from athar.search.models import Entry
from tests import cast
from tests.reference.makers import MOROCCO, hcp, place_row

CHEFCHAOUEN, TANGIER = "01.151", "01.511"

NODES = (
    NodeDraft(code="A1", level=0, title=Translated(ar="الماء", fr="Eau", en="Water"), position=0),
    NodeDraft(
        code="P01",
        level=1,
        title=Translated(ar="السدود", fr="Barrages", en="Dams"),
        parent_code="A1",
    ),
)


def place_rows():
    return [
        place_row(MOROCCO, "country", ar="المغرب", fr="Maroc", other_code="MA"),
        place_row(hcp("01"), "region", MOROCCO, "طنجة-تطوان-الحسيمة", "Tanger-Tétouan-Al Hoceima"),
        place_row(hcp(CHEFCHAOUEN), "province", hcp("01"), "شفشاون", "Chefchaouen"),
        place_row(hcp(TANGIER), "prefecture", hcp("01"), "طنجة", "Tanger"),
        place_row(hcp("01.151.01"), parent=hcp(CHEFCHAOUEN), ar="باب برد", fr="Bab Berred"),
    ]


def commitment_drafts(places):
    promise = CommitmentDraft(
        code="PDR-0001",
        node_code="A1",
        position=0,
        title=Translated(ar="الوفاء بالالتزامات البيئية", fr="Respect des engagements écologiques"),
        place_ids=(places[TANGIER].id,),
        bodies=(
            (BodyRole.LEAD, "MEE"),
            (BodyRole.OWNER, "MEE"),
            (BodyRole.DELEGATED_OWNER, "APDN"),
        ),
        planned_start_on=dt.date(2023, 1, 1),
        planned_end_on=dt.date(2024, 12, 31),
        amount=Decimal(1000),
    )
    network = CommitmentDraft(
        code="PDR-0002",
        node_code="P01",
        position=1,
        title=Translated(
            ar="توسيع شبكة الماء وتطهير السائل",
            fr="Extension du réseau d'eau potable",
            en="Drinking water network",
        ),
        summary=Translated(fr="Poser <b>12 km</b> de conduites vers les douars de la commune."),
        place_ids=(places[CHEFCHAOUEN].id,),
        bodies=((BodyRole.LEAD, "REG"),),
        planned_start_on=dt.date(2025, 1, 1),
        planned_end_on=dt.date(2026, 12, 31),
        amount=Decimal(2000),
    )
    schools = CommitmentDraft(
        code="PDR-0003",
        position=2,
        title=Translated(ar="بناء مدارس قروية بطنجة", fr="Écoles rurales", en="Rural schools"),
        summary=Translated(fr="Construire des écoles près du réseau routier."),
    )
    return promise, network, schools


def draft_plan() -> int:
    """Store the places, the bodies and the plan; nothing is published."""
    spellings = [SpellingRow(9, hcp(CHEFCHAOUEN), "Chaouen")]
    load_places(by=None, rows=place_rows(), spellings=spellings)
    places = places_by_code("hcp")
    put_organisations(by=None, drafts=cast.BODIES)
    plan_id = put_plan(by=None, draft=cast.PLAN)
    put_nodes(by=None, plan_id=plan_id, drafts=NODES)
    put_commitments(by=None, plan_id=plan_id, drafts=commitment_drafts(places), complete=True)
    publish_reports(
        by=None,
        plan_id=plan_id,
        drafts=(
            ReportDraft(
                commitment_code="PDR-0001",
                as_of_on=dt.date(2025, 6, 30),
                declared_status=DeclaredStatus.COMPLETED,
                physical=Decimal(100),
            ),
        ),
        source={"name": "test"},
    )
    return plan_id


def publish(plan_id: int) -> None:
    publish_first_version(by=None, plan_id=plan_id)


def entries() -> dict[tuple[str, str], Entry]:
    """Give what stands in the index by kind and code."""
    return {(one.kind, one.code): one for one in Entry.objects.all()}


def found(results) -> list[tuple[str, str]]:
    """Give kind and code of what was found, in the order shown."""
    return [(hit.kind.value, hit.code) for group in results.groups for hit in group.hits]


def marked(passage) -> str:
    """Write a passage with its marks in brackets."""
    return "".join(f"[{one.text}]" if one.is_match else one.text for one in passage.pieces)
