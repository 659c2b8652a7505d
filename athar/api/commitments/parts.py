"""What a commitment is made of, as programs read it; null is unknown, never zero."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from athar.evaluation.enums import NoWord, Stage
from athar.evidence.enums import EvidenceKind
from athar.finance.enums import ExecutionKind
from athar.indicators.enums import NoNumber
from athar.kernel.progress import ComputedStatus, DeclaredStatus
from athar.kernel.text import Translated
from athar.plans.enums import BodyRole, DatePrecision
from athar.reporting.enums import ObstacleReason, Outcome


@dataclass(frozen=True, slots=True)
class PlanOf:
    """The plan a thing stands in."""

    code: str
    title: Translated
    is_sample: Annotated[bool, "Invented, to show how the platform works: do not quote."]


@dataclass(frozen=True, slots=True)
class Grouping:
    """An axis or programme."""

    code: str
    title: Translated


@dataclass(frozen=True, slots=True)
class Located:
    """A place of a commitment, with its point in degrees when it is known."""

    scheme: str
    code: str
    names: Translated
    latitude: Decimal | None
    longitude: Decimal | None


@dataclass(frozen=True, slots=True)
class Involved:
    """A body and what it is to a commitment."""

    role: BodyRole
    code: str
    names: Translated


@dataclass(frozen=True, slots=True)
class ThemeOf:
    """A theme, by its taxonomy and its version."""

    taxonomy: str
    version: str
    code: str
    names: Translated


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Everything computed of a commitment."""

    declared_status: Annotated[DeclaredStatus | None, "Declared in the last published report."]
    is_validated: Annotated[bool, "Whether that report was validated by somebody else."]
    is_removed: Annotated[bool, "Taken out of the plan by an amendment; it stays listed."]
    computed_status: Annotated[ComputedStatus, "Read from the figures, of today."]
    ratio: Annotated[Decimal | None, "Physical progress over the planned share at the report."]
    planned_at_report_percent: Annotated[Decimal | None, "What should have been done then."]
    planned_today_percent: Annotated[Decimal | None, "What should be done today."]
    physical_percent: Annotated[Decimal | None, "Exact, 0 to 100."]
    financial_percent: Annotated[Decimal | None, "Paid over amount, exact; may pass 100."]
    has_gap: Annotated[bool, "Whether works and payments lie far apart."]
    currency: Annotated[str, "ISO 4217."]
    amount: Annotated[Decimal | None, "Planned, in whole units of `currency`."]
    first_amount: Annotated[Decimal | None, "Planned in the first version."]
    committed: Decimal | None
    paid: Decimal | None
    slippage_first_days: Annotated[int | None, "Days late against the first version."]
    slippage_current_days: Annotated[int | None, "Days late against the version in force."]
    start_slippage_days: Annotated[int | None, "Days by which the works began late."]
    silent_days: Annotated[int | None, "Days since the last report; null once finished."]
    overdue_days: Annotated[int | None, "Days past the planned end, unfinished; else null."]


