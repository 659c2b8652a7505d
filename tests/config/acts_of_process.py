"""The acts by which a member keeps the record of its process, and to whom they are allowed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from athar.network.actions.process import record_consultation, record_process, take_back_record
from athar.network.validators.process import ConsultationDraft
from tests import cast
from tests.config.preparing import Act, After
from tests.network.meeting import put_member

URL = "https://example.org/minutes"


def _member(_plan: cast.SmallPlan) -> int:
    return put_member().pk


def _record(by: Any, member_id: int) -> int:
    day = dt.date(2024, 5, 2)
    return record_process(
        by=by, member_id=member_id, kind="dialogue", on=day, title="Forum", url=URL
    )


def _consult(by: Any, member_id: int) -> int:
    draft = ConsultationDraft(title="x", url=URL, opens_on=dt.date(2024, 5, 2))
    return record_consultation(by=by, member_id=member_id, draft=draft)


def _recorded(plan: cast.SmallPlan) -> tuple[int, int]:
    member_id = _member(plan)
    return member_id, _record(None, member_id)


PROCESS: dict[str, tuple[Act, set[str]]] = {
    "record a meeting of the forum": (
        After(_member, lambda by, _plan, key: _record(by, key)),
        {"focal_point"},
    ),
    "take a line of the process back": (
        After(
            _recorded,
            lambda by, _plan, keys: take_back_record(by=by, member_id=keys[0], record_id=keys[1]),
        ),
        {"focal_point"},
    ),
    "record a consultation": (
        After(_member, lambda by, _plan, key: _consult(by, key)),
        {"focal_point"},
    ),
}
