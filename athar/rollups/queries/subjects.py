"""What everything that a plan's figures are about is called, read at once for a whole list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, IntegerField, QuerySet, Value

from athar.kernel.text import Translated
from athar.people.models import Organisation
from athar.plans.models import Node
from athar.reference.models import Place, Theme
from athar.rollups.enums import SubjectKind
from athar.rollups.models import Progress
from athar.rollups.past import Past
from athar.rows.prepared import Prepared


@dataclass(frozen=True, slots=True)
class SubjectName:
    """A node, place, body or theme: its code, its names, and where it stands among its like.

    Shape: `path` are the codes from the top down, joined by slashes; bodies and themes have none.
    """

    id: int
    code: str
    names: Translated
    path: str
    position: int

    @property
    def level(self) -> int:
        """Give how many stand above it."""
        return max(self.path.strip("/").count("/"), 0)


Names = Mapping[int, SubjectName]


def subject_names(plan_id: int, past: Past | None = None) -> dict[SubjectKind, Names]:
    """Give what has figures in a plan, by kind and key; nodes in the order of the plan.

    Shape: every kind but commitment, plan and year has an entry, which may be empty. As of a
    publication, what had figures then; groupings as they were called then.
    Queries: 1.
    """
    rows = _NOW.rows(plan_id) if past is None else _union(past.subjects)
    found: dict[SubjectKind, dict[int, SubjectName]] = {kind: {} for kind in _NAMED}
    for kind, *columns in rows:
        one = SubjectName(*columns)
        found[SubjectKind(kind)][one.id] = one
    if past is not None:
        found[SubjectKind.NODE] = _nodes_of(past)
    named: dict[SubjectKind, Names] = {**found}
    named[SubjectKind.NODE] = _in_plan_order(found[SubjectKind.NODE])
    return named


def _union(counted: Callable[[SubjectKind], Any]) -> QuerySet[Any, Any]:
    legs = [
        _leg(counted, SubjectKind.NODE, Node, names="title", path="path", position="position"),
        _leg(counted, SubjectKind.PLACE, Place, path="path"),
        _leg(counted, SubjectKind.LEAD, Organisation),
        _leg(counted, SubjectKind.FUNDER, Organisation),
        _leg(counted, SubjectKind.THEME, Theme, position="position"),
    ]
    return legs[0].union(*legs[1:], all=True)


def _now(plan_id: int) -> QuerySet[Any, Any]:
    rows = Progress.objects.filter(plan=plan_id)
    return _union(lambda kind: rows.filter(kind=kind).values("subject_id"))


_NOW = Prepared(_now)


_NAMED = (
    SubjectKind.NODE,
    SubjectKind.PLACE,
    SubjectKind.LEAD,
    SubjectKind.FUNDER,
    SubjectKind.THEME,
)


def _nodes_of(past: Past) -> dict[int, SubjectName]:
    counted = past.subjects(SubjectKind.NODE)
    return {
        one.pk: SubjectName(one.pk, one.code, one.title, one.path, one.position)
        for one in past.nodes
        if one.pk in counted
    }


def _leg(
    counted: Callable[[SubjectKind], Any],
    kind: SubjectKind,
    model: Any,
    *,
    names: str = "names",
    path: str = "",
    position: str = "",
) -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any] = (
        model.objects.filter(pk__in=counted(kind))
        .order_by()
        .values_list(
            Value(kind.value, CharField()),
            "pk",
            "code",
            F(names),
            F(path) if path else Value("", CharField()),
            F(position) if position else Value(0, IntegerField()),
        )
    )
    return rows


def _in_plan_order(nodes: Names) -> Names:
    position = {one.code: one.position for one in nodes.values()}

    def rank(one: SubjectName) -> tuple[tuple[int, str], ...]:
        codes = one.path.strip("/").split("/")
        return tuple((position.get(code, 0), code) for code in codes)

    return {one.id: one for one in sorted(nodes.values(), key=rank)}
