"""The two amendments of the demonstration: samples, so that there is an earlier state to read.

The plan is first published with other promises for three sample projects; the amendments bring
them to what the files of the demonstration state. The figures of today do not depend on them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from athar.kernel.text import Translated

if TYPE_CHECKING:
    from athar.finance.drafts import FundingDraft
    from athar.kernel.actor import Actor
    from athar.plans.drafts import CommitmentDraft

LATER, DEARER, MOVED = "PDR-A3-P23-04", "PDR-A2-P15-05", "PDR-A2-P16-04"
#: What was promised first of the three sample projects.
FIRST: Mapping[str, Mapping[str, Any]] = {
    LATER: {"planned_end_on": dt.date(2024, 6, 30)},
    DEARER: {"amount": Decimal(398_000_000)},
    MOVED: {"node_code": "P15"},
}
#: What sample projects are for inclusion and equality, as somebody might have examined them.
EXAMINED: Mapping[str, tuple[str, ...]] = {
    "main": ("PDR-A1-P08-02", "PDR-A1-P10-01", "PDR-A1-P10-03", "PDR-A3-P28-01", "PDR-A3-P28-03"),
    "among": ("PDR-A1-P06-02", "PDR-A1-P09-01", "PDR-A1-P09-03", "PDR-A5-P48-02", "PDR-A5-P48-04"),
    "no_purpose": ("PDR-A1-P09-02",),
}
#: What the dearer project was to cost less at first, and the lines of its funding that say so:
#: by who pays (funder and year), and by year.
ADDED_LATER = Decimal(46_000_000)
RAISED = {("DGCT", None), (None, 2023)}
COUNCIL = "مجلس جهة طنجة-تطوان-الحسيمة"
DECISIONS = Path(__file__).resolve().parent.parent / "demo"


@dataclass(frozen=True, slots=True)
class Final:
    """What the files state of the projects that the amendments touch."""

    commitments: Mapping[str, CommitmentDraft]
    funding: tuple[FundingDraft, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """A made-up decision: what, why, when, and the file that says it."""

    what: Translated
    why: str
    decided_on: dt.date

    @property
    def file(self) -> Path:
        return DECISIONS / f"decision-{self.decided_on.isoformat()}-sample.pdf"


def put_first_promises(by: Actor | None, plan_id: int) -> Final:
    """State what was promised first, what was examined, and give what the files state."""
    from athar.finance.actions import put_funding
    from athar.finance.queries import funding_drafts, stated_funding
    from athar.plans.actions import put_commitments
    from athar.plans.queries import commitment_drafts, stated_commitments

    examined = {key: {"inclusion": found} for found, keys in EXAMINED.items() for key in keys}
    changed = {**FIRST, **examined}
    stated = [one for one in stated_commitments(plan_id) if one["code"] in changed]
    lines = [one for one in stated_funding(plan_id) if one["commitment"] == DEARER]
    final = Final(
        {draft.code: draft for draft in commitment_drafts(stated)}, tuple(funding_drafts(lines))
    )
    first = [replace(draft, **changed[code]) for code, draft in final.commitments.items()]
    put_commitments(by=by, plan_id=plan_id, drafts=first, complete=False)
    put_funding(by=by, plan_id=plan_id, drafts=list(_first(final.funding)), complete=False)
    return final


def _first(funding: Iterable[FundingDraft]) -> Iterable[FundingDraft]:
    for line in funding:
        is_raised = (line.funder_code, line.year) in RAISED
        yield replace(line, amount=line.amount - ADDED_LATER) if is_raised else line


def publish_later_end(by: Actor | None, plan_id: int, final: Final) -> None:
    """Publish the first amendment: one date."""
    decision = Sample(
        Translated(
            ar="مثال: تأجيل نهاية أشغال التطهير السائل بمدينة أصيلة",
            fr="Exemple\u202f: report de la fin des travaux d’assainissement d’Assilah",
            en="Sample: later end of the sewerage works in Assilah",
        ),
        "مثال: الفيضانات أوقفت الأوراش ثلاثة أشهر، وأُعيدت طلبات العروض.",
        dt.date(2024, 7, 1),
    )
    _publish(by, plan_id, [final.commitments[LATER]], decision)


def publish_higher_cost(by: Actor | None, plan_id: int, final: Final) -> None:
    """Publish the second amendment: one amount and who pays it, one project moved."""
    decision = Sample(
        Translated(
            ar="مثال: رفع كلفة تهيئة طرق طنجة ونقل مشروع محطات الانتظار إلى برنامج آخر",
            fr="Exemple\u202f: coût des voies de Tanger relevé, aires d’attente rattachées à un "
            "autre programme",
            en="Sample: higher cost of the streets of Tangier, one project moved to another "
            "programme",
        ),
        "مثال: ارتفاع أثمان المواد وإضافة ثلاثة ملتقيات طرق.",
        dt.date(2025, 3, 3),
    )
    drafts = [final.commitments[DEARER], final.commitments[MOVED]]
    _publish(by, plan_id, drafts, decision, final.funding)


def _publish(
    by: Actor | None,
    plan_id: int,
    drafts: list[CommitmentDraft],
    decision: Sample,
    funding: tuple[FundingDraft, ...] = (),
) -> None:
    """Write what changes and publish it in one transaction: nothing is seen in between."""
    from django.db import transaction

    from athar.evidence.actions import attach_file
    from athar.finance.actions import put_funding
    from athar.plans.actions import publish_amendment, put_commitments
    from athar.plans.queries import scopes_of_plan

    with transaction.atomic():
        document = attach_file(
            by=by,
            subject=f"plan:{plan_id}",
            scope_keys=scopes_of_plan(plan_id),
            content=decision.file.read_bytes(),
            name=decision.file.name,
            title=decision.what,
            language="ar",
            licence="CC-BY-4.0",
        )
        changed = put_commitments(by=by, plan_id=plan_id, drafts=drafts, complete=False).changed
        put_funding(by=by, plan_id=plan_id, drafts=funding, complete=False)
        publish_amendment(
            by=by,
            plan_id=plan_id,
            why=decision.why,
            what=decision.what,
            decided_by=COUNCIL,
            decided_on=decision.decided_on,
            document_id=document.pk,
            changed_commitment_ids=[int(one.subject.partition(":")[2]) for one in changed],
        )
