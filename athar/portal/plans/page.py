"""What the home of a plan shows, gathered once for HTML and JSON alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext, gettext_lazy
from markupsafe import Markup

from athar.kernel.text import Translated
from athar.plans.queries import PlanView, plan_by_code
from athar.reference.queries import MapShapes, map_of
from athar.rollups.figures import BodyFigures, GroupFigures, PlanProgress, StatusChange
from athar.rollups.queries import (
    Past,
    by_funder,
    by_lead,
    by_theme,
    by_year,
    plan_progress,
    recent_changes,
)
from athar.ui import formatting
from athar.ui.addresses import reverse
from athar.ui.charts.legend import legend
from athar.ui.charts.maps import Area, area_of, choropleth
from athar.ui.site import Label as Words

#: Lower bounds, in percent, of the steps of the progress map.
MAP_BREAKS = (Decimal(50), Decimal(60), Decimal(70), Decimal(80))
VIEWS: dict[str, Words] = {
    "axis": gettext_lazy("Axis"),
    "place": gettext_lazy("Place"),
    "status": gettext_lazy("Computed status"),
    "lead": gettext_lazy("Lead body"),
    "funder": gettext_lazy("Funder"),
    "theme": gettext_lazy("Theme"),
    "year": gettext_lazy("Year"),
}
NONE_STATED: dict[str, Words] = {
    "lead": gettext_lazy("No lead body stated"),
    "funder": gettext_lazy("Funding not split"),
    "year": gettext_lazy("No period stated"),
}


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A published plan with its figures and what changed lately."""

    plan: PlanView
    progress: PlanProgress
    changes: tuple[StatusChange, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """One part of a plan: what it is called, its figures, where it leads."""

    title: Translated | Words
    code: str
    figures: GroupFigures
    url: str


def gather_plan(
    code: str, past: Past | None = None, *, depth: int | None = None
) -> PlanPage | None:
    """Gather the page of a published plan, None when there is none.

    Shape: `past` is the plan at an earlier publication, None for the present; groupings down to
    level `depth`, by default all.
    Queries: at most 8; of the past 2.
    """
    plan = past.view if past else plan_by_code(code)
    if plan is None:
        return None
    changes = recent_changes(plan.id, limit=4, as_of=past.as_of if past else None)
    return PlanPage(plan, plan_progress(plan.id, past, depth=depth), changes)


def tiles(page: PlanPage, view: str, lang: str, past: Past | None = None) -> tuple[Tile, ...]:
    """Give the parts of a plan in one view; by status there are none, the bar says it.

    Queries: none for axis, place and status, else at most 3.
    """
    address = {"lang": lang, "plan": page.plan.code}
    listed = reverse("portal:commitments", kwargs=address)
    if view == "axis":
        return tuple(_axis_tiles(page, address))
    return tuple(_VIEWED[view](page, listed, past)) if view in _VIEWED else ()


def _axis_tiles(page: PlanPage, address: Mapping[str, str]) -> Iterable[Tile]:
    for one in page.progress.nodes:
        if one.level == 0:
            url = reverse("portal:node", kwargs={**address, "code": one.node.code})
            yield Tile(one.node.names, one.node.code, one.figures, url)


def _place_tiles(page: PlanPage, listed: str, _past: Past | None) -> Iterable[Tile]:
    for one in page.progress.places:
        yield Tile(one.place.names, "", one.figures, f"{listed}?place={one.place.code}")


def _theme_tiles(page: PlanPage, listed: str, past: Past | None) -> Iterable[Tile]:
    for one in by_theme(page.plan.id, past):
        yield Tile(one.theme.names, "", one.figures, f"{listed}?theme={one.theme.id}")


def _year_tiles(page: PlanPage, listed: str, past: Past | None) -> Iterable[Tile]:
    for one in by_year(page.plan.id, past):
        title = str(one.year) if one.year else NONE_STATED["year"]
        yield Tile(title, "", one.figures, f"{listed}?year={one.year or 'none'}")


def _lead_tiles(page: PlanPage, listed: str, past: Past | None) -> Iterable[Tile]:
    return _body_tiles(by_lead(page.plan.id, past), "lead", listed)


def _funder_tiles(page: PlanPage, listed: str, past: Past | None) -> Iterable[Tile]:
    return _body_tiles(by_funder(page.plan.id, past), "funder", listed)


_VIEWED: Mapping[str, Callable[[PlanPage, str, Past | None], Iterable[Tile]]] = {
    "place": _place_tiles,
    "theme": _theme_tiles,
    "year": _year_tiles,
    "lead": _lead_tiles,
    "funder": _funder_tiles,
}


def _body_tiles(bodies: Iterable[BodyFigures], view: str, listed: str) -> Iterable[Tile]:
    for one in bodies:
        title = one.body.names if one.body.id else NONE_STATED[view]
        yield Tile(title, "", one.figures, f"{listed}?{view}={one.body.code or 'none'}")


def view_links(view: str, address: str) -> list[tuple[Words, str, bool]]:
    """Give the ways of looking at the parts of a plan."""
    return [(words, f"{address}?by={key}#parts", key == view) for key, words in VIEWS.items()]


def facts(page: PlanPage) -> list[tuple[Words, object]]:
    """Give the facts under the title: envelope, adoption with its vote, date of the figures."""
    plan = page.plan
    found: list[tuple[Words, object]] = []
    if plan.announced_amount is not None:
        found.append((gettext("Envelope"), formatting.money(plan.announced_amount, plan.currency)))
    if plan.adopted_on:
        adopted = formatting.day(plan.adopted_on)
        if plan.votes:
            vote = gettext("%(yes)s for, %(no)s against, %(abstained)s abstained")
            numbers = dict(zip(("yes", "no", "abstained"), plan.votes, strict=True))
            adopted += Markup(' <span class="mute">({})</span>').format(vote % numbers)
        found.append((gettext("Adopted by the council on"), adopted))
    last = page.progress.total.dates.last_reported_on
    if last:
        found.append((gettext("Figures as of"), formatting.day(last)))
    return found


@dataclass(frozen=True, slots=True)
class PlanMap:
    """The map of a plan, its legend and the line of its source."""

    drawing: Markup
    keys: list[tuple[str, Markup]]
    source: str


def plan_map(page: PlanPage, lang: str) -> PlanMap | None:
    """Draw progress by place; None when no outline is known. Queries: 1."""
    figures = {one.place.id: one.figures for one in page.progress.places}
    shapes = map_of(figures)
    if shapes is None:
        return None
    drawing = choropleth(_areas(shapes, figures, lang), MAP_BREAKS, lang=lang)
    keys = [(step.css, formatting.interval(step, "progress")) for step in legend(MAP_BREAKS)]
    source = gettext("Outlines: %(credit)s") % {
        "credit": shapes.source.credit or shapes.source.source
    }
    return PlanMap(drawing, keys, source)


def _areas(shapes: MapShapes, figures: dict[int, GroupFigures], lang: str) -> list[Area]:
    return [
        area_of(
            shape,
            lang=lang,
            value=None
            if (whole := figures[shape.place.id].physical.whole) is None
            else Decimal(whole),
            href=reverse(
                "portal:place",
                kwargs={"lang": lang, "scheme": shape.place.scheme, "code": shape.place.code},
            ),
        )
        for shape in shapes.shapes
    ]
