"""Keeping the record of a member's process: what happened is recorded, and can be taken back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.network.models import Consultation, ProcessRecord
from athar.network.rules.members import member_scope
from athar.network.rules.process import can_keep_process
from athar.network.validators.process import ConsultationDraft, check_consultation, check_record
from athar.people.rules import require
from athar.trail.actions import Touched, record
from athar.trail.refusing import Collision, acting


@acting("process.recorded", "member:{member_id}")
def record_process(
    *, by: Actor | None, member_id: int, kind: str, on: dt.date, title: str, url: str
) -> int:
    """Record a meeting, a publication or another thing that happened; give its key.

    Errors: PermissionDenied; ValidationError of check_record.
    Queries: 1 and those of the record.
    """
    _require(by, member_id)
    check_record(kind, on, title, url, clock.today())
    row = ProcessRecord.objects.create(
        member_id=member_id, kind=kind, on=on, title=title.strip(), url=url.strip()
    )
    _tell(by, "process.recorded", member_id, Touched(f"process:{row.pk}", None, _line(row)))
    return row.pk


@acting("process.taken_back", "member:{member_id}")
def take_back_record(*, by: Actor | None, member_id: int, record_id: int) -> None:
    """Take a line of the record back; the trail keeps it.

    Errors: PermissionDenied; ProcessRecord.DoesNotExist.
    Queries: 2 and those of the record.
    """
    _require(by, member_id)
    row = ProcessRecord.objects.get(pk=record_id, member=member_id)
    touched = Touched(f"process:{row.pk}", _line(row), None)
    row.delete()
    _tell(by, "process.taken_back", member_id, touched)


@acting("consultation.recorded", "member:{member_id}")
def record_consultation(
    *,
    by: Actor | None,
    member_id: int,
    draft: ConsultationDraft,
    consultation_id: int | None = None,
    version: int = 0,
) -> int:
    """Record a consultation, or restate one that was read as of `version`; give its key.

    Errors: PermissionDenied; ValidationError of check_consultation; Collision when somebody else
    restated it meanwhile; Consultation.DoesNotExist.
    Queries: 3 at most and those of the record.
    """
    _require(by, member_id)
    check_consultation(draft)
    stated = _stated(draft)
    if consultation_id is None:
        key, before = Consultation.objects.create(member_id=member_id, **stated).pk, None
    else:
        key = consultation_id
        rows = Consultation.objects.filter(pk=key, member=member_id)
        before = _plain(rows.values(*stated).get())
        if not rows.filter(row_version=version).update(**stated, row_version=F("row_version") + 1):
            raise Collision(_("Somebody else changed this consultation meanwhile."))
    touched = Touched(f"consultation:{key}", before, _plain(stated))
    _tell(by, "consultation.recorded", member_id, touched)
    return key


def _require(by: Actor | None, member_id: int) -> None:
    require(can_keep_process(by, (member_scope(member_id),)), "network.keep_process")


def _stated(draft: ConsultationDraft) -> dict[str, Any]:
    named = {name: getattr(draft, name) for name in draft.__dataclass_fields__}
    return {**named, "title": draft.title.strip(), "url": draft.url.strip()}


def _plain(stated: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in stated.items()
    }


def _line(row: ProcessRecord) -> dict[str, Any]:
    stated = {"kind": str(row.kind), "on": row.on, "title": row.title, "url": row.url}
    return _plain(stated)


def _tell(by: Actor | None, kind: str, member_id: int, touched: Touched) -> None:
    record(kind=kind, by=by, subject=f"member:{member_id}", touched=[touched])
