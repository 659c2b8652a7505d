"""The list of a plan's commitments: what was chosen, what came of it, what else can be chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from athar.evaluation.queries import AssessmentView, assessed_marks
from athar.kernel.progress import ComputedStatus
from athar.plans.queries import PlanView, plan_by_code
from athar.portal.commitments.cards import Names
from athar.portal.commitments.choices import NONE, Choices
from athar.portal.commitments.lines import CommitmentLine, lines_of
from athar.rollups.enums import SubjectKind
from athar.rollups.figures import ListFilter, Listing
from athar.rollups.queries import Past, SubjectName, list_rows, subject_names

PER_PAGE = 30
_NONE_STATED, _NOTHING_HAS_IT = 0, -1
#: What the choices that name something name; a theme is chosen by its key, the others by code.
KINDS = {
    "node": SubjectKind.NODE,
    "place": SubjectKind.PLACE,
    "lead": SubjectKind.LEAD,
    "funder": SubjectKind.FUNDER,
    "theme": SubjectKind.THEME,
}
#: The name of each choice in the filter of the roll-up.
FIELDS = {
    **{name: f"{name}_id" for name in KINDS},
    "status": "computed",
    "declared": "declared",
    "year": "year",
}


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list of commitments, the choices it answers to, and the names of all it speaks of.

    Shape: `marks` are the words of evaluators that stand beside the statuses, by commitment.
    """

    plan: PlanView
    choices: Choices
    names: Names
    listing: Listing
    marks: Mapping[int, AssessmentView] = field(default_factory=dict)

    def find(self, name: str, value: str) -> SubjectName | None:
        """Give what a value of a choice names, None when nothing has it."""
        return _find(self.names, name, value)


def gather_list(
    plan_code: str, choices: Choices, *, whole: bool = False, past: Past | None = None
) -> ListPage | None:
    """Gather the list of a published plan, a page of it or the whole; None without the plan.

    Shape: `past` is the plan at an earlier publication, None for the present.
    Queries: 7; of the past 2.
    """
    plan = past.view if past else plan_by_code(plan_code)
    if plan is None:
        return None
    names = subject_names(plan.id, past)
    sort, descending = choices.order
    listing = list_rows(
        plan.id,
        filters=list_filter(choices, names),
        sort=sort,
        descending=descending,
        page=1 if whole else choices.page,
        per_page=None if whole else PER_PAGE,
        past=past,
    )
    keys = [row.figures.commitment_id for row in listing.rows]
    marks = assessed_marks(keys, past.as_of if past else None)
    return ListPage(plan, choices, names, listing, marks)


def list_filter(choices: Choices, names: Names) -> ListFilter:
    """Give the filter of the roll-up for some choices; what nothing has chooses nothing."""
    keys = {
        f"{name}_id": _key(names, name, getattr(choices, name))
        for name in KINDS
        if getattr(choices, name)
    }
    return ListFilter(
        **keys,
        computed=ComputedStatus(choices.status) if choices.status else None,
        declared=choices.declared or None,
        year=None if not choices.year else 0 if choices.year == NONE else int(choices.year),
        text=choices.q,
    )


def _key(names: Names, name: str, value: str) -> int:
    if value == NONE:
        return _NONE_STATED
    found = _find(names, name, value)
    return found.id if found else _NOTHING_HAS_IT


def _find(names: Names, name: str, value: str) -> SubjectName | None:
    named = names[KINDS[name]]
    if name == "theme":
        return named.get(int(value)) if value.isdigit() else None
    return next((one for one in named.values() if one.code == value), None)


def facet_code(names: Names, name: str, value: int | str) -> str:
    """Give what stands in an address for a value counted beside a filter."""
    if value == _NONE_STATED:
        return NONE
    is_coded = name in KINDS and name != "theme"
    return names[KINDS[name]][int(value)].code if is_coded else str(value)


def list_for_machines(page: ListPage, address: Callable[[str], str]) -> dict[str, Any]:
    """Give a page of the list as it is sent to machines, with the address of the next page."""
    listing, choices = page.listing, page.choices
    is_last = choices.page >= listing.n_pages
    return {
        "plan": {
            "code": page.plan.code,
            "title": page.plan.title,
            "is_sample": page.plan.is_sample,
        },
        "choices": dict(choices.in_force),
        "sort": choices.sort or listing.sort.value,
        "total": listing.total,
        "amount": listing.amount,
        "amount_unknown": listing.amount_unknown,
        "currency": page.plan.currency,
        "page": listing.page,
        "n_pages": listing.n_pages,
        "per_page": PER_PAGE,
        "next": None if is_last else address(choices.query(page=choices.page + 1)),
        "counts": _counts(page),
        "commitments": _lines(page),
    }


def _lines(page: ListPage) -> tuple[CommitmentLine, ...]:
    return tuple(lines_of(page))


def _counts(page: ListPage) -> Mapping[str, Mapping[str, int]]:
    return {
        name: {
            facet_code(page.names, name, count.value): count.n
            for count in page.listing.facets[field]
        }
        for name, field in FIELDS.items()
    }
