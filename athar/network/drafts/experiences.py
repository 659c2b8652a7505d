"""What is stated of an experience before it is stored."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from athar.evidence.enums import Licence
from athar.kernel.text import Translated
from athar.network.enums.experiences import Level

NOTHING = Translated()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperienceDraft:
    """What is told of an experience; None and empty are unknown.

    Shape: `theme_ids` are policy areas; `commitments` are (plan, code).
    """

    title: Translated
    problem: Translated = NOTHING
    context: Translated = NOTHING
    done: Translated = NOTHING
    done_by: Translated = NOTHING
    result: Translated = NOTHING
    figure: Decimal | None = None
    unit: Translated = NOTHING
    evidence_url: str = ""
    cost: Decimal | None = None
    currency: str = ""
    duration_months: int | None = None
    obstacles: Translated = NOTHING
    before_copying: Translated = NOTHING
    level: Level = Level.NATIONAL
    licence: Licence = Licence.CC_BY
    contact: str = ""
    source_url: str = ""
    theme_ids: tuple[int, ...] = ()
    commitments: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionDraft:
    """How a member took an experience up; None and empty are unknown."""

    since_on: dt.date | None = None
    changed: Translated = NOTHING
    came_of_it: Translated = NOTHING
    source_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardDraft:
    """A prize that an experience was given."""

    name: Translated
    year: int
    source_url: str
