"""Projects find their place in a tree that is given, or the tree is read off them."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from athar.intake.projects.identity import NodeFact
from athar.intake.projects.nodes import Tree, derive_tree
from athar.intake.vocabulary.fields import Field
from athar.kernel.text import Translated


@dataclass(frozen=True)
class Row:
    code: str
    nodes: dict = field(default_factory=dict)
    node_codes: dict = field(default_factory=dict)


def placed(code, axis, sub_axis, programme):
    return Row(code, {Field.AXIS: axis, Field.SUB_AXIS: sub_axis, Field.PROGRAMME: programme})


ROWS = [
    placed("PDR-A1-P01-01", "Eau", "Barrages", "Grands barrages"),
    placed("PDR-A1-P01-02", "Eau", "Barrages", "Grands barrages"),
    placed("PDR-A1-P02-01", "Eau", "Potable", "Adduction"),
    placed("PDR-A2-P03-01", "Routes", "Classées", "Élargissement"),
]

TREE = Tree.of(
    (
        NodeFact(code="A1", level="axis", parent=None, title=Translated(fr="Eau", ar="الماء")),
        NodeFact(code="P01", level="programme", parent="A1", title=Translated(fr="Études")),
        NodeFact(code="A2", level="axis", parent=None, title=Translated(fr="Routes")),
        NodeFact(code="P02", level="programme", parent="A2", title=Translated(fr="Études")),
    )
)


def test_tree_takes_its_codes_from_the_projects_or_numbers_within_the_parent():
    tree = derive_tree(ROWS)

    assert tree.levels == ("axis", "sub_axis", "programme")
    assert [(node.code, node.level, node.parent) for node in tree.nodes] == [
        ("A1", "axis", None),
        ("A2", "axis", None),
        ("A1.1", "sub_axis", "A1"),
        ("A1.2", "sub_axis", "A1"),
        ("A2.1", "sub_axis", "A2"),
        ("P01", "programme", "A1.1"),
        ("P02", "programme", "A1.2"),
        ("P03", "programme", "A2.1"),
    ]


def test_tree_of_projects_without_telling_codes_is_numbered():
    rows = [
        placed(f"X{n}", axis, sub, "P")
        for n, (axis, sub) in enumerate([("Eau", "a"), ("Eau", "b"), ("Routes", "c")])
    ]

    codes = [node.code for node in derive_tree(rows).nodes]

    assert codes == ["1", "2", "1.1", "1.2", "2.1", "1.1.1", "1.2.1", "2.1.1"]


def test_every_project_finds_its_place_in_the_tree_read_off_them():
    tree = derive_tree(ROWS)

    assert [tree.find(row) for row in ROWS] == ["P01", "P01", "P02", "P03"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (Row("X", {Field.PROGRAMME: "p01"}), "P01"),
        (Row("X", {Field.AXIS: "المــاء"}), "A1"),
        (Row("X", {Field.AXIS: "routes", Field.PROGRAMME: "etudes"}), "P02"),
        (Row("X", {Field.AXIS: "A1", Field.PROGRAMME: "Études"}), "P01"),
        (Row("X", {Field.PROGRAMME: "Inconnu"}), None),
        (Row("X", {Field.AXIS: "A2", Field.PROGRAMME: "P01"}), None),
        (Row("PDR-A2-P02-07"), "P02"),
        (Row("PDR-A9-07"), None),
    ],
)
def test_project_is_placed_by_code_title_or_its_own_code(row, code):
    assert TREE.find(row) == code


def test_counts_name_the_usual_levels_even_when_empty():
    assert TREE.counts() == {"axis": 2, "sub_axis": 0, "programme": 2}
