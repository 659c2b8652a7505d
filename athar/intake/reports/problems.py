"""Problems of a file: which cell, what is wrong, how much it matters, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from athar.intake.enums import ProblemCode, Severity
from athar.intake.reports.ogp import OGP_KINDS
from athar.intake.reports.told import Detail
from athar.intake.reports.values import VALUE_KINDS
from athar.kernel.numbers import format_number

_ERROR, _QUESTION, _NOTICE = Severity.ERROR, Severity.QUESTION, Severity.NOTICE

KINDS: Mapping[ProblemCode, tuple[Severity, str | Promise]] = {
    ProblemCode.FILE_ENCRYPTED: (
        _ERROR,
        _("The file is protected by a password. Remove the password and give it again."),
    ),
    ProblemCode.FILE_WITH_MACROS: (
        _ERROR,
        _("The file holds macros. Save it as a workbook without macros (.xlsx)."),
    ),
    ProblemCode.FILE_DAMAGED: (
        _ERROR,
        _("The file is damaged or cut off. Open it, save it again and give the new file."),
    ),
    ProblemCode.FILE_UNPACKS_TOO_LARGE: (
        _ERROR,
        _("The workbook grows too large when it is opened. Keep only the sheets to be read."),
    ),
    ProblemCode.FILE_TOO_LARGE: (
        _ERROR,
        _("The file is larger than the %(detail)s MB accepted here."),
    ),
    ProblemCode.FILE_TOO_WIDE: (
        _ERROR,
        _("A sheet has %(detail)s columns. Delete what stands to the right of the table."),
    ),
    ProblemCode.FILE_TOO_LONG: (
        _ERROR,
        _("The file holds too many rows or sheets to be one plan. Keep only the table."),
    ),
    ProblemCode.FILE_NOT_A_TABLE: (
        _ERROR,
        _("This is not a table: give a workbook (XLSX, XLS, ODS) or a delimited text (CSV)."),
    ),
    ProblemCode.FILE_EMPTY: (_ERROR, _("The file is empty.")),
    ProblemCode.NO_PROJECTS: (
        _ERROR,
        _("No table of projects was found. One row must hold the headings of its columns."),
    ),
    ProblemCode.PLAN_FILE_MALFORMED: (
        _ERROR,
        _("The description of the plan cannot be read: %(detail)s."),
    ),
    ProblemCode.MAPPING_MALFORMED: (
        _ERROR,
        _("The description of the columns cannot be read: %(detail)s."),
    ),
    ProblemCode.PLAN_UNKNOWN: (
        _ERROR,
        _("The plan %(value)s is not known here. Create it first, or describe it."),
    ),
    ProblemCode.REASON_REQUIRED: (
        _ERROR,
        _("The plan is published, so this import amends it: say why."),
    ),
    ProblemCode.ACTOR_REQUIRED: (
        _ERROR,
        _("The plan is published, so this import amends it: say who decides it."),
    ),
    ProblemCode.NOT_ALLOWED: (_ERROR, _("This account may not import into the plan.")),
    ProblemCode.NOT_ACCEPTED: (_ERROR, _("The plan does not accept this: %(detail)s")),
    ProblemCode.COLUMN_NOT_READ: (
        _NOTICE,
        _("It is not known what this column holds; it was not read. Say it in the columns."),
    ),
    ProblemCode.ROW_NOT_READ: (
        _NOTICE,
        _("This row has neither a code nor a title; it was not read."),
    ),
    ProblemCode.CODE_MISSING: (_ERROR, _("The project has no code. Give it one.")),
    ProblemCode.CODE_PROPOSED: (
        _QUESTION,
        _("The project has no code; it was given %(detail)s, the only gap in its sequence."),
    ),
    ProblemCode.CODES_PROPOSED: (
        _QUESTION,
        _("No project has a code; %(detail)s codes were made from titles and places. Keep them?"),
    ),
    ProblemCode.CODE_RECOGNISED: (
        _QUESTION,
        _("The project has no code; its title and place are those of %(detail)s. Is it that one?"),
    ),
    ProblemCode.CODES_RECOGNISED: (
        _QUESTION,
        _("No project has a code; %(detail)s were recognised by title and place. Are they right?"),
    ),
    ProblemCode.CODE_DIFFERS: (
        _QUESTION,
        _(
            "The plan has no project %(value)s; title and place are those of %(detail)s, as which"
            " it was taken. Is it that one?"
        ),
    ),
    ProblemCode.CODES_COMPLETED: (
        _QUESTION,
        _(
            "“%(value)s” is shorter than the codes of the plan; it was taken as %(detail)s, others"
            " of the column alike. Is it right?"
        ),
    ),
    ProblemCode.CODE_MALFORMED: (
        _ERROR,
        _("The code may hold neither spaces nor / \\ ? # %%, and at most 60 characters."),
    ),
    ProblemCode.CODE_REPEATED: (
        _ERROR,
        _("The code %(value)s already stands on row %(detail)s. Keep one of the two."),
    ),
    ProblemCode.TITLE_MISSING: (_ERROR, _("The title is missing in every language.")),
    ProblemCode.NODE_LEVEL_UNKNOWN: (
        _ERROR,
        _("The level “%(value)s” is not axis, sub_axis or programme."),
    ),
    ProblemCode.UNKNOWN_NODE: (
        _ERROR,
        _("“%(value)s” is not among the axes and programmes of the plan."),
    ),
    ProblemCode.UNKNOWN_PROJECT: (
        _ERROR,
        _("No project has the code %(value)s."),
    ),
    ProblemCode.UNKNOWN_BODY: (
        _QUESTION,
        _("“%(value)s” is not among the bodies listed; it was taken as a new body."),
    ),
    ProblemCode.UNKNOWN_PLACE: (
        _QUESTION,
        _("The place “%(value)s” is not known; the project was taken without it."),
    ),
    ProblemCode.PLACE_AMBIGUOUS: (
        _QUESTION,
        _("“%(value)s” may be several places: %(detail)s. Give its code."),
    ),
    ProblemCode.PLACES_CARRIED_DOWN: (
        _QUESTION,
        _(
            "Empty cells of this column were read as the place written above them: %(detail)s"
            " rows, from “%(value)s” on. Is it so?"
        ),
    ),
    ProblemCode.UNKNOWN_STATUS: (
        _QUESTION,
        _("The status “%(value)s” is not known; it was taken as not declared."),
    ),
    ProblemCode.STATUSES_MARKED: (
        _QUESTION,
        _("Several statuses are marked: %(value)s; the status was taken as not declared."),
    ),
    ProblemCode.TEXT_IN_NUMBER: (
        _QUESTION,
        _("“%(value)s” is a status, not a number; the figure was taken as unknown, not as 0."),
    ),
    ProblemCode.NUMBER_NOT_UNDERSTOOD: (
        _QUESTION,
        _("“%(value)s” is not a number; the figure was taken as unknown, not as 0."),
    ),
    ProblemCode.NUMBER_AMBIGUOUS: (
        _QUESTION,
        _("“%(value)s” may be one number or a thousand times that; taken as unknown."),
    ),
    ProblemCode.AMOUNT_NEGATIVE: (_ERROR, _("An amount cannot be negative: %(value)s.")),
    ProblemCode.AMOUNT_OUT_OF_RANGE: (
        _ERROR,
        _("The amount %(value)s is too large. Is the unit of the column right?"),
    ),
    ProblemCode.UNIT_NOT_STATED: (
        _QUESTION,
        _("Nothing says in which unit these amounts are; they were taken as written. Say it."),
    ),
    ProblemCode.FUNDER_WITHOUT_AMOUNT: (
        _QUESTION,
        _("“%(value)s” names a funder without an amount; its share was taken as unknown."),
    ),
    ProblemCode.PERCENT_AMBIGUOUS: (
        _QUESTION,
        _("“%(value)s” may be a percentage or a fraction; it was taken as unknown."),
    ),
    ProblemCode.PERCENT_TAKEN_AS_DONE: (
        _QUESTION,
        _("“%(value)s” may be 1 %% or all of it; as the project is done, 100 %% was taken."),
    ),
    ProblemCode.PERCENT_OUT_OF_RANGE: (
        _ERROR,
        _("A percentage lies between 0 and 100, not %(value)s."),
    ),
    ProblemCode.DATE_NOT_UNDERSTOOD: (
        _QUESTION,
        _("“%(value)s” is not a date; it was taken as unknown."),
    ),
    ProblemCode.DATE_IMPLAUSIBLE: (
        _QUESTION,
        _("The date “%(value)s” lies too far away; it was taken as unknown."),
    ),
    ProblemCode.ENDS_BEFORE_START: (
        _ERROR,
        _("The end, %(value)s, lies before the start, %(detail)s."),
    ),
    ProblemCode.COMPLETE_WITHOUT_END: (
        _QUESTION,
        _("The project stands at 100 %% without an actual end date. Give the date."),
    ),
    ProblemCode.FUNDING_DIFFERS: (
        _NOTICE,
        _("The funders add up to %(detail)s, not to the cost of %(value)s."),
    ),
    ProblemCode.YEARS_DIFFER: (
        _NOTICE,
        _("The years add up to %(detail)s, not to the %(value)s of the funders."),
    ),
    ProblemCode.SHARES_DIFFER: (
        _NOTICE,
        _("The shares beside it add up to %(detail)s, not to %(value)s. Correct one of them."),
    ),
    ProblemCode.TOTAL_DIFFERS: (
        _QUESTION,
        _("The sum printed is %(value)s, but its rows add up to %(detail)s. Which is right?"),
    ),
    ProblemCode.TOTAL_DIFFERS_UNREAD: (
        _QUESTION,
        _(
            "The sum printed is %(value)s, but the rows read add up to %(detail)s; some of them"
            " hold no number. Is one missing?"
        ),
    ),
    ProblemCode.NO_AGREEMENTS: (
        _ERROR,
        _("No table of agreements was found. One row must hold the headings of its columns."),
    ),
    ProblemCode.NO_PARTNERS: (
        _ERROR,
        _(
            "No column holds the amounts of a partner. Give each partner a column, or a row, of its"
            " own."
        ),
    ),
    ProblemCode.NUMBER_MISSING: (
        _ERROR,
        _("This row has no number of an agreement, and nothing says that it is an amendment."),
    ),
    ProblemCode.AMENDMENT_OF_NOTHING: (
        _ERROR,
        _("“%(value)s” amends no agreement of this file. Put it below its agreement."),
    ),
    ProblemCode.COVERED_PROJECT_UNKNOWN: (
        _QUESTION,
        _("No project has the code %(value)s; the agreement was taken without it."),
    ),
    ProblemCode.NO_RETURN: (
        _ERROR,
        _(
            "No table of progress was found: one column must hold the codes of the projects,"
            " another their status, progress or payments."
        ),
    ),
    ProblemCode.PERIOD_UNKNOWN: (
        _ERROR,
        _("“%(value)s” is not a period. Write it like 2025-Q3."),
    ),
    ProblemCode.PERIOD_DIFFERS: (
        _QUESTION,
        _("The file speaks of %(value)s, the period ends on %(detail)s. Is it the right one?"),
    ),
    ProblemCode.RETURN_OF_ANOTHER_PLAN: (
        _ERROR,
        _("None of the codes belongs to the plan %(value)s. Is it the right plan?"),
    ),
    ProblemCode.COLUMN_NOT_KEPT: (
        _NOTICE,
        _("What this column holds is not kept from a return; it was not read."),
    ),
    ProblemCode.VALUE_NOT_KEPT: (
        _NOTICE,
        _("“%(value)s” was not kept: it does not fit the indicator, its place or the plan’s time."),
    ),
    ProblemCode.ROW_REPEATED: (
        _NOTICE,
        _("The row of %(value)s says the same as row %(detail)s; it was read once."),
    ),
    ProblemCode.ROWS_CONTRADICT: (
        _ERROR,
        _("%(value)s stands on row %(detail)s too, with other values. Keep one of the rows."),
    ),
    ProblemCode.PROGRESS_BACKWARDS: (
        _QUESTION,
        _("Progress falls back to %(value)s from the %(detail)s %% reported before."),
    ),
    **VALUE_KINDS,
    **OGP_KINDS,
}

COMPARES_AMOUNTS = frozenset(
    {ProblemCode.FUNDING_DIFFERS, ProblemCode.YEARS_DIFFER, ProblemCode.PARTS_DIFFER}
)
"""Problems whose value and detail are numbers to compare."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem; `row` None concerns the whole file or sheet."""

    code: ProblemCode
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    detail: Detail = ""

    @property
    def severity(self) -> Severity:
        """Tell how much it matters."""
        return KINDS[self.code][0]

    @property
    def message(self) -> str:
        """Say what is wrong and what to do, in the language in force."""
        words = {"value": self.value, "detail": str(self.detail)}
        if self.code in COMPARES_AMOUNTS:
            lang = get_language() or "en"
            words = {one: format_number(Decimal(text), lang=lang) for one, text in words.items()}
        return str(KINDS[self.code][1]) % words

    def as_json(self) -> dict[str, Any]:
        """Give the problem as reports print it."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "code": self.code.value,
            "severity": self.severity.value,
            "message": self.message,
        }


@dataclass(slots=True)
class Problems:
    """The problems met so far, and the rows that have an error."""

    found: list[Problem] = field(default_factory=list)

    def add(self, code: ProblemCode, **where: Any) -> None:
        """Note a problem."""
        self.found.append(Problem(code, **where))

    def extend(self, problems: Iterable[Problem]) -> None:
        """Note several problems."""
        self.found.extend(problems)

    def in_order(self) -> tuple[Problem, ...]:
        """Give the problems in the order of the sheets' rows, those of the file first."""
        sheets = {name: n for n, name in enumerate(dict.fromkeys(p.sheet for p in self.found))}
        return tuple(sorted(self.found, key=lambda one: (sheets[one.sheet], one.row or 0)))

    def rows_with_errors(self) -> frozenset[tuple[str, int]]:
        """Give the rows that an error keeps from being taken."""
        return frozenset(
            (one.sheet, one.row)
            for one in self.found
            if one.severity is Severity.ERROR and one.row is not None
        )

    def block(self, *, strict: bool, take_good_rows: bool) -> bool:
        """Tell whether the file is not to be taken."""
        if strict and self.found:
            return True
        errors = [one for one in self.found if one.severity is Severity.ERROR]
        return any(one.row is None or not take_good_rows for one in errors)


def vocabulary_table() -> str:
    """Give the vocabulary of problems as the table of docs/reference/import-problems.md."""
    rows = ["| code | severity | message |", "|---|---|---|"]
    with override("en"):
        for code, (severity, message) in KINDS.items():
            shown = str(message).replace("%%", "%").replace("|", "\\|")
            rows.append(f"| `{code}` | {severity} | {shown} |")
    return "\n".join(rows) + "\n"
