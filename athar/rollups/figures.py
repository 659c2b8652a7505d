"""The figures that pages, the API and exports show: what is known, on how much it rests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from athar.kernel.progress import Computed, ComputedStatus, DeclaredStatus
from athar.kernel.text import Translated
from athar.plans.enums import PlanKind, WeightRuleChoice
from athar.rollups.enums import SortKey


@dataclass(frozen=True, slots=True)
class Label:
    """What a node, place, body, theme or plan is called; id 0 = none stated, without names."""

    id: int
    code: str
    names: Translated


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of those expected are known."""

    known: int
    expected: int


@dataclass(frozen=True, slots=True)
class Percentage:
    """A percentage with the sums behind it.

    Shape: `exact` and `whole` are None when nothing is known; `whole` is floored and at most 99
    unless every item is validated complete. `expected` leaves out the `cancelled`.
    Units: numerator and denominator in whole currency units (by cost, payments), items, weights.
    """

    exact: Decimal | None
    whole: int | None
    numerator: Decimal
    denominator: Decimal
    known: int
    expected: int
    cancelled: int


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many commitments have a computed status; `n_validated` of them validated complete."""

    status: ComputedStatus
    n: int
    n_validated: int = 0


@dataclass(frozen=True, slots=True)
class DeclaredCount:
    """How many commitments declared a status; None = nothing declared."""

    status: DeclaredStatus | None
    n: int


@dataclass(frozen=True, slots=True)
class MoneyTotals:
    """Money planned, committed and paid; a total is None when no item of it is known.

    What an amendment removed is no longer planned; what was paid for it stays paid.
    """

    currency: str
    planned: Decimal | None
    planned_unknown: int
    committed: Decimal | None
    committed_unknown: int
    paid: Decimal | None
    paid_unknown: int


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a commitment, or the earliest start and latest end of a group."""

    first_planned_start_on: dt.date | None = None
    first_planned_end_on: dt.date | None = None
    planned_start_on: dt.date | None = None
    planned_end_on: dt.date | None = None
    actual_start_on: dt.date | None = None
    actual_end_on: dt.date | None = None
    forecast_end_on: dt.date | None = None
    last_reported_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """The figures of a plan, a node, a place, a body or a theme within one plan.

    Shape: `n_total` counts all that are listed, `n_cancelled` those of them cancelled or removed,
    `n_removed` those removed by an amendment. `statuses` holds every computed status in its
    canonical order. `planned_today` is the share (percent) that should be done today, over the
    items of `physical` whose first dates are known.
    """

    n_total: int
    n_cancelled: int
    n_removed: int
    n_validated_complete: int
    n_physical_zero: int
    statuses: tuple[StatusCount, ...]
    physical: Percentage
    financial: Percentage
    planned_today: Decimal | None
    money: MoneyTotals
    dates: Dates

    @property
    def n_in_plan(self) -> int:
        """Give the number of commitments in the current version of the plan."""
        return self.n_total - self.n_removed


@dataclass(frozen=True, slots=True)
class NodeFigures:
    """A node with its figures; level 0 is the top (axis), `path` the codes from the top."""

    node: Label
    level: int
    parent_id: int | None
    path: str
    figures: GroupFigures


@dataclass(frozen=True, slots=True)
class PlaceFigures:
    """A place with the figures of the commitments in it; one in several places counts in each."""

    place: Label
    kind: str
    figures: GroupFigures


@dataclass(frozen=True, slots=True)
class BodyFigures:
    """A body with the figures of its commitments; `share` is what it pays itself, as a funder."""

    body: Label
    figures: GroupFigures
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ThemeFigures:
    """A theme with the figures of its commitments and those of the themes below it."""

    theme: Label
    parent_id: int | None
    taxonomy: str
    figures: GroupFigures


@dataclass(frozen=True, slots=True)
class YearFigures:
    """A year with the figures of the commitments planned in it; year 0 = no period stated."""

    year: int
    figures: GroupFigures


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """Everything computed that the page of a plan shows.

    Shape: `declared` in the order of DeclaredStatus, None last. `nodes` are all nodes in the
    order of the plan (take level 0 for tiles). `places` are the places just below the plan's own,
    by code, also those without any commitment. `whole_place` counts commitments that cover the
    whole place, `place_unknown` those without one. `reported_lately`: of the commitments under
    way, those reported within one reporting period before today. `owner_share` is what the owner
    of the plan pays itself, None when no split names it.
    """

    plan_id: int
    weight_rule: WeightRuleChoice
    today: dt.date
    total: GroupFigures
    declared: tuple[DeclaredCount, ...]
    nodes: tuple[NodeFigures, ...]
    places: tuple[PlaceFigures, ...]
    whole_place: int
    place_unknown: int
    reported_lately: Coverage
    owner_share: Decimal | None


@dataclass(frozen=True, slots=True)
class NodeProgress:
    """A node of a plan with the nodes just below it, in the order of the plan."""

    plan_id: int
    weight_rule: WeightRuleChoice
    today: dt.date
    node: NodeFigures
    children: tuple[NodeFigures, ...]