@dataclass(frozen=True, slots=True, kw_only=True)
class DatesOf:
    """The dates of a commitment; a precision says how exactly a date is known."""

    first_planned_start_on: dt.date | None
    first_planned_end_on: dt.date | None
    planned_start_on: dt.date | None
    planned_start_precision: DatePrecision
    planned_end_on: dt.date | None
    planned_end_precision: DatePrecision
    actual_start_on: dt.date | None
    actual_end_on: dt.date | None
    forecast_end_on: dt.date | None
    last_reported_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone."""

    title: Translated
    first_planned_on: dt.date | None
    planned_on: dt.date | None
    done_on: dt.date | None
    requires_evidence: bool


@dataclass(frozen=True, slots=True)
class Paying:
    """What a body pays; `origin` says in which file, sheet and cell it stood."""

    code: str
    names: Translated
    amount: Annotated[Decimal | None, "Null when it is not stated."]
    origin: Any


@dataclass(frozen=True, slots=True)
class OfYear:
    """What is planned for a year."""

    year: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """A line of funding; without a funder or a year it is not split that way."""

    funder: str | None
    year: int | None
    agreement: str | None
    origin: Any
    amount: Decimal


@dataclass(frozen=True, slots=True)
class FundingOf:
    """Planned funding: by funder and by year are two readings of one sum, never added."""

    total: Decimal | None
    by_funder: tuple[Paying, ...]
    by_year: tuple[OfYear, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class AmendmentOf:
    """An amendment of an agreement."""

    number: int
    session_on: dt.date | None


@dataclass(frozen=True, slots=True)
class AgreementOf:
    """An agreement with the shares in force."""

    number: str
    title: Translated
    session_on: dt.date | None
    total: Decimal | None
    parties: tuple[Paying, ...]
    amendments: tuple[AmendmentOf, ...]


@dataclass(frozen=True, slots=True)
class Executed:
    """A running total committed or paid at a date."""

    kind: ExecutionKind
    on: dt.date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class PictureOf:
    """A picture of a photograph, drawn again without what the camera wrote into it."""

    url: str
    width: Annotated[int, "In pixels."]
    height: Annotated[int, "In pixels."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Evidence: a file with its checksum, a photograph with its pictures, or a link."""

    kind: EvidenceKind
    title: Translated
    file_name: str | None
    sha256: Annotated[str | None, "Of a photograph: of the one that came in, given to nobody."]
    media_type: str | None
    size: Annotated[int | None, "In bytes, of what the checksum is of."]
    url: Annotated[str, "The page, the file, or the largest picture of a photograph."]
    visited_on: dt.date | None
    added_at: dt.datetime
    taken_on: Annotated[dt.date | None, "The day that the camera wrote."]
    latitude: Annotated[Decimal | None, "Where the camera was, in degrees."]
    longitude: Decimal | None
    language: str | None
    licence: Annotated[str | None, "An identifier of the SPDX list, where it has one."]
    pictures: Annotated[tuple[PictureOf, ...], "Of a photograph, the smallest first."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOf:
    """A published report."""

    as_of_on: Annotated[dt.date, "The day it describes."]
    declared_status: DeclaredStatus | None
    physical_percent: Decimal | None
    declared_financial_percent: Decimal | None
    actual_start_on: dt.date | None
    actual_end_on: dt.date | None
    forecast_end_on: dt.date | None
    narrative: Translated
    author: str | None
    is_validated: bool
    validated_by: str | None
    validated_at: dt.datetime | None
    published_at: dt.datetime | None
    source_file: Annotated[str | None, "Name of the file it was read from."]
    no_number: Annotated[dict[str, NoNumber], "Why a figure is missing, by figure."]
    evidence: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class FollowedUp:
    """What a later published report says became of a corrective action."""

    as_of_on: dt.date
    outcome: Outcome
    text: Translated


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionOf:
    """What is done against an obstacle, by whom and by when."""

    text: Translated
    owner: str
    due_on: dt.date
    outcome: Annotated[Outcome | None, "As last said; null while nothing was said."]
    is_overdue: Annotated[bool, "Its day has passed, and no report says that it is over."]
    follow_ups: Annotated[tuple[FollowedUp, ...], "From the first on."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObstacleOf:
    """What holds a commitment up, as a published report says."""

    as_of_on: Annotated[dt.date, "The day the report describes."]
    reason: ObstacleReason
    text: Translated
    corrective_action: Annotated[ActionOf | None, "Null when none was stated."]


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A report that was published and taken back."""

    as_of_on: dt.date
    withdrawn_at: dt.datetime
    by: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedOver:
    """What became of the commitment in a later plan, or of which earlier one it is what became."""

    fate: Annotated[str, "continued, merged or dropped."]
    id: Annotated[str | None, "Permanent identifier of the other one; null when dropped."]
    plan: str | None
    code: str | None
    reason: Translated
    publication: int


@dataclass(frozen=True, slots=True)
class Contribution:
    """A commitment of another plan that it contributes to, or that contributes to it."""

    id: Annotated[str, "Permanent identifier."]
    plan: str
    code: str
    title: Translated
    share: Annotated[Decimal | None, "Percent of the one that contributes; null where nobody says."]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionOf:
    """A version of the plan that changed the commitment; newest first."""

    number: int
    published_on: dt.date | None
    what: Translated
    why: str | None
    decided_by: str | None
    decided_on: dt.date | None
    before: Annotated[Any, "The fields it changed, as they were; null in the first version."]
    after: Annotated[Any, "The same fields as they are since."]


@dataclass(frozen=True, slots=True)
class Assessor:
    """The body that assessed a commitment."""

    code: str
    names: Translated


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentOf:
    """What an independent evaluator said by one criterion: a step of its scale, or no word."""

    scheme: Annotated[str, "`irm` or `oecd`."]
    criterion: str
    version: Annotated[str, "Of the scale: scales change with the years."]
    stage: Stage
    value: Annotated[str | None, "The step; null: no word was given."]
    no_word: Annotated[NoWord | None, "NA not applicable, NR not reviewed, ND no data."]
    rank: Annotated[int | None, "The step counted from the lowest; null: not on the scale."]
    n_steps: int
    criterion_names: Translated
    value_names: Translated | None
    assessor: Assessor
    assessed_on: dt.date | None
    assessed_precision: DatePrecision | None
    source_url: str | None
    publication: Annotated[int | None, "The publication that said it."]
