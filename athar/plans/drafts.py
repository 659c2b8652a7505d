"""What a form, an import or a test hands to the actions: plans as plain values, not yet stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from athar.kernel.text import Translated
from athar.plans.enums import BodyRole, DatePrecision, PlanKind, WeightRuleChoice


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDraft:
    """The identity of a plan. `owner_code` is the code of a body, `place_id` a Place key.

    By how many people a report is validated is not in files: None leaves it as it is stored.
    """

    code: str
    kind: PlanKind
    title: Translated
    owner_code: str
    start_on: dt.date
    end_on: dt.date
    short_title: Translated = field(default_factory=Translated)
    summary: Translated = field(default_factory=Translated)
    place_id: int | None = None
    adopted_on: dt.date | None = None
    votes: tuple[int, int, int] | None = None  # for, against, abstained
    announced_amount: Decimal | None = None
    currency: str = "MAD"
    levels: tuple[Mapping[str, Any], ...] = ()
    weight_rule: WeightRuleChoice = WeightRuleChoice.COST
    reporting_months: int = 6
    validation_steps: int | None = None
    default_language: str = "ar"
    is_sample: bool = False
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeDraft:
    """A grouping; `level` counts from 0 at the top, `parent_code` is None at level 0."""

    code: str
    level: int
    title: Translated
    parent_code: str | None = None
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneDraft:
    """A step of a commitment; `id` None is a new one. When it was done is reported, not stated."""

    title: Translated
    id: int | None = None
    planned_on: dt.date | None = None
    weight: Decimal | None = None
    requires_evidence: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentDraft:
    """The promise itself. None and empty mean unknown; nothing here is a report.

    What files do not hold stays as it is stored where a draft leaves it None: why, what and what
    for, the marker of inclusion ("": not examined), the steps, the points of places (degrees of
    latitude and longitude by Place key), and the commitments of other plans it contributes to (the
    share by key, in percent, None where nobody says).

    Units: `amount` in whole currency units of the plan. `bodies` are (role, organisation code)
    pairs, `place_ids` Place keys, `theme_ids` Theme keys, `origin` where the row stood in its file.
    """

    code: str
    title: Translated
    node_code: str | None = None
    position: int = 0
    summary: Translated = field(default_factory=Translated)
    planned_start_on: dt.date | None = None
    planned_start_precision: DatePrecision = DatePrecision.DAY
    planned_end_on: dt.date | None = None
    planned_end_precision: DatePrecision = DatePrecision.DAY
    approved_on: dt.date | None = None
    amount: Decimal | None = None
    weight: Decimal | None = None
    covers_whole_place: bool = False
    place_ids: tuple[int, ...] = ()
    theme_ids: tuple[int, ...] = ()
    bodies: tuple[tuple[BodyRole, str], ...] = ()
    n_sub_projects: int | None = None
    is_sample: bool = False
    source_url: str = ""
    origin: Mapping[str, Any] = field(default_factory=dict)
    problem: Translated | None = None
    solution: Translated | None = None
    expected_results: Translated | None = None
    milestones: tuple[MilestoneDraft, ...] | None = None
    points: Mapping[int, tuple[Decimal, Decimal]] | None = None
    inclusion: str | None = None
    contributions: Mapping[int, Decimal | None] | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What an amendment is and who decided it, on what day; empty where nobody says."""

    what: Translated = field(default_factory=Translated)
    decided_by: str = ""
    decided_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One object that differs from what is stored: its key, and the fields before and after."""

    subject: str
    code: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Differences:
    """What a write changes; `gone` are stored objects that the drafts no longer name."""

    added: tuple[Difference, ...] = ()
    changed: tuple[Difference, ...] = ()
    gone: tuple[Difference, ...] = ()

    def __add__(self, other: Differences) -> Differences:
        return Differences(
            self.added + other.added, self.changed + other.changed, self.gone + other.gone
        )

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.changed or self.gone)
