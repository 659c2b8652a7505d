"""What everything that a plan's figures are about is called, read at once for a whole list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, IntegerField, QuerySet, Value

from athar.kernel.text import Translated
from athar.people.models import Organisation
from athar.plans.models import Node
from athar.reference.models import Place, Theme
from athar.rollups.enums import SubjectKind
from athar.rollups.models import Progress


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


def subject_names(plan_id: int) -> dict[SubjectKind, Names]:
    """Give what has figures in a plan, by kind and key; nodes in the order of the plan.

    Shape: every kind but commitment, plan and year has an entry, which may be empty.
    Queries: 1.
    """
    legs = [
        _leg(plan_id, SubjectKind.NODE, Node, names="title", path="path", position="position"),
        _leg(plan_id, SubjectKind.PLACE, Place, path="path"),
        _leg(plan_id, SubjectKind.LEAD, Organisation),
        _leg(plan_id, SubjectKind.FUNDER, Organisation),
        _leg(plan_id, SubjectKind.THEME, Theme, position="position"),
    ]
    found: dict[SubjectKind, dict[int, SubjectName]] = {kind: {} for kind in _NAMED}
    for kind, *columns in legs[0].union(*legs[1:], all=True):
        one = SubjectName(*columns)
        found[SubjectKind(kind)][one.id] = one
    named: dict[SubjectKind, Names] = {**found}
    named[SubjectKind.NODE] = _in_plan_order(found[SubjectKind.NODE])
    return named


_NAMED = (
    SubjectKind.NODE,
    SubjectKind.PLACE,
    SubjectKind.LEAD,
    SubjectKind.FUNDER,
    SubjectKind.THEME,
)


def _leg(
    plan_id: int,
    kind: SubjectKind,
    model: Any,
    *,
    names: str = "names",
    path: str = "",
    position: str = "",
) -> QuerySet[Any, Any]:
    counted = Progress.objects.filter(plan=plan_id, kind=kind).values("subject_id")
    rows: QuerySet[Any, Any] = (
        model.objects.filter(pk__in=counted)
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
