"""The figures of a plan: the whole, its nodes, places, bodies and themes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache, partial

from django.db.models import Q, QuerySet

from athar.kernel import clock
from athar.kernel.progress import DeclaredStatus
from athar.kernel.text import Translated
from athar.people.models import Organisation
from athar.plans.enums import WeightRuleChoice
from athar.plans.models import Node, Plan
from athar.reference.models import Place, Theme
from athar.rollups.contributions import NONE_STATED, NOTHING_DECLARED, Subject
from athar.rollups.enums import SubjectKind
from athar.rollups.figures import (
    BodyFigures,
    Coverage,
    DeclaredCount,
    GroupFigures,
    Label,
    NodeFigures,
    NodeProgress,
    PlaceFigures,
    PlanProgress,
    ThemeFigures,
    YearFigures,
)
from athar.rollups.models import Progress
from athar.rollups.past import Past
from athar.rollups.queries.groups import group_figures
from athar.rollups.queries.past import lights_of
from athar.rollups.queries.readings import Gathered, Light, gather, lights_of_plan
from athar.rows.prepared import Prepared

_NO_PLACE = 0
_ON_PLAN_PAGE = (SubjectKind.PLAN, SubjectKind.NODE, SubjectKind.PLACE, SubjectKind.FUNDER)


def plan_id_of(code: str) -> int | None:
    """Give the key of a plan by its code, or None. Queries: 1."""
    return Plan.objects.filter(code=code).values_list("pk", flat=True).first()


def plan_figures(plan_id: int) -> GroupFigures:
    """Give the figures of a plan as a whole. Errors: Plan.DoesNotExist. Queries: 3."""
    board = Board.read(plan_id, (SubjectKind.PLAN,))
    return board.figures(Subject(SubjectKind.PLAN, board.plan.pk))


def plan_progress(
    plan_id: int, past: Past | None = None, *, depth: int | None = None
) -> PlanProgress:
    """Give everything computed that the page of a plan shows, now or as of a publication.

    Shape: groupings down to level `depth`, by default all.
    Errors: Plan.DoesNotExist.
    Queries: 5; of the past 1.
    """
    board = Board.read(plan_id, _ON_PLAN_PAGE, past, groups=partial(_shown, depth))
    plan = board.plan
    whole = Subject(SubjectKind.PLAN, plan.pk)
    nodes = [node for node in board.nodes() if depth is None or node.level <= depth]
    places = Place.objects.filter(parent=plan.place_id).order_by("code") if plan.place_id else ()
    under_way = board.gathered(whole).under_way
    return PlanProgress(
        plan_id=plan.pk,
        weight_rule=WeightRuleChoice(plan.weight_rule),
        today=board.today,
        total=board.figures(whole),
        declared=_declared(board.rows.get(whole)),
        nodes=tuple(board.node(node) for node in nodes),
        places=tuple(
            PlaceFigures(_label(place, place.names), place.kind, board.of(SubjectKind.PLACE, place))
            for place in places
        ),
        whole_place=board.n_in_whole_place(),
        place_unknown=board.n_total(Subject(SubjectKind.PLACE, NONE_STATED)),
        reported_lately=Coverage(sum(one.lately for one in under_way), len(under_way)),
        owner_share=board.share(plan.owner_id),
    )


def _shown(depth: int | None, plan: Plan) -> Iterable[Progress]:
    """Give the groups that the page of a plan shows: of places those below its own. Queries: 1."""
    return _read_shown(depth).objects(plan.pk, plan.owner_id, plan.place_id or _NO_PLACE)


@lru_cache(maxsize=16)
def _read_shown(depth: int | None) -> Prepared:
    def build(plan_id: int, owner_id: int, place_id: int) -> QuerySet[Progress]:
        parts = Place.objects.filter(parent=place_id).values("pk")
        nodes = Node.objects.filter(plan=plan_id)
        if depth is not None:
            nodes = nodes.filter(level__lte=depth)
        shown = (
            Q(kind=SubjectKind.PLAN)
            | Q(kind=SubjectKind.FUNDER, subject_id=owner_id)
            | Q(kind=SubjectKind.PLACE, subject_id__in=parts)
            | Q(kind=SubjectKind.PLACE, subject_id=NONE_STATED)
            | Q(kind=SubjectKind.NODE, subject_id__in=nodes.values("pk"))
        )
        return Progress.objects.filter(shown, plan=plan_id).defer("counted_in", "words")

    return Prepared(build)


def node_progress(node_id: int, past: Past | None = None) -> NodeProgress:
    """Give the figures of a node and of those just below it, now or as of a publication.

    Errors: Node.DoesNotExist, also when it was not public then.
    Queries: 5; of the past 1.
    """
    node = Node.objects.get(pk=node_id)
    board = Board.read(node.plan_id, (SubjectKind.NODE,), past)
    node, children = board.node_with_children(node)
    return NodeProgress(
        plan_id=node.plan_id,
        weight_rule=WeightRuleChoice(board.plan.weight_rule),
        today=board.today,
        node=board.node(node),
        children=tuple(board.node(child) for child in children),
    )


def by_lead(plan_id: int, past: Past | None = None) -> tuple[BodyFigures, ...]:
    """Give the figures of each lead body of a plan, the largest first; id 0 = none stated, last.

    Errors: Plan.DoesNotExist. Queries: 4.
    """
    return _bodies(plan_id, SubjectKind.LEAD, past)


def by_funder(plan_id: int, past: Past | None = None) -> tuple[BodyFigures, ...]:
    """Give the figures of each funder of a plan with its share; id 0 = not split, last.

    Shape: a commitment with several funders counts in each; only `share` is split.
    Errors: Plan.DoesNotExist. Queries: 4.
    """
    return _bodies(plan_id, SubjectKind.FUNDER, past)


def by_theme(plan_id: int, past: Past | None = None) -> tuple[ThemeFigures, ...]:
    """Give the figures of each theme of a plan, in the order of its taxonomy.

    Errors: Plan.DoesNotExist. Queries: 4.
    """
    board = Board.read(plan_id, (SubjectKind.THEME,), past)
    rows = Theme.objects.filter(pk__in=[subject.id for subject in board.rows])
    return tuple(
        ThemeFigures(
            _label(theme, theme.names),
            theme.parent_id,
            theme.taxonomy,
            board.of(SubjectKind.THEME, theme),
        )
        for theme in rows.order_by("taxonomy", "version", "position", "pk")
    )


def by_year(plan_id: int, past: Past | None = None) -> tuple[YearFigures, ...]:
    """Give the figures of each year of a plan in order; year 0 = no period stated, last.

    Shape: a commitment counts in every year its planned period meets.
    Errors: Plan.DoesNotExist. Queries: 3.
    """
    board = Board.read(plan_id, (SubjectKind.YEAR,), past)
    years = sorted(board.rows, key=lambda subject: (subject.id == NONE_STATED, subject.id))
    return tuple(YearFigures(subject.id, board.figures(subject)) for subject in years)


def _bodies(plan_id: int, kind: SubjectKind, past: Past | None) -> tuple[BodyFigures, ...]:
    board = Board.read(plan_id, (kind,), past)
    known = Organisation.objects.in_bulk([subject.id for subject in board.rows if subject.id])
    bodies = [
        BodyFigures(
            _label(known[subject.id], known[subject.id].names)
            if subject.id
            else Label(NONE_STATED, "", Translated()),
            board.figures(subject),
            board.share(subject.id) if kind is SubjectKind.FUNDER else None,
        )
        for subject in board.rows
    ]
    return tuple(sorted(bodies, key=_largest_first))


def _largest_first(one: BodyFigures) -> tuple[bool, Decimal, int, str]:
    money = one.share if one.share is not None else one.figures.money.planned
    return one.body.id == NONE_STATED, -(money or Decimal(0)), -one.figures.n_total, one.body.code


def _all_groups(plan: Plan, kinds: tuple[SubjectKind, ...]) -> QuerySet[Progress]:
    return Progress.objects.filter(plan=plan, kind__in=kinds).defer("counted_in", "words")


class Board:
    """The rows of one plan and what its commitments say on a day, ready to be asked."""

    def __init__(
        self,
        plan: Plan,
        rows: Mapping[Subject, Progress],
        lights: Sequence[Light],
        kinds: tuple[SubjectKind, ...],
        *,
        day: dt.date | None = None,
        past: Past | None = None,
    ) -> None:
        self.plan = plan
        self.rows = rows
        self.today = day or clock.today()
        self._lights = lights
        self._said = gather(lights, kinds, self.today)
        self._past = past

    @classmethod
    def read(
        cls,
        plan_id: int,
        kinds: tuple[SubjectKind, ...],
        past: Past | None = None,
        *,
        groups: Callable[[Plan], Iterable[Progress]] | None = None,
    ) -> Board:
        """Read a plan, its groups of some kinds and its commitments.

        Shape: `groups` gives those wanted now, by default all; of the past all are read.
        Queries: 3; 0 of the past.
        """
        if past is not None:
            return cls._of_past(past, kinds)
        plan = Plan.objects.get(pk=plan_id)
        found = groups(plan) if groups else _all_groups(plan, kinds)
        rows = {Subject(row.kind, row.subject_id): row for row in found}
        lights = lights_of_plan(plan)
        return cls(plan, rows, lights, kinds)

    @classmethod
    def _of_past(cls, past: Past, kinds: tuple[SubjectKind, ...]) -> Board:
        lights, rows = lights_of(past), past.group_rows(kinds)
        return cls(past.plan, rows, lights, kinds, day=past.day, past=past)

    def nodes(self) -> Iterable[Node]:
        """Give the groupings of the plan, level by level. Queries: 1, 0 of the past."""
        if self._past is not None:
            return self._past.nodes
        return Node.objects.filter(plan=self.plan).order_by("level", "position", "pk")

    def node_with_children(self, node: Node) -> tuple[Node, list[Node]]:
        """Give a grouping as it stood, and those just below it. Queries: 1, 0 of the past."""
        if self._past is None:
            return node, list(Node.objects.filter(parent=node).order_by("position", "pk"))
        found = self._past.then.nodes.get(node.code)
        if found is None:
            raise Node.DoesNotExist
        return found, [one for one in self._past.nodes if one.parent_id == found.pk]

    def gathered(self, subject: Subject) -> Gathered:
        return self._said.get(subject) or Gathered()

    def figures(self, subject: Subject) -> GroupFigures:
        """Give the figures of one group; without commitments, zeros and unknowns."""
        return group_figures(self.plan, self.rows.get(subject), self.gathered(subject))

    def of(self, kind: SubjectKind, one: Node | Place | Theme) -> GroupFigures:
        return self.figures(Subject(kind, one.pk))

    def node(self, node: Node) -> NodeFigures:
        return NodeFigures(
            node=_label(node, node.title),
            level=node.level,
            parent_id=node.parent_id,
            path=node.path,
            figures=self.of(SubjectKind.NODE, node),
        )

    def n_total(self, subject: Subject) -> int:
        return self.rows[subject].n_total if subject in self.rows else 0

    def n_in_whole_place(self) -> int:
        """Count the commitments that count in the plan's own place and in none below it."""
        own = f" {SubjectKind.PLACE}:{self.plan.place_id}:"
        return sum(
            one.counted_in.count(f" {SubjectKind.PLACE}:") == 1 and own in one.counted_in
            for one in self._lights
        )

    def share(self, organisation_id: int) -> Decimal | None:
        row = self.rows.get(Subject(SubjectKind.FUNDER, organisation_id))
        return Decimal(row.share_sum) if row else None


def _declared(row: Progress | None) -> tuple[DeclaredCount, ...]:
    counts = row.by_status if row else {}
    return (
        *(DeclaredCount(status, counts.get(status, 0)) for status in DeclaredStatus),
        DeclaredCount(None, counts.get(NOTHING_DECLARED, 0)),
    )


def _label(one: Node | Place | Theme | Organisation, names: Translated) -> Label:
    return Label(one.pk, one.code, names)
