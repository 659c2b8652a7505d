"""Which body of a plan reports in time, and the rounds of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from markupsafe import Markup, escape

from athar.people.queries import OrganisationRef, organisations_by_id
from athar.plans.queries import PlanView, plan_by_code
from athar.portal.wording import percent, share_in_time
from athar.reporting.enums import RoundState
from athar.reporting.queries import Punctuality, in_all, punctuality, rounds_of
from athar.reporting.rounds import RoundView
from athar.ui import formatting

COLUMNS = ("body_code", "body", "n_due", "n_in_time", "n_late", "n_missing", "in_time_percent")
_SHAPES = {
    RoundState.TO_COME: "due",
    RoundState.OPEN: "ok",
    RoundState.OVERDUE: "risk",
    RoundState.CLOSED: "done",
}


@dataclass(frozen=True, slots=True)
class PunctualityPage:
    """How punctual each body of a plan was, those that owe most first, and its rounds."""

    plan: PlanView
    whole: Punctuality
    bodies: tuple[tuple[OrganisationRef, Punctuality], ...]
    rounds: tuple[RoundView, ...]


def gather_punctuality(plan_code: str) -> PunctualityPage | None:
    """Gather how punctual the bodies of a published plan are; None when there is no such plan.

    Queries: at most 6.
    """
    plan = plan_by_code(plan_code)
    if plan is None:
        return None
    found = punctuality(plan.id)
    named = organisations_by_id(found)
    bodies = [(named[key], one) for key, one in found.items()]
    bodies.sort(key=lambda pair: (-pair[1].n_due, pair[0].code))
    return PunctualityPage(plan, in_all(found.values()), tuple(bodies), rounds_of(plan.id))


def body_rows(page: PunctualityPage) -> list[tuple[Any, ...]]:
    """Give the bodies as the page tells them: counts, and the share that came in time."""
    return [
        (
            formatting.wording(body.names),
            *(formatting.number(n) for n in _counts(one)),
            formatting.bdi(percent(share_in_time(one)) or ""),
        )
        for body, one in page.bodies
    ]


def round_rows(page: PunctualityPage) -> list[tuple[Markup, ...]]:
    """Give the rounds as the page tells them: what they report on, from when, until when."""
    return [
        (
            formatting.bdi(one.code),
            _span(one),
            formatting.day(one.opens_on),
            formatting.day(one.due_on),
            _state(one),
        )
        for one in page.rounds
    ]


def _span(one: RoundView) -> Markup:
    sentence = escape(gettext("%(first)s to %(last)s"))
    return sentence % {"first": formatting.day(one.start_on), "last": formatting.day(one.end_on)}


def _state(one: RoundView) -> Markup:
    shape = _SHAPES[one.state]
    return Markup('<span class="st s-{}"><span>{}</span></span>').format(shape, one.state.label)


def _counts(one: Punctuality) -> tuple[int, int, int, int]:
    return (one.n_due, one.n_in_time, one.n_late, one.n_missing)


def table_rows(page: PunctualityPage, lang: str) -> Iterator[tuple[Any, ...]]:
    """Give the bodies as the file holds them; the share is rounded down."""
    for body, one in page.bodies:
        yield (body.code, body.names.in_language(lang).text, *_counts(one), share_in_time(one))


def for_machines(page: PunctualityPage) -> dict[str, Any]:
    """Give the page as JSON holds it; the share is None when nothing was due."""
    plan = page.plan
    return {
        "plan": {"code": plan.code, "title": plan.title, "is_sample": plan.is_sample},
        **_facts(page.whole),
        "bodies": [
            {"code": body.code, "names": body.names, **_facts(one)} for body, one in page.bodies
        ],
        "rounds": [
            {
                "code": one.code,
                "start_on": one.start_on,
                "end_on": one.end_on,
                "opens_on": one.opens_on,
                "due_on": one.due_on,
                "closed_at": one.closed_at,
                "state": one.state.value,
            }
            for one in page.rounds
        ],
    }


def _facts(one: Punctuality) -> dict[str, Any]:
    names = ("n_due", "n_in_time", "n_late", "n_missing")
    return {**dict(zip(names, _counts(one), strict=True)), "in_time_percent": share_in_time(one)}
