"""An installation full of words that must never be public, and some that are."""

from __future__ import annotations

import datetime as dt
from dataclasses import astuple, dataclass, replace
from decimal import Decimal

from django.db import transaction

from athar.evidence.actions import attach_file, attach_link, attach_photo
from athar.finance.actions import put_agreements, put_funding
from athar.finance.drafts import AgreementDraft, FundingDraft
from athar.intake.enums import AliasKind, UploadKind
from athar.intake.models import Alias, KeptMapping, Upload
from athar.kernel import clock
from athar.kernel.progress import DeclaredStatus
from athar.kernel.text import Translated
from athar.network.actions.members import put_members
from athar.people.actions import create_account, create_token, grant_role
from athar.people.enums import Role
from athar.people.models import Account
from athar.plans.actions import (
    Subject,
    keep_edit,
    publish_amendment,
    put_commitments,
    put_nodes,
    put_plan,
    save_draft,
)
from athar.plans.drafts import CommitmentDraft, NodeDraft
from athar.plans.enums import EditKind
from athar.plans.models import Commitment, Milestone
from athar.plans.queries.edited import content_now, new_commitment
from athar.reporting.actions import publish_reports, withdraw_reports
from athar.reporting.drafts import EntryDraft, ReportDraft
from athar.reporting.enums import ReportField, ReportState
from athar.reporting.models import Report, ReportComment
from athar.search.actions import rebuild as rebuild_search
from athar.trail.actions import Touched, record
from athar.trail.models import Event
from tests import cast
from tests.config.acts_of_members import FICTIONAL
from tests.config.canaries_of_accession import walk_in_secret
from tests.config.canaries_of_results import measure_in_secret, measure_openly
from tests.config.canaries_of_the_network import tell_practice
from tests.evidence.photographs import jpeg, loaded_jpeg
from tests.network.meeting import put_member

#: Every word that must never be public begins so; each ends by what it stands in.
CANARY = "zkanari"
#: A word of its own that is public, in a text beside the others.
PUBLIC = "zpubliqe"
#: An amount that is not public, and one that a report stated before it was withdrawn.
AMOUNT, WITHDRAWN_AMOUNT = Decimal("97531864.20"), Decimal("86420135.70")
#: Codes are words too: a list of addresses tells them.
DRAFT_PLAN, DRAFT_CODE, ADDED_CODE = "ZKANARI2026", "ZKANARI001", "ZKANARI900"
DRAFT_NODE = "ZKANARID1"
OPEN_EXPERIENCE, SECRET_EXPERIENCE = "open-practice", "zkanaripractice"
RESTRICTED, OPEN = b"%PDF-1.7 zkanarirestrictedbytes", b"%PDF-1.7 zpubliqe minutes"


def words(where: str) -> Translated:
    """Give a text that must not be seen, in every language."""
    word = f"{CANARY}{where}"
    return Translated(ar=f"كلمة {word}", fr=f"mot {word}", en=f"word {word}")


@dataclass(frozen=True, slots=True)
class World:
    """The published plan, the people of the secrets, and the files attached to a commitment."""

    plan: cast.SmallPlan
    secretive: Account
    open_sha256: str
    restricted_sha256: str
    photo_sha256: str
    hidden_photo_sha256: str


def world() -> World:
    """Store the small plan, published, and around it everything that is not."""
    plan = cast.published_plan()
    put_member()
    secretive = create_account(
        by=None, email=f"{CANARY}mail@example.org", name=f"{CANARY}name Surname"
    )
    editor = create_account(by=None, email=f"{CANARY}editor@example.org", name="Plain Editor")
    for role in (Role.PLAN_EDITOR, Role.COORDINATOR):
        grant_role(by=None, account_id=editor.pk, role=role, scope=f"plan:{plan.id}")
    grant_role(by=None, account_id=secretive.pk, role=Role.ADMINISTRATOR, scope="installation")
    _publish_more(plan, editor)
    _withdraw(plan, editor)
    _leave_reports_unpublished(plan)
    _add_without_publishing(plan)
    draft_id = _put_draft_plan()
    _keep_internal(plan, secretive)
    files = (*_attach(plan, secretive), *_attach_photos(plan, secretive))
    _edit_without_publishing(plan, editor)
    setting = measure_openly(plan)
    measure_in_secret(setting, draft_id, DRAFT_PLAN, words("result"), AMOUNT, secretive)
    tell_practice(words("practice"), PUBLIC, OPEN_EXPERIENCE, SECRET_EXPERIENCE)
    put_members(by=None, drafts=[FICTIONAL])
    walk_in_secret(CANARY)
    rebuild_search()
    return World(plan, secretive, *files)


