"""A commitment as lists show it: what it is, its statuses, how fresh, where, how much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from athar.evaluation.queries import AssessmentView
from athar.kernel.text import Translated
from athar.plans.queries import PlanView
from athar.portal.commitments import wording
from athar.portal.commitments.marks import look_of, who_of
from athar.rollups.enums import SubjectKind
from athar.rollups.figures import ListRow
from athar.rollups.queries import SubjectName
from athar.ui import formatting, statuses
from athar.ui.addresses import reverse
from athar.ui.statuses import Look

Names = Mapping[SubjectKind, Mapping[int, SubjectName]]
#: How many places a card names before it only counts them.
_PLACES_NAMED = 2


@dataclass(frozen=True, slots=True)
class Card:
    """One commitment of a list; `physical` None is unknown, `number` is what is printed of it."""

    url: str
    code: str
    title: Translated
    axis: Translated | None
    is_sample: bool
    declared: Look
    computed: Look
    age: Markup
    is_silent: bool
    physical: Decimal | None
    number: Markup | None
    planned_today: Decimal | None
    assessed: Look | None
    assessor: Markup
    facts: tuple[Markup, ...]


def cards_of(
    rows: Iterable[ListRow],
    plan: PlanView,
    names: Names,
    lang: str,
    marks: Mapping[int, AssessmentView],
) -> tuple[Card, ...]:
    """Give the cards of a list, in its order; `marks` are the words of evaluators. Queries: 0."""
    return tuple(
        _card(row, plan, names, lang, marks.get(row.figures.commitment_id)) for row in rows
    )


def _card(
    row: ListRow, plan: PlanView, names: Names, lang: str, mark: AssessmentView | None
) -> Card:
    figures = row.figures
    is_silent = wording.is_silent(figures.silent_days, plan.reporting_months)
    declared = "cancelled" if figures.is_removed else figures.declared
    return Card(
        url=reverse(
            "portal:commitment", kwargs={"lang": lang, "plan": plan.code, "code": row.code}
        ),
        code=row.code,
        title=row.title,
        axis=_axis(row, names),
        is_sample=row.is_sample,
        declared=statuses.declared(declared, is_validated=figures.is_validated),
        computed=wording.computed_look(figures),
        age=wording.age(figures, plan.reporting_months),
        is_silent=is_silent,
        physical=figures.physical,
        number=_number(figures.physical, complete=figures.is_validated_complete),
        planned_today=figures.planned_today,
        assessed=look_of(mark) if mark else None,
        assessor=who_of(mark) if mark else Markup(),
        facts=tuple(_facts(row, plan, names)),
    )


def _number(physical: Decimal | None, *, complete: bool) -> Markup | None:
    return None if physical is None else formatting.progress(physical, complete=complete)


def _axis(row: ListRow, names: Names) -> Translated | None:
    nodes = (names[SubjectKind.NODE].get(key) for key in row.node_ids)
    tops = [one.names for one in nodes if one and one.level == 0]
    return tops[0] if tops else None


def _facts(row: ListRow, plan: PlanView, names: Names) -> Iterable[Markup]:
    leads = [names[SubjectKind.LEAD][key].names for key in row.lead_ids]
    if leads:
        yield wording.joined(leads)
    yield place_words(row, plan, names)
    if row.figures.amount is None:
        yield wording.amount_unknown()
    else:
        yield formatting.money(row.figures.amount, row.figures.currency)


def place_words(row: ListRow, plan: PlanView, names: Names) -> Markup:
    """Name where a commitment takes place: a few places, how many more, everywhere, unknown."""
    if row.covers_whole_place:
        return wording.whole_place(plan.kind)
    places = [names[SubjectKind.PLACE][key].names for key in row.place_ids]
    if not places:
        return wording.place_unknown()
    return wording.joined(places[:_PLACES_NAMED], n_more=len(places) - _PLACES_NAMED)
