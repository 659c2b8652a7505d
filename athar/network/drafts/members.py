"""A member, its status and who speaks for it, as they are stated."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from athar.kernel.text import Translated
from athar.network.enums.members import Condition, MemberKind, Programme, Standing
from athar.plans.enums import DatePrecision


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusDraft:
    """As what a member takes part in a programme; `condition` None = not known."""

    programme: Programme
    standing: Standing
    condition: Condition | None = None
    since_on: dt.date | None = None
    since_precision: DatePrecision = DatePrecision.DAY
    source_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberDraft:
    """A state or a local government.

    `place` is its scheme and code; a fictional member has none, and a name of its own instead.
    """

    code: str
    kind: MemberKind = MemberKind.STATE
    place: tuple[str, str] | None = None
    names: Translated = field(default_factory=Translated)
    parent_code: str | None = None
    statuses: tuple[StatusDraft, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberEdit:
    """What a member says of itself: who leads, and the forum in which it is discussed."""

    lead_body_id: int | None = None
    forum: Translated = field(default_factory=Translated)
    forum_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FocalPointDraft:
    """Who speaks for a member, named in public; the account, if any, gets the right."""

    name: str
    account_id: int | None = None
    duty: Translated = field(default_factory=Translated)
    organisation_id: int | None = None
    contact: str = ""
    since_on: dt.date | None = None
    source_url: str = ""