def _publish_more(plan: cast.SmallPlan, editor: Account) -> None:
    """Publish an amendment whose words are public, and the steps of a commitment."""
    Milestone.objects.create(
        commitment_id=plan.commitments["PDR-001"], title={"fr": f"Étape {PUBLIC}"}
    )
    Commitment.objects.filter(code="PDR-003").update(title={"fr": f"Route {PUBLIC}"})
    publish_amendment(
        by=editor,
        plan_id=plan.id,
        why=f"Parce que {PUBLIC}",
        what=Translated(fr=f"Route {PUBLIC}"),
        changed_commitment_ids=[plan.commitments["PDR-003"]],
    )


def _withdraw(plan: cast.SmallPlan, editor: Account) -> None:
    """Publish a report and take it back: what it said is public only as of when it stood."""
    source = {"name": f"{CANARY}withdrawnfile.xlsx"}
    draft = ReportDraft(
        commitment_code="PDR-002",
        as_of_on=dt.date(2025, 9, 30),
        declared_status=DeclaredStatus.DELAYED,
        physical=Decimal(90),
        paid=WITHDRAWN_AMOUNT,
        narrative=words("withdrawn"),
        entries={ReportField.PAID: EntryDraft(written=f"{CANARY}withdrawncell")},
    )
    publish_reports(by=editor, plan_id=plan.id, drafts=[draft], source=source)
    event = Event.objects.filter(kind="reports.published").latest("pk")
    withdraw_reports(by=editor, plan_id=plan.id, event_id=event.pk, reason=f"Faux {PUBLIC}")


def _leave_reports_unpublished(plan: cast.SmallPlan) -> None:
    """Leave a report in every state before publication, with remarks, and one that collided."""
    waiting = (
        *(ReportState.DRAFT, ReportState.SUBMITTED),
        *(ReportState.RETURNED, ReportState.VALIDATED),
    )
    for state in waiting:
        said = words(f"report{state}")
        report = Report.objects.create(
            commitment_id=plan.commitments["PDR-001"],
            as_of_on=dt.date(2025, 10, 1),
            state=state,
            typed={
                "declared_status": "stopped",
                "paid": str(AMOUNT),
                "obstacle.reason": "funding",
                **{f"narrative.{lang}": text for lang, text in said.items()},
                **{f"obstacle.text.{lang}": text for lang, text in words("held").items()},
                "action.owner": f"{CANARY}owner",
            },
            marks={"paid": [2, None, f"{CANARY}typist"]},
            author_name=f"{CANARY}author{state}",
            source={"name": f"{CANARY}file{state}"},
            submitted_at=clock.now(),
            validated_at=clock.now(),
        )
        ReportComment.objects.create(
            report=report,
            text=f"{CANARY}remark",
            author_name=f"{CANARY}critic",
            version=1,
            made_at=clock.now(),
        )


def _add_without_publishing(plan: cast.SmallPlan) -> None:
    """Put a commitment into the published plan that no version holds, and an agreement on it."""
    added = CommitmentDraft(
        code=ADDED_CODE,
        node_code="P01",
        position=9,
        title=words("added"),
        summary=words("addedsummary"),
        amount=AMOUNT,
        place_ids=(cast.put_places()["01.151"],),
        source_url=f"https://example.org/{CANARY}added",
    )
    put_commitments(by=None, plan_id=plan.id, drafts=[added], complete=False)
    agreement = AgreementDraft(
        number=f"{CANARY}/1", title=words("agreement"), commitment_codes=(ADDED_CODE,)
    )
    put_agreements(by=None, plan_id=plan.id, drafts=[agreement])
    line = FundingDraft(commitment_code=ADDED_CODE, funder_code="MEE", amount=AMOUNT)
    put_funding(by=None, plan_id=plan.id, drafts=[line], complete=False)


def _put_draft_plan() -> int:
    """Put a whole plan that is not published; some of it is taken out again."""
    plan_id = put_plan(
        by=None,
        draft=replace(
            cast.PLAN,
            code=DRAFT_PLAN,
            title=words("plan"),
            short_title=words("planshort"),
            summary=words("plansummary"),
            sources=(f"https://example.org/{CANARY}source",),
        ),
    )
    put_nodes(
        by=None, plan_id=plan_id, drafts=[NodeDraft(code=DRAFT_NODE, level=0, title=words("node"))]
    )
    drafts = [
        CommitmentDraft(
            code=code, node_code=DRAFT_NODE, position=0, title=words(where), amount=AMOUNT
        )
        for code, where in ((DRAFT_CODE, "draft"), ("ZKANARI002", "deleted"))
    ]
    put_commitments(by=None, plan_id=plan_id, drafts=drafts, complete=True)
    put_commitments(by=None, plan_id=plan_id, drafts=drafts[:1], complete=True)
    agreements = [
        AgreementDraft(number=f"{CANARY}/{n}", title=words(f"agreement{n}")) for n in (2, 3)
    ]
    put_agreements(by=None, plan_id=plan_id, drafts=agreements)
    put_agreements(by=None, plan_id=plan_id, drafts=agreements[:1], complete=True)
    report = ReportDraft(
        commitment_code=DRAFT_CODE, as_of_on=cast.AS_OF, narrative=words("draftreport")
    )
    publish_reports(by=None, plan_id=plan_id, drafts=[report], source={"name": "draft"})
    attach_link(
        by=None,
        subject=f"plan:{plan_id}",
        scope_keys=(),
        url=f"https://example.org/{CANARY}plan",
        title=words("planevidence"),
    )
    return plan_id


