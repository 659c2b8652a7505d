"""The pages of the plan editor: my plans, the tree, a commitment, what waits to be published."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language_info

from athar.desk.imports.differences import DifferencePage, gather_difference
from athar.desk.plans.fields import TEXTS, Typed
from athar.desk.plans.grouping import in_tree, places_for
from athar.finance.queries.lines import agreement_numbers
from athar.indicators.queries.choosing import adoptable_names
from athar.intake.reports.changes import Changes, Fate, Thing, Touch
from athar.kernel.actor import Actor
from athar.kernel.text import Translated, normalise
from athar.people.queries import organisations_by_code
from athar.plans.enums import BodyRole, EditFate, EditKind, InclusionMarker
from athar.plans.queries import NodeView, PlanCard, PlanView, all_plans, nodes_of, plan_by_code
from athar.plans.queries.edited import (
    EditView,
    content_now,
    edits_of,
    n_edits_of,
    node_contents_now,
)
from athar.plans.queries.titles import (
    CommitmentLine,
    commitment_lines,
    commitment_titles,
    commitments_elsewhere,
)
from athar.plans.rules import can_edit_plan, can_publish_plan, plan_scopes
from athar.reference.enums import Taxonomy
from athar.reference.queries import place_ref, places_by_code, themes
from athar.ui.site import Label

MOST = 100
"""How many commitments a search shows."""
MOST_ELSEWHERE = 300
"""How many commitments of other plans, or indicators, are suggested; any may be typed."""


@dataclass(frozen=True, slots=True)
class MyPlan:
    """A plan somebody may edit, and how many edits wait."""

    plan: PlanCard
    n_edits: int


@dataclass(frozen=True, slots=True)
class Group:
    """A grouping in the tree: how many commitments it and all below it hold, where it stands."""

    node: NodeView
    count: int
    is_open: bool
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class TreePage:
    """The tree of a plan, and the commitments of what is open or found; `n_left` are not shown."""

    plan: PlanView
    groups: tuple[Group, ...]
    lines: tuple[CommitmentLine, ...]
    n_left: int
    total: int
    without_group: int
    edits: Mapping[str, EditView]
    new: tuple[CommitmentLine, ...]
    may_publish: bool
    groupings: Mapping[str, EditView]
    identity: EditView | None
    new_groupings: tuple[CommitmentLine, ...]

    @property
    def n_edits(self) -> int:
        """Count what waits to be published."""
        return len(self.edits) + len(self.groupings) + bool(self.identity)


def my_plans(actor: Actor) -> tuple[MyPlan, ...]:
    """Give the plans somebody may edit. Queries: 2."""
    mine = [one for one in all_plans() if can_edit_plan(actor, plan_scopes(one.id, one.owner.id))]
    counts = n_edits_of([one.id for one in mine])
    return tuple(MyPlan(one, counts.get(one.id, 0)) for one in mine)


def plan_to_edit(actor: Actor, code: str) -> PlanView | None:
    """Give a plan somebody may edit, None otherwise. Queries: 1."""
    plan = plan_by_code(code, drafts=True)
    if plan is None or not can_edit_plan(actor, plan_scopes(plan.id, plan.owner.id)):
        return None
    return plan


def may_publish(actor: Actor, plan: PlanView) -> bool:
    """Tell whether somebody may publish a version of a plan."""
    return can_publish_plan(actor, plan_scopes(plan.id, plan.owner.id))


def gather_tree(actor: Actor, plan: PlanView, *, within: str, search: str) -> TreePage:
    """Gather the tree. Queries: 3."""
    nodes, lines = nodes_of(plan.id), commitment_lines(plan.id)
    held = Counter(one.node_path for one in lines)
    waiting = edits_of(plan.id)
    edits = [one for one in waiting if one.kind is EditKind.COMMITMENT]
    groupings = {one.code: one for one in waiting if one.kind is EditKind.NODE}
    open_path = next((one.path for one in nodes if one.code == within), "")
    moved = {one.code: one.fields["position"][1] for one in edits if "position" in one.fields}
    shown = [one for one in lines if _is_shown(one, within, open_path, normalise(search))]
    shown.sort(key=lambda one: moved.get(one.code, one.position))
    known = {one.code for one in lines}
    return TreePage(
        plan=plan,
        groups=tuple(_groups(nodes, held, groupings, within)),
        lines=tuple(shown[:MOST]),
        n_left=max(0, len(shown) - MOST),
        total=len(lines),
        without_group=held[""],
        edits={one.code: one for one in edits},
        new=tuple(
            CommitmentLine(one.code, Translated(one.fields["title"][1]))
            for one in edits
            if one.code not in known
        ),
        may_publish=may_publish(actor, plan),
        groupings=groupings,
        identity=next((one for one in waiting if one.kind is EditKind.PLAN), None),
        new_groupings=tuple(
            CommitmentLine(code, Translated(one.fields["title"][1]))
            for code, one in groupings.items()
            if one.fate is EditFate.ADDED
        ),
    )


def _groups(
    nodes: Sequence[NodeView],
    held: Mapping[str, int],
    edits: Mapping[str, EditView],
    within: str,
) -> Iterator[Group]:
    """Give the groupings in the order that waits to be published."""
    moved = {
        code: one.fields["position"][1] for code, one in edits.items() if "position" in one.fields
    }
    place = {one.code: (moved.get(one.code, one.position), one.code) for one in nodes}
    beside: defaultdict[int | None, list[tuple[int, str]]] = defaultdict(list)
    for one in nodes:
        beside[one.parent_id].append(place[one.code])
    for node in sorted(nodes, key=lambda one: [place[code] for code in one.path[:-1].split("/")]):
        here = sorted(beside[node.parent_id])
        yield Group(
            node,
            sum(n for path, n in held.items() if path.startswith(node.path)),
            node.code == within,
            is_first=place[node.code] == here[0],
            is_last=place[node.code] == here[-1],
        )


def _is_shown(one: CommitmentLine, within: str, path: str, search: str) -> bool:
    if search:
        return any(search in normalise(text) for text in (one.code, *one.title.values()))
    if within == "-":
        return not one.node_path
    return bool(path) and one.node_path == path


@dataclass(frozen=True, slots=True)
class Offers:
    """What the form of a commitment offers to choose from."""

    nodes: tuple[tuple[str, Translated], ...]
    places: tuple[tuple[str, Translated], ...]
    bodies: tuple[tuple[str, Translated], ...]
    roles: tuple[tuple[str, Label], ...]
    inclusion: tuple[tuple[str, Label], ...]
    elsewhere: tuple[tuple[str, Translated], ...]
    agreements: tuple[str, ...]
    indicators: tuple[tuple[str, Translated], ...]
    themes: tuple[tuple[Label, tuple[tuple[str, Translated], ...]], ...]


def offers_for(plan: PlanView) -> Offers:
    """Give what the form offers. Queries: 8, and 1 for each taxonomy."""
    region = place_ref(plan.place_id) if plan.place_id else None
    places = places_by_code(region.scheme) if region else {}
    found = []
    for taxonomy in Taxonomy:
        rows = [(f"{one.taxonomy}:{one.version}:{one.code}", one.names) for one in themes(taxonomy)]
        if rows:
            found.append((taxonomy.label, tuple(rows)))
    return Offers(
        nodes=tuple((one.code, one.title) for one in in_tree(node_contents_now(plan.id))),
        places=tuple(
            (f"{one.scheme}:{code}", one.names)
            for code, one in places.items()
            if region and one.lies_in(region)
        ),
        bodies=tuple((code, one.names) for code, one in organisations_by_code().items()),
        roles=tuple((role.value, role.label) for role in BodyRole),
        inclusion=tuple((one.value, one.label) for one in InclusionMarker),
        agreements=agreement_numbers(plan.id),
        indicators=tuple(
            (f"{one.library_code}/{one.code}", one.title)
            for one in adoptable_names(plan.id, most=MOST_ELSEWHERE)
        ),
        elsewhere=commitments_elsewhere(plan.id, most=MOST_ELSEWHERE),
        themes=tuple(found),
    )


def places_offered(plan: PlanView, code: str) -> tuple[tuple[str, Translated], ...]:
    """Give the groupings that one may stand under, also on levels that wait. Queries: 4."""
    identity = content_now(plan.id, EditKind.PLAN, plan.code) or {}
    return places_for(node_contents_now(plan.id), code, len(identity["levels"]))


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of the texts is written in a language: none, some or all of what any has."""

    lang: str
    written: int
    total: int

    @property
    def name(self) -> str:
        """Give what the language calls itself."""
        return str(get_language_info(self.lang)["name_local"])

    @property
    def mark(self) -> str:
        """Give the sign: a full, a half, an empty circle."""
        if self.total and self.written == self.total:
            return "●"
        return "◐" if self.written else "○"


