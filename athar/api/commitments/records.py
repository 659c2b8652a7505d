"""A commitment as lists give it, and what may be asked of such a list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Annotated, Literal

from ninja import Field

from athar.api.addresses import pages, permanent
from athar.api.answering import PRINTABLE, AskedOfList
from athar.api.codes import CODE, CODE_OR_NOTHING
from athar.api.moments import FORM, SAID
from athar.evaluation.queries import assessed_marks
from athar.kernel.progress import ComputedStatus, DeclaredStatus
from athar.kernel.text import Translated
from athar.opendata.assessments import mark_facts
from athar.opendata.facts import facts
from athar.rollups.enums import SortKey
from athar.rollups.queries import CommitmentCodes
from athar.trail.moments import AsOf

SCHEME_AND_CODE = f"^(([a-z0-9-]{{1,20}}:)?{CODE})?$"
YEAR = r"^((19|20|21)[0-9]{2}|none)?$"
Sort = Literal[
    "", "plan", "code", "amount", "physical", "planned_end", "slippage", "updated",
    "-plan", "-code", "-amount", "-physical", "-planned_end", "-slippage", "-updated",
]  # fmt: skip
Status = Literal[
    "", "completed", "on_track", "at_risk", "off_track", "not_due", "no_data", "stale", "cancelled"
]
Declared = Literal[
    "", "not_started", "on_track", "delayed", "at_risk", "stopped", "completed", "cancelled", "none"
]


def code_field(description: str, pattern: str = CODE_OR_NOTHING) -> str:
    """Describe a filter by a code; "" leaves it out."""
    field: str = Field("", pattern=pattern, max_length=120, description=description)
    return field


class CommitmentChoice(AskedOfList):
    """Which commitments, in which order: the filters of the lists of the pages."""

    plan: str = code_field("Code of the plan.")
    q: str = Field(
        "", max_length=200, pattern=PRINTABLE, description="Words in the code or a title."
    )
    node: str = code_field("Code of an axis or programme, with all below it; `none`: in no axis.")
    place: str = code_field(
        "Code of a place, or `scheme:code`, with all that lies in it; `none`: none stated.",
        SCHEME_AND_CODE,
    )
    status: Status = Field("", description="Computed status, of today.")
    declared: Declared = Field(
        "", description="Status declared in the last report; `none`: nothing declared."
    )
    lead: str = code_field("Code of the lead body; `none`: none stated.")
    funder: str = code_field("Code of a funder; `none`: not split by funder.")
    theme: str = code_field(
        "A theme as `taxonomy:code`, with all below it; `none`: no theme.", SCHEME_AND_CODE
    )
    year: str = Field(
        "",
        pattern=YEAR,
        description="A year that meets the planned period; `none`: no period stated.",
    )
    sort: Sort = Field(
        "",
        description="Order; with `-` the largest first; unknown values last. Without it, the order "
        "in which commitments were registered, which no change of a plan moves.",
    )

    as_of: str = Field("", max_length=20, pattern=FORM, description=f"{SAID} Needs `plan`.")

    @property
    def order(self) -> tuple[SortKey | None, bool]:
        """Give what the list is sorted by, and whether the largest comes first."""
        return (SortKey(self.sort.lstrip("-")) if self.sort else None), self.sort.startswith("-")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentItem:
    """A commitment of a list; null is unknown, never zero."""

    id: Annotated[str, "Permanent identifier; it never changes."]
    url: Annotated[Translated, "Its page by language."]
    plan: Annotated[str, "Code of the plan."]
    code: Annotated[str, "Code within the plan."]
    title: Translated
    is_sample: Annotated[bool, "Invented, to show how the platform works: do not quote."]
    nodes: Annotated[tuple[str, ...], "Codes of the groupings it stands in, from the top down."]
    places: Annotated[tuple[str, ...], "Codes of its places as `scheme:code`."]
    covers_whole_place: Annotated[bool, "Whether it covers the whole place of the plan."]
    leads: Annotated[tuple[str, ...], "Codes of the bodies that answer for it."]
    funders: Annotated[tuple[str, ...], "Codes of the bodies that pay."]
    themes: Annotated[tuple[str, ...], "Themes as `taxonomy:code`, wider themes included."]
    declared_status: Annotated[DeclaredStatus | None, "Declared in the last published report."]
    is_validated: Annotated[bool, "Whether that report was validated by somebody else."]
    computed_status: Annotated[ComputedStatus, "Read from the figures, of today."]
    assessed: Annotated[
        str | None, "What an evaluator said of its completion; NA, NR or ND: no word of theirs."
    ]
    assessed_by: Annotated[str | None, "Code of the body that assessed it."]
    assessed_on: Annotated[dt.date | None, "First day of the year or month stated."]
    ratio: Annotated[Decimal | None, "Physical progress over the planned share at the report."]
    physical_percent: Annotated[Decimal | None, "Physical progress, exact, 0 to 100."]
    financial_percent: Annotated[Decimal | None, "Paid over amount, exact; may pass 100."]
    planned_today_percent: Annotated[Decimal | None, "What should be done today, exact."]
    reported_as_of: Annotated[dt.date | None, "The day the last report describes."]
    first_planned_start_on: Annotated[dt.date | None, "As the first version promised."]
    first_planned_end_on: Annotated[dt.date | None, "As the first version promised."]
    planned_start_on: Annotated[dt.date | None, "As the version in force says."]
    planned_end_on: Annotated[dt.date | None, "As the version in force says."]
    actual_start_on: dt.date | None
    actual_end_on: dt.date | None
    forecast_end_on: dt.date | None
    slippage_first_days: Annotated[int | None, "Days late against the first version."]
    slippage_current_days: Annotated[int | None, "Days late against the version in force."]
    amount: Annotated[Decimal | None, "Planned, in whole units of `currency`."]
    committed: Annotated[Decimal | None, "Committed so far, in whole units of `currency`."]
    paid: Annotated[Decimal | None, "Paid so far, in whole units of `currency`."]
    currency: Annotated[str, "ISO 4217."]
    is_removed: Annotated[bool, "Taken out of the plan by an amendment; it stays listed."]


_NAMES = tuple(one.name for one in fields(CommitmentItem))


@dataclass(frozen=True, slots=True)
class Marked:
    """A commitment of a list with the word of an evaluator: what, by whom, when."""

    one: CommitmentCodes
    assessed: str | None
    assessed_by: str | None
    assessed_on: dt.date | None


def marked(found: Iterable[CommitmentCodes], as_of: AsOf | None) -> tuple[Marked, ...]:
    """Give commitments with the words of evaluators. Queries: 1, none without commitments."""
    found = tuple(found)
    marks = assessed_marks([one.figures.commitment_id for one in found], as_of)
    return tuple(Marked(one, **mark_facts(marks.get(one.figures.commitment_id))) for one in found)


def item_of(listed: Marked, origin: str) -> CommitmentItem:
    """Give a commitment as lists give it."""
    one = listed.one
    return CommitmentItem(
        id=permanent(origin, "commitment", plan=one.plan, code=one.code),
        url=pages(origin, "commitment", plan=one.plan, code=one.code),
        plan=one.plan,
        code=one.code,
        title=one.title,
        is_sample=one.is_sample,
        nodes=one.nodes,
        places=tuple(f"{scheme}:{code}" for scheme, code in one.places),
        covers_whole_place=one.covers_whole_place,
        leads=one.leads,
        funders=one.funders,
        themes=tuple(f"{taxonomy}:{code}" for taxonomy, code in one.themes),
        **facts(one.figures, _NAMES),
        assessed=listed.assessed,
        assessed_by=listed.assessed_by,
        assessed_on=listed.assessed_on,
    )
