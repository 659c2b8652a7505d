"""Reading the files a person gave: where each stands and what was found in it."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from athar.evidence.queries import imported_as, path_of
from athar.indicators.enums import Claim
from athar.indicators.models import Library
from athar.indicators.scopes import scopes_of_libraries
from athar.intake.enums import UploadKind, UploadState
from athar.intake.models import Upload
from athar.intake.options import GivenFile
from athar.intake.rules import can_give_file
from athar.intake.uploads.findings import Findings
from athar.intake.uploads.waiting import Progress, progress_of, read_bytes
from athar.kernel.actor import Actor
from athar.kernel.text import Translated
from athar.plans.queries import PlanCard, all_plans, published_plans, scopes_of_plan
from athar.plans.rules import plan_scopes

BUSY = (UploadState.READING, UploadState.APPLYING)


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadCard:
    """A file as lists show it; `plan_title` is empty for a plan that the file itself describes.

    Shape: of values the library of their indicators, empty for other kinds and where it is gone.
    """

    key: uuid.UUID
    kind: UploadKind
    state: UploadState
    name: str
    size: int
    plan_code: str
    plan_title: Translated
    is_published: bool
    library_code: str
    library_title: Translated
    given_at: dt.datetime
    applied_at: dt.datetime | None
    undone_at: dt.datetime | None
    row_version: int

    @property
    def is_busy(self) -> bool:
        """Tell whether work on it is under way."""
        return self.state in BUSY


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadView(UploadCard):
    """A file as its own page shows it.

    Shape: `findings` None as long as it was never read; `progress` None when no work gives a sign;
    `is_interrupted` tells that work should be under way and is not; `published_codes` are the plans
    it was applied to that the public can read.
    """

    as_of_on: dt.date | None
    period: str
    take_good_rows: bool
    reason: str
    mapping: str
    findings: Findings | None
    event_ids: tuple[int, ...]
    published_codes: tuple[str, ...]
    is_library_public: bool
    claim: Claim | None
    progress: Progress | None
    is_interrupted: bool


def plans_for(actor: Actor, kind: UploadKind) -> tuple[PlanCard, ...]:
    """Give the plans for which somebody may give files of a kind, drafts included. Queries: 1."""
    return tuple(
        plan
        for plan in all_plans()
        if can_give_file(actor, kind, plan_scopes(plan.id, plan.owner.id))
    )


def uploads_of(actor: Actor, *, limit: int = 50) -> tuple[UploadCard, ...]:
    """Give the files a person gave, newest first. Queries: 1."""
    rows = (
        Upload.objects.filter(by=actor.pk)
        .select_related("plan", "library")
        .defer("findings", "mapping")
    )
    return tuple(_card(row) for row in rows.order_by("-given_at")[:limit])


def upload_view(actor: Actor, key: uuid.UUID) -> UploadView | None:
    """Give one file; None when there is none or somebody else gave it.

    Queries: 1, and 1 more when it was applied to a plan that it describes itself.
    """
    rows = Upload.objects.filter(by=actor.pk, pk=key)
    row = rows.select_related("plan", "library__plan").first()
    if row is None:
        return None
    progress = progress_of(row.key) if row.state in BUSY else None
    findings = Findings.from_json(row.findings) if row.findings else None
    return UploadView(
        **{name: getattr(_card(row), name) for name in _CARD},
        as_of_on=row.as_of_on,
        period=row.period,
        take_good_rows=row.take_good_rows,
        reason=row.reason,
        mapping=row.mapping,
        findings=findings,
        published_codes=_published_codes(row, findings),
        is_library_public=_is_public(row.library),
        claim=Claim(row.claim) if row.claim else None,
        event_ids=tuple(row.event_ids),
        progress=progress,
        is_interrupted=row.state == UploadState.FAILED or (row.state in BUSY and progress is None),
    )


def _is_public(library: Library | None) -> bool:
    return library is not None and (library.plan is None or library.plan.current_version > 0)


def _published_codes(row: Upload, findings: Findings | None) -> tuple[str, ...]:
    if row.plan is not None:
        return (row.plan.code,) if row.plan.current_version else ()
    if row.applied_at is None or findings is None or row.kind == UploadKind.VALUES:
        return ()
    published = {plan.code for plan in published_plans()}
    return tuple(code for code in findings.plan_codes if code in published)


_CARD = tuple(UploadCard.__dataclass_fields__)


def given_file(actor: Actor, key: uuid.UUID) -> GivenFile | None:
    """Give a file as it was given: from where it waits, or from the evidence it became.

    Shape: None when there is none, somebody else gave it, or its bytes are lost.
    Queries: 1.
    """
    row = Upload.objects.filter(by=actor.pk, pk=key).values_list("name", "sha256").first()
    if row is None:
        return None
    content = read_bytes(key)
    kept = path_of(row[1])
    if content is None and kept.is_file():
        content = kept.read_bytes()
    return None if content is None else GivenFile(row[0], content)


def kept_file(actor: Actor, sha256: str) -> GivenFile | None:
    """Give a file that figures were read from, to whoever may give the like of it.

    Shape: None when nobody imported it, it is not theirs to have, or its bytes are lost.
    Queries: 1, and at most 4 for each plan or library that it was imported into.
    """
    path = path_of(sha256)
    for subject, name in imported_as(sha256):
        if _may_have(actor, subject) and path.is_file():
            return GivenFile(name, path.read_bytes())
    return None


def _may_have(actor: Actor, subject: str) -> bool:
    """Tell whether somebody may give files to what a file belongs to."""
    what, _colon, key = subject.partition(":")
    if what == "library":
        scopes = scopes_of_libraries(int(key)).get(int(key), ())
    else:
        scopes = scopes_of_plan(int(key))
    return any(can_give_file(actor, kind, scopes) for kind in UploadKind)


def _card(row: Upload) -> UploadCard:
    return UploadCard(
        key=row.key,
        kind=UploadKind(row.kind),
        state=UploadState(row.state),
        name=row.name,
        size=row.size,
        plan_code=row.plan.code if row.plan else "",
        plan_title=row.plan.title if row.plan else Translated(),
        is_published=bool(row.plan and row.plan.current_version),
        library_code=row.library.code if row.library else "",
        library_title=row.library.title if row.library else Translated(),
        given_at=row.given_at,
        applied_at=row.applied_at,
        undone_at=row.undone_at,
        row_version=row.row_version,
    )
