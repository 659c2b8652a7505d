"""The figures of a plan: the whole, its nodes, places, bodies and themes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

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
from athar.rollups.queries.groups import group_figures, group_rows
from athar.rollups.queries.readings import Gathered, Light, gather, light_rows

_ON_PLAN_PAGE = (SubjectKind.PLAN, SubjectKind.NODE, SubjectKind.PLACE, SubjectKind.FUNDER)


def plan_id_of(code: str) -> int | None:
    """Give the key of a plan by its code, or None. Queries: 1."""
    return Plan.objects.filter(code=code).values_list("pk", flat=True).first()


def plan_progress(plan_id: int) -> PlanProgress:
    """Give everything computed that the page of a plan shows.

    Errors: Plan.DoesNotExist. Queries: 4.
    """
    board = Board.read(plan_id, _ON_PLAN_PAGE)
    plan = board.plan
    whole = Subject(SubjectKind.PLAN, plan.pk)
    nodes = Node.objects.filter(plan=plan).order_by("level", "position", "pk")
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


def node_progress(node_id: int) -> NodeProgress:
    """Give the figures of a node and of those just below it.

    Errors: Node.DoesNotExist. Queries: 4.
    """
    node = Node.objects.get(pk=node_id)
    board = Board.read(node.plan_id, (SubjectKind.NODE,))
    children = Node.objects.filter(parent=node).order_by("position", "pk")
    return NodeProgress(
        plan_id=node.plan_id,
        weight_rule=WeightRuleChoice(board.plan.weight_rule),
        today=board.today,
        node=board.node(node),
        children=tuple(board.node(child) for child in children),
    )


def by_lead(plan_id: int) -> tuple[BodyFigures, ...]:
    """Give the figures of each lead body of a plan, the largest first; id 0 = none stated, last.

    Errors: Plan.DoesNotExist. Queries: 3.
    """
    return _bodies(plan_id, SubjectKind.LEAD)


def by_funder(plan_id: int) -> tuple[BodyFigures, ...]:
    """Give the figures of each funder of a plan with its share; id 0 = not split, last.

    Shape: a commitment with several funders counts in each; only `share` is split.
    Errors: Plan.DoesNotExist. Queries: 3.
    """
    return _bodies(plan_id, SubjectKind.FUNDER)


def by_theme(plan_id: int) -> tuple[ThemeFigures, ...]:
    """Give the figures of each theme of a plan, in the order of its taxonomy.

    Errors: Plan.DoesNotExist. Queries: 3.
    """
    board = Board.read(plan_id, (SubjectKind.THEME,))
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


def by_year(plan_id: int) -> tuple[YearFigures, ...]:
    """Give the figures of each year of a plan in order; year 0 = no period stated, last.

    Shape: a commitment counts in every year its planned period meets.
    Errors: Plan.DoesNotExist. Queries: 2, 3 when none is stated.
    """
    board = Board.read(plan_id, (SubjectKind.YEAR,))
    years = sorted(board.rows, key=lambda subject: (subject.id == NONE_STATED, subject.id))
    return tuple(YearFigures(subject.id, board.figures(subject)) for subject in years)


def _bodies(plan_id: int, kind: SubjectKind) -> tuple[BodyFigures, ...]:
    board = Board.read(plan_id, (kind,))
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


class Board:
    """The rows of one plan and what its commitments say on a day, ready to be asked."""

    def __init__(
        self,
        plan: Plan,
        rows: Mapping[Subject, Progress],
        lights: Sequence[Light],
        kinds: tuple[SubjectKind, ...],
    ) -> None:
        self.plan = plan
        self.rows = rows
        self.today = clock.today()
        self._lights = lights
        self._said = gather(lights, kinds)

    @classmethod
    def read(cls, plan_id: int, kinds: tuple[SubjectKind, ...]) -> Board:
        """Read a plan, its groups of some kinds and its commitments.

        Queries: 2, 3 for a plan without any such group.
        """
        found = group_rows([plan_id], kinds)
        plan = found[0].plan if found else Plan.objects.get(pk=plan_id)
        rows = {Subject(row.kind, row.subject_id): row for row in found}
        lights = light_rows(Progress.objects.filter(plan=plan_id), [plan])
        return cls(plan, rows, lights, kinds)

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
