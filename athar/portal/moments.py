"""Pages as of an earlier publication: what is asked for, the banner, links that keep it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.core.exceptions import BadRequest, ValidationError
from django.http import Http404, HttpRequest
from django.utils.translation import get_language, gettext, gettext_lazy, pgettext
from markupsafe import Markup, escape

from athar.kernel.periods import format_date
from athar.plans.queries import PlanView, publications_of
from athar.rollups.queries import Past, past_cells, past_of
from athar.trail.moments import AsOf, read_as_of
from athar.ui import formatting
from athar.ui.site import Label, State

#: Links to pages and files of a plan, of indicators and of values that can be read as of one.
_KEPT = (
    r"/[a-z]{2,3}/(?:plans/%s(?:/commitments|/(?:commitments|nodes)/[^/?#\"]+|/places|/results)?"
    r"|indicators/(?:scorecard|coverage|compare)"
    r"|indicators/[^/?#\"]+/[^/?#\"]+(?:/values(?:/[^/?#\"]+){4}|/map)?"
    r"|places/[^/?#\"]+/[^/?#\"]+(?:/results)?)(?:\.\w+)?"
)
_ANY_PLAN = r"[^/?#\"]+"
_TAG = re.compile(r"<(?:a|link|form)\b[^>]*>")
#: Files that are of the present only.
_OF_TODAY = (".bib", ".ris", ".csl.json", ".jsonld", ".png")
#: A link that leads out of the past on purpose.
OUT = "data-now"


class NotThen(Http404):
    """What was asked for was not public at the moment asked for; `sentence` says so in words."""

    title: Label = gettext_lazy("This was not public at that moment")

    def __init__(self, sentence: Label) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class OnlyNow(NotThen):
    """An earlier state was asked for of what shows the current one only."""

    title = gettext_lazy("This shows the current state only")


class TooMuch(NotThen):
    """More values would have to be put together for an earlier state than are read at once."""

    title = gettext_lazy("Too many values for an earlier state")


def too_many() -> Markup:
    """Say that the figures of an earlier state are not put together, and what can be done."""
    sentence = gettext(
        "More than %(n)s values would have to be put together for this state, so its figures are "
        "not given. Choose a smaller place or fewer indicators, or read the values as they were "
        "stated."
    )
    return escape(sentence) % {"n": formatting.number(past_cells.MOST)}


def refuse_cut(*, is_cut: bool) -> None:
    """Refuse a file of figures that could not be put together. Errors: TooMuch."""
    if is_cut:
        raise TooMuch(too_many().striptags())


@dataclass(frozen=True, slots=True)
class Moment:
    """What an address asks for of a plan: its state at a publication, or the present (None)."""

    plan: str
    as_of: AsOf | None = None
    past: Past | None = None

    def state(self, request: HttpRequest) -> State | None:
        """Say which state a page shows, with the address of the current one."""
        if self.as_of is None:
            return None
        query = request.GET.copy()
        del query["as_of"]
        now = request.path + (f"?{query.urlencode()}" if query else "")
        return State(_banner(self.as_of), now, self.as_of.asked, self.plan)

    def not_found(self) -> Http404:
        """Say that something of the plan was not public at the moment, or is not at present."""
        return Http404() if self.as_of is None else not_then(self.as_of)


def moment_of(request: HttpRequest, plan: str, *, code: str | None = None) -> Moment:
    """Give the moment an address asks for, with the plan, or one commitment of it, as it stood.

    Errors: BadRequest for what is no moment; NotThen for one to come, one before the first
    publication, and a plan that was not public.
    Queries: 0 for the present; 1 and those of past_of.
    """
    asked = request.GET.get("as_of", "").strip()
    if not asked:
        return Moment(plan)
    try:
        as_of = read_as_of(asked)
    except ValidationError as error:
        if error.code == "as_of_malformed":
            raise BadRequest(f"as_of={asked[:40]!r} is no moment") from error
        raise NotThen(" ".join(error.messages)) from error
    past = past_of(plan, as_of, code=code)
    if past is None:
        raise not_then(as_of)
    return Moment(plan, as_of, past)


def not_then(as_of: AsOf) -> NotThen:
    """Say that something was not public at a moment."""
    sentence = gettext("This page was not public yet in the state asked for (publication %(n)s).")
    return NotThen(sentence % {"n": as_of.number})


def only_now(request: HttpRequest) -> None:
    """Refuse to show the present to whoever asks for an earlier state. Errors: OnlyNow."""
    if request.GET.get("as_of", "").strip():
        raise OnlyNow(
            gettext(
                "Lists, projects and parts of the plan can be read as of an earlier publication; "
                "this page cannot."
            )
        )


def stamp(as_of: AsOf | None) -> dict[str, Any]:
    """Say in a file for machines which state it holds; nothing for the present."""
    if as_of is None:
        return {}
    return {
        "as_of": {
            "publication": as_of.number,
            "published_at": as_of.published_at,
            "day": as_of.day,
            "asked": as_of.asked,
        }
    }


#: What a table as of a publication says in every row.
STAMP_COLUMNS = ("publication", "published_on")


def stamped(
    as_of: AsOf | None, header: tuple[str, ...], rows: Iterable[tuple[Any, ...]]
) -> tuple[tuple[str, ...], Iterable[tuple[Any, ...]]]:
    """Add to a table the publication and its day, in every row; nothing for the present."""
    if as_of is None:
        return header, rows
    said = (as_of.number, as_of.published_on)
    return (*header, *STAMP_COLUMNS), ((*row, *said) for row in rows)


def file_name(name: str, as_of: AsOf | None) -> str:
    """Name a file after the publication it holds."""
    return name if as_of is None else f"{name}-publication-{as_of.number}"


def _banner(as_of: AsOf) -> Markup:
    sentence = gettext(
        "You are reading the plan as it was published on %(day)s (publication %(n)s)."
    )
    day, number = formatting.day(as_of.published_on), formatting.number(as_of.number)
    return escape(sentence) % {"day": day, "n": number}


def keep(body: str, state: State) -> str:
    """Let every link and form of a page that can be read as of a moment ask for it as well."""
    address = _KEPT % (re.escape(state.plan) or _ANY_PLAN)
    pattern = re.compile(rf'\b(href|action|hx-get)="({address})(\?[^"#]*)?(#[^"]*)?"')
    asked = quote(state.asked)

    def link(found: re.Match[str]) -> str:
        name, address, query, place = found.groups()
        if address.endswith(_OF_TODAY):
            return found.group()
        query = f"{query}&amp;as_of={asked}" if query and len(query) > 1 else f"?as_of={asked}"
        return f'{name}="{address}{query}{place or ""}"'

    def tag(found: re.Match[str]) -> str:
        text = found.group()
        if OUT in text or 'rel="canonical"' in text:
            return text
        if text.startswith("<form"):
            hidden = f'<input type="hidden" name="as_of" value="{asked}">'
            return text + hidden if pattern.search(text) else text
        return pattern.sub(link, text)

    return _TAG.sub(tag, body)


def keep_query(query: str, as_of: AsOf | None) -> str:
    """Let a query such as "?page=2" ask for the moment as well."""
    if as_of is None:
        return query
    return f"{query}{'&' if query else '?'}as_of={quote(as_of.asked)}"


@dataclass(frozen=True, slots=True)
class Picker:
    """The earlier publications that a reader may choose, newest first, as (number, words)."""

    options: tuple[tuple[str, str], ...]
    chosen: str


_ACTS: Mapping[str, Label] = {
    "plan.version_published": gettext_lazy("the plan as first published"),
    "plan.amended": gettext_lazy("an amendment"),
    "reports.published": gettext_lazy("reports"),
    "reports.withdrawn": gettext_lazy("a withdrawal"),
    "commitment.carried_over": gettext_lazy("what became of a project"),
    "round.opened": gettext_lazy("a reporting round opened"),
    "round.closed": gettext_lazy("a reporting round closed"),
    "round.reopened": gettext_lazy("a reporting round reopened"),
    "round.due_extended": gettext_lazy("more time for reports"),
}


def picker(offered: Iterable[tuple[int, dt.date, str]], as_of: AsOf | None) -> Picker:
    """Offer publications to be chosen: number, day and kind of each, in their order."""
    return Picker(
        tuple((str(number), _option(number, day, kind)) for number, day, kind in offered),
        "" if as_of is None else str(as_of.number),
    )


def _option(number: int, day: dt.date, kind: str) -> str:
    words = pgettext("a publication: number, day, act", "%(n)s – %(day)s: %(what)s")
    named = format_date(day, lang=get_language() or "en")
    return words % {"n": number, "day": named, "what": _ACTS.get(kind, "")}


def plan_picker(plan: PlanView, as_of: AsOf | None) -> Picker:
    """Offer every publication of a plan. Queries: 1."""
    offered = ((one.number, one.day, one.kind) for one in publications_of(plan.id))
    return picker(offered, as_of)