def _keep_internal(plan: cast.SmallPlan, secretive: Account) -> None:
    """Record what offices do among themselves: acts, files on their way, what was learned."""
    create_token(
        by=secretive,
        account_id=secretive.pk,
        name=f"{CANARY}token",
        expires_at=clock.now() + dt.timedelta(days=30),
    )
    touched = [Touched(f"commitment:{plan.commitments['PDR-001']}", {"x": f"{CANARY}before"}, None)]
    with transaction.atomic():
        for subject in (f"plan:{plan.id}", touched[0].subject):
            record(
                kind="plan.noted",
                by=secretive,
                subject=subject,
                touched=touched,
                reason=f"{CANARY}reason",
                source={"name": f"{CANARY}act"},
            )
    Upload.objects.create(
        kind=UploadKind.PLAN,
        plan_id=plan.id,
        name=f"{CANARY}upload.xlsx",
        sha256="0" * 64,
        size=1,
        by=secretive,
        reason=f"{CANARY}why",
        findings={"rows": [f"{CANARY}found"]},
        given_at=clock.now(),
    )
    KeptMapping.objects.create(
        kind=UploadKind.PLAN,
        layout="1" * 64,
        mapping=f"{CANARY}mapping",
        file_name=f"{CANARY}layout.xlsx",
        kept_by=secretive,
        kept_at=clock.now(),
    )
    Alias.objects.create(
        kind=AliasKind.PLACE,
        key=f"{CANARY}alias",
        written=f"{CANARY}alias",
        means="01.151",
        confirmed_by=secretive,
        confirmed_at=clock.now(),
    )


def _edit_without_publishing(plan: cast.SmallPlan, editor: Account) -> None:
    """Keep edits that wait for an amendment, and type some that are not kept."""
    dam = Subject(plan.id, EditKind.COMMITMENT, "PDR-001")
    base = content_now(*astuple(dam))
    assert base is not None
    said = {"title": dict(words("edittitle")), "problem": dict(words("editwhy"))}
    keep_edit(by=editor, subject=dam, base=base, mine={**base, **said, "amount": str(AMOUNT)})
    new = Subject(plan.id, EditKind.COMMITMENT, f"{ADDED_CODE}1")
    keep_edit(by=editor, subject=new, base=None, mine={**new_commitment(), **said})
    group = {"title": dict(words("editnode")), "parent": None, "position": 7}
    keep_edit(
        by=editor, subject=Subject(plan.id, EditKind.NODE, f"{CANARY}N"), base=None, mine=group
    )
    typed = {"title_fr": [f"{CANARY}typed"]}
    save_draft(by=editor, subject=dam, base=base, typed=typed)


def _attach(plan: cast.SmallPlan, secretive: Account) -> tuple[str, str]:
    """Attach a public and a restricted file to a commitment, and give their checksums."""
    of = {"subject": f"commitment:{plan.commitments['PDR-001']}", "scope_keys": ()}
    opened = attach_file(by=None, content=OPEN, name="pv.pdf", title=Translated(fr=PUBLIC), **of)
    restricted = attach_file(
        by=secretive,
        content=RESTRICTED,
        name=f"{CANARY}restricted.pdf",
        title=words("restricted"),
        is_public=False,
        restricted_because=f"{CANARY}because",
        **of,
    )
    assert opened.file is not None
    assert restricted.file is not None
    return opened.file.sha256, restricted.file.sha256


def _attach_photos(plan: cast.SmallPlan, secretive: Account) -> tuple[str, str]:
    """Attach a photograph that hides words, and one that the public does not see."""
    of = {"subject": f"commitment:{plan.commitments['PDR-001']}", "scope_keys": ()}
    opened = attach_photo(by=None, content=loaded_jpeg(), name="dam.jpg", **of)
    hidden = attach_photo(
        by=secretive,
        content=jpeg(),
        name=f"{CANARY}photo.jpg",
        title=words("photo"),
        is_public=False,
        restricted_because=f"{CANARY}faces",
        **of,
    )
    assert opened.file is not None
    assert hidden.file is not None
    return opened.file.sha256, hidden.file.sha256
