"""An experience as pages show it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from athar.kernel.text import Translated
from athar.network.enums.experiences import TEXTS, ExperienceState, Level
from athar.network.models import ExperienceVersion, Member


@dataclass(frozen=True, slots=True)
class MemberName:
    """A member as others name it; `state_names` are those of the state of a local government."""

    id: int
    code: str
    names: Translated
    state_names: Translated
    is_fictional: bool


@dataclass(frozen=True, slots=True)
class ThemeName:
    """A policy area."""

    id: int
    code: str
    names: Translated


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """A commitment that the public sees, by its address and its title."""

    plan: str
    code: str
    title: Translated


@dataclass(frozen=True, slots=True)
class AwardView:
    """A prize."""

    name: Translated
    year: int
    source_url: str


@dataclass(frozen=True, slots=True)
class AdoptionView:
    """A member that took it up; None and empty are unknown."""

    member: MemberName
    since_on: dt.date | None
    changed: Translated
    came_of_it: Translated
    source_url: str
    row_version: int


@dataclass(frozen=True, slots=True)
class ReviewView:
    """What a peer decided."""

    member: MemberName
    is_approval: bool
    note: str
    decided_at: dt.datetime


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version that was published."""

    number: int
    published_on: dt.date


@dataclass(frozen=True, slots=True)
class ExperienceView:
    """One version of an experience; None and empty are unknown.

    Shape: `state` is that of the version; `withdrawn_because` is empty for one that counts.
    `languages` are those in which all is told that is told at all.
    Units: `cost` in whole units of `currency`.
    """

    id: int
    code: str
    number: int
    state: ExperienceState
    row_version: int
    member: MemberName
    themes: tuple[ThemeName, ...]
    level: Level
    title: Translated
    problem: Translated
    context: Translated
    done: Translated
    done_by: Translated
    result: Translated
    figure: Decimal | None
    unit: Translated
    evidence_url: str
    cost: Decimal | None
    currency: str
    duration_months: int | None
    obstacles: Translated
    before_copying: Translated
    licence: str
    contact: str
    source_url: str
    published_on: dt.date | None
    submitted_at: dt.datetime | None
    withdrawn_because: str

    @property
    def is_proved(self) -> bool:
        """Tell whether the result is told and something proves it."""
        return bool(self.evidence_url and (self.result or self.figure is not None))

    @property
    def languages(self) -> tuple[str, ...]:
        """Give the languages in which everything that is told can be read."""
        told = [text for name in TEXTS if (text := getattr(self, name))]
        return tuple(lang for lang in self.title if all(lang in text for text in told))

    def told_in(self, lang: str) -> tuple[int, int]:
        """Count the texts told in a language, and those told in any."""
        told = [text for name in TEXTS if (text := getattr(self, name))]
        return sum(lang in text for text in told), len(told)


def member_name(row: Member) -> MemberName:
    """Name a member. Queries: 0 with its place, its parent and the place of that."""
    return MemberName(
        row.pk,
        row.code,
        row.place.names if row.place else row.names,
        row.parent.place.names if row.parent and row.parent.place else Translated(),
        row.is_fictional,
    )


_COPIED = (
    *("number", "row_version", "title", "problem", "context", "done", "done_by", "result"),
    *("figure", "unit", "evidence_url", "cost", "currency", "duration_months", "obstacles"),
    *("before_copying", "licence", "contact", "source_url", "published_on", "submitted_at"),
)
#: What has to be read with a version before it can be shown.
MEMBERS = ("experience__member__place", "experience__member__parent__place")


def experience_view(row: ExperienceVersion) -> ExperienceView:
    """Show a version. Queries: 0 with `MEMBERS` and its themes."""
    themes = sorted(row.themes.all(), key=lambda one: one.position)
    return ExperienceView(
        id=row.experience_id,
        code=row.experience.code,
        state=ExperienceState(row.state),
        member=member_name(row.experience.member),
        themes=tuple(ThemeName(one.pk, one.code, one.names) for one in themes),
        level=Level(row.level),
        withdrawn_because=row.experience.withdrawn_because,
        **{name: getattr(row, name) for name in _COPIED},
    )