@dataclass(frozen=True, slots=True)
class CommitmentFigures:
    """Everything computed that is shown of one commitment.

    Units: percents 0 to 100 (`financial` may pass 100); money in whole units of the plan's
    currency; `slippage_*` in days, late is positive, None while no actual or forecast end is
    known. `physical_whole` is floored, at most 99 unless validated complete; so is
    `financial_whole`, which reaches 100 once the whole amount is paid.
    `silent_days` counts from the last report, None when never reported or when finished;
    `overdue_days` since the current planned end, None unless it is past and the work unfinished.
    """

    commitment_id: int
    declared: DeclaredStatus | None
    is_validated: bool
    is_removed: bool
    computed: Computed
    physical: Decimal | None
    physical_whole: int | None
    financial: Decimal | None
    financial_whole: int | None
    has_gap: bool
    planned_today: Decimal | None
    dates: Dates
    slippage_first: int | None
    slippage_current: int | None
    start_slippage: int | None
    silent_days: int | None
    overdue_days: int | None
    currency: str
    amount: Decimal | None
    committed: Decimal | None
    paid: Decimal | None

    @property
    def is_validated_complete(self) -> bool:
        """Tell whether the completion was validated: only then ◆ and 100 % may be shown."""
        return self.is_validated and self.computed.status is ComputedStatus.COMPLETED


@dataclass(frozen=True, slots=True)
class ListFilter:
    """Which commitments a list holds; None leaves a filter out, 0 asks for "none stated".

    A node, place or theme includes everything below it. `declared` "none" = nothing declared.
    `year` meets the current planned period. `text` is searched in codes and titles.
    """

    node_id: int | None = None
    place_id: int | None = None
    lead_id: int | None = None
    funder_id: int | None = None
    theme_id: int | None = None
    computed: ComputedStatus | None = None
    declared: str | None = None
    year: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One commitment in a list; ids are worded by `list_labels`."""

    plan_id: int
    plan_code: str
    code: str
    title: Translated
    is_sample: bool
    node_id: int | None
    node_ids: tuple[int, ...]
    place_ids: tuple[int, ...]
    covers_whole_place: bool
    lead_ids: tuple[int, ...]
    funder_ids: tuple[int, ...]
    theme_ids: tuple[int, ...]
    figures: CommitmentFigures


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many commitments a list would hold with this value; the other filters stay."""

    value: int | str
    n: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a list: its rows, how many there are in all, and the counts beside the filters.

    Shape: `facets` maps the name of a field of ListFilter (all but text) to its values: statuses in
    canonical order, years ascending, the rest by falling count; without values of count 0.
    `page` counts from 1. `amount` sums what is planned in all rows of all pages, None when nothing
    is known or currencies differ; `amount_unknown` of them have no known amount.
    """

    rows: tuple[ListRow, ...]
    total: int
    amount: Decimal | None
    amount_unknown: int
    page: int
    n_pages: int
    sort: SortKey
    descending: bool
    facets: Mapping[str, tuple[FacetCount, ...]]


@dataclass(frozen=True, slots=True)
class ListLabels:
    """Words for the ids in a listing and its facets, by id; places and nodes with their level."""

    nodes: Mapping[int, Label]
    places: Mapping[int, Label]
    bodies: Mapping[int, Label]
    themes: Mapping[int, Label]


@dataclass(frozen=True, slots=True)
class PlanShare:
    """What one plan adds to the figures of a place or a body."""

    plan: Label
    figures: GroupFigures


@dataclass(frozen=True, slots=True)
class AcrossPlans:
    """The figures of a place or a body over all published plans.

    Shape: `physical` only when all plans weigh alike (same rule, same currency), else None;
    `money` has one entry per currency.
    """

    n_total: int
    statuses: tuple[StatusCount, ...]
    physical: Percentage | None
    financial: Percentage | None
    money: tuple[MoneyTotals, ...]
    last_reported_on: dt.date | None
    plans: tuple[PlanShare, ...]


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A published report that declared another status than the one before it.

    `is_better` is None where better and worse have no meaning (cancelled, resumed).
    """

    commitment: Label
    before: DeclaredStatus | None
    after: DeclaredStatus | None
    is_better: bool | None
    as_of_on: dt.date
    published_at: dt.datetime | None
    narrative: Translated


@dataclass(frozen=True, slots=True)
class PlanTile:
    """A published plan on the home page; `planned_today` is left to the page of the plan."""

    plan: Label
    kind: str
    owner_id: int
    place_id: int | None
    start_on: dt.date
    end_on: dt.date
    is_sample: bool
    figures: GroupFigures

    @property
    def counts_projects(self) -> bool:
        """Tell whether its commitments are called projects."""
        return PlanKind(self.kind).counts_projects


@dataclass(frozen=True, slots=True)
class InstallationSummary:
    """All published plans: totals by computed status, money by currency, one tile per plan.

    Shape: `reported_lately`: of the commitments under way, those reported within one reporting
    period of their plan before today.
    """

    n_total: int
    n_removed: int
    statuses: tuple[StatusCount, ...]
    money: tuple[MoneyTotals, ...]
    last_reported_on: dt.date | None
    reported_lately: Coverage
    plans: tuple[PlanTile, ...]