def completeness(typed: Typed, names: Sequence[str] = TEXTS) -> tuple[Completeness, ...]:
    """Count the texts that are written in each language, of those written in any."""
    said = {
        name: [
            lang
            for lang in settings.OFFERED_LANGUAGES
            if "".join(typed.get(f"{name}_{lang}", ())).strip()
        ]
        for name in names
    }
    total = sum(1 for langs in said.values() if langs)
    return tuple(
        Completeness(lang, sum(1 for langs in said.values() if lang in langs), total)
        for lang in settings.OFFERED_LANGUAGES
    )


def waiting_difference(plan: PlanView, edits: Sequence[EditView]) -> DifferencePage:
    """Say what publishing the edits changes. Queries: 1."""
    touches = tuple(
        Touch(
            Thing.NODE if one.kind is EditKind.NODE else Thing.PROJECT,
            one.code,
            Fate(one.fate.value),
            {name: (before, after) for name, (before, after) in one.fields.items()},
        )
        for one in edits
    )
    fates = Counter(one.fate for one in touches)
    changes = Changes(fates[Fate.ADDED], fates[Fate.CHANGED], fates[Fate.GONE], touches)
    titles = commitment_titles(plan.code, [one.code for one in edits]) | {plan.code: plan.title}
    return gather_difference(changes, titles, plan.currency)
