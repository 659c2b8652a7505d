"""The people and the small plan that tests play with: every figure here is invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

from athar.finance.actions import put_funding
from athar.finance.drafts import FundingDraft
from athar.kernel.progress import DeclaredStatus
from athar.kernel.text import Translated
from athar.people.actions import create_account, grant_role, put_organisations
from athar.people.drafts import OrganisationDraft
from athar.people.enums import OrganisationKind, Role
from athar.people.models import Account, Organisation
from athar.plans.actions import publish_first_version, put_commitments, put_nodes, put_plan
from athar.plans.drafts import CommitmentDraft, NodeDraft, PlanDraft
from athar.plans.enums import BodyRole, PlanKind
from athar.plans.models import Commitment
from athar.reference.models import Place
from athar.reporting.actions import publish_reports
from athar.reporting.drafts import EntryDraft, ReportDraft
from athar.reporting.enums import ReportField

AS_OF = dt.date(2025, 6, 30)

BODIES = (
    OrganisationDraft(
        code="REG",
        kind=OrganisationKind.REGION,
        names=Translated(ar="جهة الشمال", fr="Région du Nord", en="North Region"),
        abbreviation="Région",
    ),
    OrganisationDraft(
        code="MEE",
        kind=OrganisationKind.MINISTRY,
        names=Translated(ar="وزارة التجهيز والماء", fr="Ministère de l'Équipement et de l'Eau"),
        abbreviation="MEE",
    ),
    OrganisationDraft(
        code="APDN",
        kind=OrganisationKind.AGENCY,
        names=Translated(ar="وكالة إنعاش الشمال", fr="Agence pour la promotion du Nord"),
        abbreviation="APDN",
    ),
)

PLAN = PlanDraft(
    code="PDR-NORD-2022-2027",
    kind=PlanKind.REGIONAL_DEVELOPMENT_PROGRAMME,
    title=Translated(
        ar="برنامج التنمية الجهوية للشمال 2022-2027",
        fr="Programme de développement régional du Nord 2022-2027",
    ),
    owner_code="REG",
    start_on=dt.date(2022, 1, 1),
    end_on=dt.date(2027, 12, 31),
    adopted_on=dt.date(2023, 3, 6),
    votes=(54, 0, 1),
    levels=(
        {
            "code": "axis",
            "one": {"ar": "محور", "fr": "axe", "en": "axis"},
            "many": {"ar": "محاور", "fr": "axes", "en": "axes"},
        },
        {
            "code": "programme",
            "one": {"ar": "برنامج", "fr": "programme", "en": "programme"},
            "many": {"ar": "برامج", "fr": "programmes", "en": "programmes"},
        },
    ),
)

NODES = (
    NodeDraft(code="A1", level=0, title=Translated(ar="الماء", fr="Eau"), position=0),
    NodeDraft(code="P01", level=1, title=Translated(ar="السدود", fr="Barrages"), parent_code="A1"),
    NodeDraft(
        code="P02",
        level=1,
        title=Translated(ar="الماء الشروب", fr="Eau potable"),
        parent_code="A1",
        position=1,
    ),
    NodeDraft(code="A2", level=0, title=Translated(ar="الطرق", fr="Routes"), position=1),
)


@dataclass(frozen=True, slots=True)
class People:
    """One account per role; the manager's body is MEE, the stranger manages for another body."""

    manager: Account
    coordinator: Account
    validator: Account
    editor: Account
    evaluator: Account
    administrator: Account
    citizen: Account
    stranger: Account


@dataclass(frozen=True, slots=True)
class SmallPlan:
    """The small plan as it is stored: keys of the plan, its commitments and its bodies."""

    id: int
    code: str
    commitments: dict[str, int]
    bodies: dict[str, int]


def put_bodies() -> dict[str, int]:
    """Register the three bodies and give their keys by code."""
    put_organisations(by=None, drafts=BODIES)
    return dict(Organisation.objects.values_list("code", "pk"))


def put_places() -> dict[str, int]:
    """Register a region with two provinces and give their keys by code."""
    region = _place("01", "region", "/MAR/01/", None)
    for code in ("01.151", "01.511"):
        _place(code, "province", f"/MAR/01/{code}/", region)
    return dict(Place.objects.filter(scheme="hcp").values_list("code", "pk"))


def _place(code: str, kind: str, path: str, parent: Place | None) -> Place:
    found, _created = Place.objects.get_or_create(
        scheme="hcp",
        code=code,
        defaults={
            "kind": kind,
            "path": path,
            "parent": parent,
            "names": {"ar": f"مكان {code}", "fr": f"Lieu {code}"},
        },
    )
    return found


