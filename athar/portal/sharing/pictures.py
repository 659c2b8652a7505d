"""What stands on the picture of each page: what it is, how it goes, who says so, since when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, pgettext

from athar.kernel.text import Translated
from athar.portal import wording
from athar.portal.commitments import head
from athar.portal.commitments.page import CommitmentPage
from athar.portal.commitments.wording import joined, text_of, whole_place
from athar.portal.home.page import HomePage
from athar.portal.installation import installation
from athar.portal.places import wording as place_wording
from athar.portal.places.page import PlacePage
from athar.portal.plans.node import NodePage, level_words
from athar.portal.sharing.whole import WholePlan
from athar.rollups.figures import Percentage, StatusCount
from athar.ui import formatting
from athar.ui.pictures import Picture, Said, Segment, segments_of, words_of

_HUNDRED = Decimal(100)
#: How many places a picture names before it only counts them.
_PLACES_NAMED = 2


def of_home(page: HomePage, lang: str) -> Picture:
    """Draw the whole installation: the statuses of all its promises."""
    summary = page.summary
    return Picture(
        **_frame(lang),
        kicker=gettext("What was promised, what is done, and who says so"),
        code="",
        title=words_of(wording.answer_of_all(summary))
        if summary.n_total
        else gettext("No plan is published here yet."),
        segments=_segments(summary.statuses),
        said=_figures_of(summary.last_reported_on),
    )


def of_plan(page: WholePlan, lang: str) -> Picture:
    """Draw a plan: its statuses and how far its works are."""
    plan, total = page.plan, page.total
    return Picture(
        **_frame(lang),
        kicker=str(plan.kind.label),
        code=plan.code,
        title=text_of(plan.title),
        segments=_segments(total.statuses),
        **_bar(total.physical, total.planned_today),
        said=_figures_of(total.dates.last_reported_on, total.physical),
        sample=_sample(is_sample=plan.is_sample),
    )


def of_node(page: NodePage, lang: str) -> Picture:
    """Draw an axis or a programme."""
    node, plan = page.progress.node, page.plan
    own_level, _below = level_words(page)
    kicker = f"{text_of(own_level)} · {text_of(plan.short_title or plan.title)}"
    figures = node.figures
    return Picture(
        **_frame(lang),
        kicker=kicker.removeprefix(" · "),
        code=node.node.code,
        title=text_of(node.node.names),
        segments=_segments(figures.statuses),
        **_bar(figures.physical, figures.planned_today),
        said=_figures_of(figures.dates.last_reported_on, figures.physical),
        sample=_sample(is_sample=plan.is_sample),
    )


def of_place(page: PlacePage, lang: str) -> Picture:
    """Draw a place with what is promised in it."""
    figures = page.figures
    bar = _bar(figures.physical, None) if figures.physical else {}
    return Picture(
        **_frame(lang),
        kicker=_where(page),
        code=page.place.code,
        title=text_of(page.place.names),
        facts=(words_of(place_wording.n_items(figures.n_total, projects=page.counts_projects)),),
        segments=_segments(figures.statuses),
        **bar,
        said=_figures_of(figures.last_reported_on, figures.physical),
    )


def of_commitment(page: CommitmentPage, lang: str) -> Picture:
    """Draw a commitment: both statuses, how far it is, who says so and since when."""
    one, figures = page.commitment, page.figures
    declared, computed = head.declared(page), head.computed(page)
    return Picture(
        **_frame(lang),
        kicker=text_of(page.plan.short_title or page.plan.title),
        code=one.code,
        title=text_of(one.title),
        facts=tuple(_facts(page)),
        statuses=(
            Said(pgettext("a status", "Declared"), declared.look.shape, str(declared.look.word)),
            Said(pgettext("a status", "Computed"), computed.look.shape, str(computed.look.word)),
        ),
        has_bar=True,
        percent=None if figures.physical is None else words_of(head.works_number(page)),
        unknown=gettext("no data"),
        share=_within(figures.physical),
        tick=_tick(head.planned_today(page)),
        shape=computed.look.shape,
        said=words_of(declared.note),
        sample=_sample(is_sample=one.is_sample),
    )


def _frame(lang: str) -> dict[str, Any]:
    name = installation().name
    return {"lang": lang, "host": text_of(name) if isinstance(name, Translated) else name}


def _where(page: PlacePage) -> str:
    kind = str(page.place.kind.label)
    above = words_of(joined([one.names for one in reversed(page.above)]))
    return f"{kind} · {above}" if above else kind


def _facts(page: CommitmentPage) -> Iterable[str]:
    if page.leads:
        yield words_of(joined([one.names for one in page.leads]))
    places = [one.names for one in page.commitment.places]
    if page.commitment.covers_whole_place:
        yield words_of(whole_place(page.plan.kind))
    elif places:
        n_more = len(places) - _PLACES_NAMED
        yield words_of(joined(places[:_PLACES_NAMED], n_more=n_more))


def _segments(counts: Sequence[StatusCount]) -> tuple[Segment, ...]:
    parts = [(look.shape, str(look.word), number) for look, number in wording.status_looks(counts)]
    return segments_of(parts, wording.number)


def _bar(physical: Percentage, planned: Decimal | None) -> dict[str, Any]:
    whole = physical.whole
    return {
        "has_bar": True,
        "percent": None if whole is None else words_of(formatting.percent(whole)),
        "unknown": gettext("no data"),
        "share": _within(physical.exact),
        "tick": _tick(planned),
    }


def _figures_of(on: dt.date | None, physical: Percentage | None = None) -> str:
    """Say on how many the figure rests and from when the reports are."""
    said = [wording.coverage(physical)] if physical and physical.expected else []
    if on is None:
        return " · ".join([*said, gettext("No report was published.")])
    sentence = gettext("According to the published reports, %(day)s")
    return " · ".join([*said, words_of(sentence % {"day": formatting.day(on)})])


def _sample(*, is_sample: bool) -> str:
    return pgettext("mark on an invented line", "sample") if is_sample else ""


def _within(value: Decimal | None) -> Decimal:
    return min(max(value or Decimal(0), Decimal(0)), _HUNDRED)


def _tick(value: Decimal | None) -> Decimal | None:
    return None if value is None else min(_within(value), Decimal(99))
