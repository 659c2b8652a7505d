"""The indicators that stand side by side on a page of results, from a library or a plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import Http404

from athar.indicators.queries import IndicatorView, LibraryView, libraries
from athar.indicators.queries.choosing import adopted_by, n_comparable, stretch_of
from athar.kernel.text import Translated
from athar.plans.queries import PlanCard, node_titles_then, plans_then, published_plans
from athar.portal.territory.choices import Choices
from athar.trail.moments import AsOf

#: How many indicators stand side by side, so that a matrix fits a sheet.
SIDE_BY_SIDE = 16


@dataclass(frozen=True, slots=True)
class Column:
    """An indicator with the part of the whole that is shown of it; `group` heads its neighbours."""

    indicator: IndicatorView
    category: str = ""
    group: Translated | None = None
    own_category: str = ""

    @property
    def pair(self) -> tuple[int, str]:
        """Give what its values are read by: key of the indicator, part of the whole."""
        return self.indicator.id, self.category

    @property
    def key(self) -> str:
        """Give what names the column in an address: "rgph:water", "rgph:water@area=rural"."""
        name = f"{self.indicator.library_code}:{self.indicator.code}"
        return f"{name}@{self.own_category}" if self.own_category else name


@dataclass(frozen=True, slots=True)
class Chosen:
    """The indicators of a page, and those one could choose instead.

    Shape: `columns` at most SIDE_BY_SIDE of `n_columns`, the `part`-th of `n_parts` groups;
    `without` are left out because their values are not broken down as asked.
    """

    columns: tuple[Column, ...]
    without: tuple[Column, ...]
    n_columns: int
    part: int
    n_parts: int
    of: str
    title: Translated
    libraries: tuple[LibraryView, ...]
    plans: tuple[PlanCard, ...]

    @property
    def shown(self) -> tuple[Column, ...]:
        """Give every column of this part, those left out too."""
        return (*self.columns, *self.without)


def chosen_columns(choices: Choices, as_of: AsOf | None = None) -> Chosen:
    """Give the indicators that were chosen, else those of the axes of the newest plan.

    Shape: of an earlier state, among the libraries and plans that were public then.
    Errors: Http404 for a library or a plan that is not public.
    Queries: 2, and 3 of a plan, 4 of a library, 5 where the newest plan answers for none;
    1 more for the titles of groupings then.
    """
    plans = plans_then(as_of) if as_of else published_plans()
    known = public_among(libraries(), plans)
    of = choices.of
    adopted: Sequence[Column] = ()
    if not of.startswith("library:"):
        wanted = of.removeprefix("plan:")
        plan = next((one for one in plans if one.code == wanted or not wanted), None)
        adopted = _adopted(plan.code, as_of) if plan else ()
        if of and plan is None:
            raise Http404
        if plan and (adopted or of):
            columns, part, n_parts = _part(adopted, choices.part)
            return _chosen(
                choices, columns, known, plans,
                n_columns=len(adopted), part=part, n_parts=n_parts,
                of=f"plan:{plan.code}", title=plan.short_title or plan.title,
            )  # fmt: skip
    library = _library(of, known)
    if library is None:
        return Chosen((), (), 0, 1, 1, "", Translated(), known, plans)
    n = n_comparable(library.code)
    n_parts = max(1, -(-n // SIDE_BY_SIDE))
    part = min(choices.part, n_parts)
    stretch = stretch_of(library.code, start=(part - 1) * SIDE_BY_SIDE, limit=SIDE_BY_SIDE)
    return _chosen(
        choices, tuple(Column(one) for one in stretch), known, plans,
        n_columns=n, part=part, n_parts=n_parts,
        of=f"library:{library.code}", title=library.title,
    )  # fmt: skip


def _library(of: str, known: Sequence[LibraryView]) -> LibraryView | None:
    """Give the library asked for, else the first one that holds anything; None without any."""
    if of:
        code = of.removeprefix("library:")
        found = next((one for one in known if one.code == code), None)
        if found is None:
            raise Http404
        return found
    return next((one for one in known if one.n_indicators), None)


def _adopted(plan_code: str, as_of: AsOf | None) -> list[Column]:
    found = adopted_by(plan_code)
    titles = node_titles_then(plan_code, as_of) if as_of and found else {}
    return [
        Column(
            one.indicator,
            one.category,
            titles.get(one.node_code, one.node_title),
            one.category,
        )
        for one in found
    ]


def public_among(
    known: Iterable[LibraryView], plans: Sequence[PlanCard]
) -> tuple[LibraryView, ...]:
    """Give the libraries that are shared, or of one of the plans that are public."""
    codes = {one.code for one in plans}
    return tuple(one for one in known if not one.plan_code or one.plan_code in codes)


def is_public(indicator: IndicatorView, plans: Sequence[PlanCard] | None) -> bool:
    """Tell whether an indicator is shared, or of one of the plans that were public then."""
    return (
        plans is None
        or not indicator.plan_code
        or indicator.plan_code in {one.code for one in plans}
    )


def _part(columns: Sequence[Column], part: int) -> tuple[tuple[Column, ...], int, int]:
    n_parts = max(1, -(-len(columns) // SIDE_BY_SIDE))
    part = min(part, n_parts)
    return tuple(columns[(part - 1) * SIDE_BY_SIDE : part * SIDE_BY_SIDE]), part, n_parts


def _chosen(
    choices: Choices,
    columns: Iterable[Column],
    known: tuple[LibraryView, ...],
    plans: tuple[PlanCard, ...],
    *,
    n_columns: int,
    part: int,
    n_parts: int,
    of: str,
    title: Translated,
) -> Chosen:
    columns = tuple(columns)
    if choices.category:
        dimensions = {one.partition("=")[0] for one in choices.category.split(",")}
        columns = tuple(
            Column(one.indicator, choices.category, one.group, one.own_category) for one in columns
        )
        without = tuple(
            one
            for one in columns
            if dimensions - {dimension.code for dimension in one.indicator.dimensions}
        )
    else:
        without = ()
    return Chosen(
        tuple(one for one in columns if one not in without), without,
        n_columns, part, n_parts, of, title, known, plans,
    )  # fmt: skip