def commitment_drafts(places: dict[str, int]) -> tuple[CommitmentDraft, ...]:
    """Give five commitments: known and unknown amounts, one, two, all and no places."""
    dam = CommitmentDraft(
        code="PDR-001",
        node_code="P01",
        position=0,
        title=Translated(ar="سد واد لاو", fr="Barrage de Oued Laou", en="Oued Laou dam"),
        planned_start_on=dt.date(2022, 1, 1),
        planned_end_on=dt.date(2025, 12, 31),
        amount=Decimal("1250000.50"),
        place_ids=(places["01.151"],),
        bodies=((BodyRole.LEAD, "MEE"), (BodyRole.DELEGATED_OWNER, "APDN")),
    )
    pipe = CommitmentDraft(
        code="PDR-002",
        node_code="P02",
        position=1,
        title=Translated(ar="قناة الماء", fr="Conduite d'eau"),
        planned_start_on=dt.date(2023, 1, 1),
        planned_end_on=dt.date(2024, 12, 31),
        amount=Decimal(750000),
        place_ids=(places["01.151"], places["01.511"]),
        bodies=((BodyRole.LEAD, "MEE"),),
    )
    road = CommitmentDraft(
        code="PDR-003",
        node_code="A2",
        position=2,
        title=Translated(ar="طريق الساحل", fr="Route côtière"),
        planned_start_on=dt.date(2026, 1, 1),
        planned_end_on=dt.date(2027, 12, 31),
        amount=Decimal(2000000),
        covers_whole_place=True,
        bodies=((BodyRole.LEAD, "REG"),),
    )
    unknown = CommitmentDraft(
        code="PDR-004", node_code="A2", position=3, title=Translated(fr="Étude de circulation")
    )
    dropped = CommitmentDraft(
        code="PDR-005",
        node_code="A2",
        position=4,
        title=Translated(ar="مرأب", fr="Garage"),
        planned_start_on=dt.date(2022, 1, 1),
        planned_end_on=dt.date(2023, 12, 31),
        amount=Decimal(100000),
        bodies=((BodyRole.LEAD, "APDN"),),
        is_sample=True,
    )
    return dam, pipe, road, unknown, dropped


FUNDING = (
    FundingDraft(commitment_code="PDR-001", funder_code="REG", amount=Decimal("500000.50")),
    FundingDraft(commitment_code="PDR-001", funder_code="MEE", amount=Decimal(750000)),
    FundingDraft(commitment_code="PDR-001", year=2022, amount=Decimal("250000.50")),
    FundingDraft(commitment_code="PDR-001", year=2023, amount=Decimal(1000000)),
    FundingDraft(commitment_code="PDR-002", funder_code="REG", year=2023, amount=Decimal(750000)),
)

REPORTS = (
    ReportDraft(
        commitment_code="PDR-001",
        as_of_on=AS_OF,
        declared_status=DeclaredStatus.ON_TRACK,
        physical=Decimal(80),
        financial=Decimal("62.5"),
        committed=Decimal(1250000),
        paid=Decimal("781250.25"),
        actual_start_on=dt.date(2022, 2, 1),
        forecast_end_on=dt.date(2026, 3, 31),
        entries={
            ReportField.PHYSICAL: EntryDraft(written="80 %", origin={"row": 2, "column": "F"})
        },
    ),
    ReportDraft(
        commitment_code="PDR-002",
        as_of_on=AS_OF,
        declared_status=DeclaredStatus.COMPLETED,
        physical=Decimal(100),
        paid=Decimal(750000),
        actual_start_on=dt.date(2023, 1, 15),
        actual_end_on=dt.date(2025, 1, 31),
    ),
    ReportDraft(
        commitment_code="PDR-003",
        as_of_on=AS_OF,
        declared_status=DeclaredStatus.NOT_STARTED,
        physical=Decimal(0),
    ),
    ReportDraft(
        commitment_code="PDR-005", as_of_on=AS_OF, declared_status=DeclaredStatus.CANCELLED
    ),
)


def draft_plan() -> SmallPlan:
    """Store the small plan with its funding and reports, not yet published."""
    bodies, places = put_bodies(), put_places()
    plan_id = put_plan(by=None, draft=PLAN)
    put_nodes(by=None, plan_id=plan_id, drafts=NODES)
    put_commitments(by=None, plan_id=plan_id, drafts=commitment_drafts(places), complete=True)
    put_funding(by=None, plan_id=plan_id, drafts=FUNDING, complete=True)
    publish_reports(by=None, plan_id=plan_id, drafts=REPORTS, source={"name": "test"})
    commitments = dict(Commitment.objects.filter(plan=plan_id).values_list("code", "pk"))
    return SmallPlan(plan_id, PLAN.code, commitments, bodies)


def published_plan() -> SmallPlan:
    """Store the small plan and publish its first version."""
    plan = draft_plan()
    publish_first_version(by=None, plan_id=plan.id)
    return plan


def another_plan() -> SmallPlan:
    """Publish a second plan of the same owner, with two commitments."""
    plan_id = put_plan(by=None, draft=replace(PLAN, code="PDR-SUD-2022-2027"))
    drafts = [
        CommitmentDraft(code=f"PDR-90{n}", title=Translated(fr=f"Projet {n}")) for n in (0, 1)
    ]
    put_commitments(by=None, plan_id=plan_id, drafts=drafts, complete=True)
    publish_first_version(by=None, plan_id=plan_id)
    commitments = dict(Commitment.objects.filter(plan=plan_id).values_list("code", "pk"))
    return SmallPlan(plan_id, "PDR-SUD-2022-2027", commitments, {})


def people(plan: SmallPlan) -> People:
    """Make one account per role on a plan, a citizen without roles and a stranger."""
    scope = f"plan:{plan.id}"
    return People(
        manager=_account("manager", Role.PROJECT_MANAGER, f"organisation:{plan.bodies['MEE']}"),
        coordinator=_account("coordinator", Role.COORDINATOR, scope),
        validator=_account("validator", Role.VALIDATOR, scope),
        editor=_account("editor", Role.PLAN_EDITOR, scope),
        evaluator=_account("evaluator", Role.EVALUATOR, scope),
        administrator=_account("administrator", Role.ADMINISTRATOR, "installation"),
        citizen=create_account(by=None, email="citizen@example.org"),
        stranger=_account("stranger", Role.PROJECT_MANAGER, f"organisation:{plan.bodies['APDN']}"),
    )


def _account(name: str, role: Role, scope: str) -> Account:
    account = create_account(by=None, email=f"{name}@example.org", name=name.capitalize())
    grant_role(by=None, account_id=account.pk, role=role, scope=scope)
    return account
