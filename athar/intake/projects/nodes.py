"""Placing projects in the tree of axes and programmes: a tree that is given, or read off them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from athar.intake.cells.texts import language_of
from athar.intake.projects.identity import NodeFact
from athar.intake.projects.rows import LEVEL_FIELDS
from athar.intake.vocabulary.fields import Field
from athar.intake.vocabulary.keys import normalise
from athar.kernel.text import Translated
from athar.plans.drafts import NodeDraft

Path = tuple[str, ...]

_LETTERS = {"axis": "A", "sub_axis": "A", "programme": "P"}
"""What the code of a grouping begins with when only its number is written."""

_USUAL = frozenset(str(field) for field in LEVEL_FIELDS)


class Placed(Protocol):
    """What is placed in the tree: a code, and texts naming groupings by level."""

    @property
    def code(self) -> str: ...

    @property
    def nodes(self) -> Mapping[Field, str]: ...

    @property
    def node_codes(self) -> Mapping[Field, str]: ...


@dataclass(frozen=True)
class Tree:
    """The groupings of a plan, from the top down."""

    levels: tuple[str, ...]
    nodes: tuple[NodeFact, ...]

    @classmethod
    def of(cls, nodes: Iterable[NodeFact], levels: Sequence[str] = ()) -> Tree:
        """Make a tree of given groupings; without `levels`, those they use in the usual order."""
        nodes = tuple(nodes)
        used = {node.level for node in nodes}
        usual = [str(field) for field in LEVEL_FIELDS]
        order = tuple(levels) or tuple(one for one in usual if one in used) + tuple(
            sorted(used - set(usual))
        )
        return cls(order, nodes)

    def drafts(self) -> tuple[NodeDraft, ...]:
        """Give the groupings as drafts, numbered in their order."""
        return tuple(
            NodeDraft(
                code=node.code,
                level=self.levels.index(node.level),
                title=node.title,
                parent_code=node.parent,
                position=position,
            )
            for position, node in enumerate(self.nodes)
        )

    def counts(self) -> dict[str, int]:
        """Give the number of groupings of each level; the usual levels always appear."""
        counts = {str(field): 0 for field in LEVEL_FIELDS}
        for node in self.nodes:
            counts[node.level] = counts.get(node.level, 0) + 1
        return counts

    def find(self, row: Placed) -> str | None:
        """Give the code of the grouping a project stands under.

        By the deepest grouping its texts name, by code or by title in any language; without
        texts, by the part of its own code that is the code of a grouping.
        """
        path = self.path_of(row)
        return path[-1].code if path else None

    def path_of(self, row: Placed) -> tuple[NodeFact, ...]:
        """Give the groupings a project stands under, from the top down, each named by its texts."""
        if not row.nodes:
            found = self._within_code(row.code)
            return tuple(node for node in self.nodes if node.code == found)[:1]
        above: set[str] = set()
        path: list[NodeFact] = []
        for level in self.levels:
            text = row.nodes.get(Field(level)) if level in _USUAL else None
            if text is None:
                continue
            candidates = self._named(level, text, row.node_codes.get(Field(level), ""))
            under = [one for one in candidates if not above or above & self._above(one)]
            if not under:
                return ()
            above = {one.code for one in under}
            path.append(under[0])
        return tuple(path)

    def _named(self, level: str, text: str, code: str) -> tuple[NodeFact, ...]:
        """Give the groupings a text may mean: by its title, else by the code written beside it."""
        by_title = self._by_key.get((level, normalise(text)), ())
        if by_title or not code:
            return by_title
        keys = (code, f"{_LETTERS.get(level, '')}{code}")
        return next(
            (found for key in keys if (found := self._by_key.get((level, normalise(key))))), ()
        )

    @cached_property
    def _by_key(self) -> Mapping[tuple[str, str], tuple[NodeFact, ...]]:
        """The groupings by level and by each way they may be named: code, titles."""
        known: dict[tuple[str, str], dict[str, NodeFact]] = defaultdict(dict)
        for node in self.nodes:
            for name in (node.code, *node.title.values()):
                known[node.level, normalise(name)][node.code] = node
        return {key: tuple(found.values()) for key, found in known.items()}

    @cached_property
    def _parents(self) -> Mapping[str, str | None]:
        return {node.code: node.parent for node in self.nodes}

    def _above(self, node: NodeFact) -> set[str]:
        """Give the codes of the groupings above one."""
        codes: set[str] = set()
        parent = node.parent
        while parent is not None and parent not in codes:
            codes.add(parent)
            parent = self._parents.get(parent)
        return codes

    def _within_code(self, code: str) -> str | None:
        codes = {node.code.upper(): node.code for node in self.nodes}
        return next((codes[part] for part in reversed(code.split("-")) if part in codes), None)


def derive_tree(rows: Sequence[Placed]) -> Tree:
    """Read the tree off the projects: titles from their columns, codes from their own codes.

    A level whose groupings answer one to one to a part of the project codes takes its codes from
    there ("A1", "P01"); another is numbered within its parent ("A1.1").
    """
    levels = [field for field in LEVEL_FIELDS if any(field in row.nodes for row in rows)]
    members = {level: _members(rows, levels[:depth]) for depth, level in enumerate(levels, start=1)}
    parts = _parts(members)
    written = {level: _written_codes(level, members[level]) for level in levels}
    codes: dict[Path, str] = {}
    nodes: list[NodeFact] = []
    for level in levels:
        for path, under in members[level].items():
            parent = codes.get(path[:-1])
            siblings = [one for one in members[level] if one[:-1] == path[:-1]]
            codes[path] = (
                under[0].code.split("-")[parts[level]]
                if level in parts
                else written[level].get(path) or _numbered(parent, siblings.index(path) + 1)
            )
            title = under[0].nodes[level]
            nodes.append(
                NodeFact(
                    code=codes[path],
                    level=str(level),
                    parent=parent,
                    title=Translated({language_of(title): title}),
                )
            )
    return Tree(tuple(map(str, levels)), tuple(nodes))


def _parts(members: Mapping[Field, Mapping[Path, Sequence[Placed]]]) -> dict[Field, int]:
    """Give the part of the project codes that names the groupings of each level, where one does.

    The deepest level chooses first and from the right, so that "P01" names programmes even when
    each stands alone in its sub-axis; the others from the left.
    """
    levels = list(members)
    parts: dict[Field, int] = {}
    for level in (*levels[-1:], *levels[:-1]):
        telling = [one for one in _telling_parts(members[level]) if one not in parts.values()]
        if level is levels[-1] and telling:
            parts[level] = telling[-1]
        elif telling and telling[0] < parts.get(levels[-1], telling[0] + 1):
            parts[level] = telling[0]
    return parts


def _written_codes(level: Field, members: Mapping[Path, Sequence[Placed]]) -> dict[Path, str]:
    """Give the codes written beside the titles of a level, when each has one of its own."""
    found = {path: rows[0].node_codes.get(level, "") for path, rows in members.items()}
    if not all(found.values()) or len(set(found.values())) < len(found):
        return {}
    letter = _LETTERS[str(level)]
    return {path: code if code[0].isalpha() else f"{letter}{code}" for path, code in found.items()}


def _members(rows: Sequence[Placed], levels: Sequence[Field]) -> dict[Path, list[Placed]]:
    """Give the projects under each grouping of the last level, in the order of the file."""
    members: dict[Path, list[Placed]] = defaultdict(list)
    for row in rows:
        if all(level in row.nodes for level in levels):
            members[tuple(normalise(row.nodes[level]) for level in levels)].append(row)
    return dict(members)


def _telling_parts(members: Mapping[Path, Sequence[Placed]]) -> list[int]:
    """Give the parts of the project codes that tell the groupings of a level apart."""
    split = {path: [row.code.split("-") for row in rows] for path, rows in members.items()}
    n_parts = min((len(parts) for codes in split.values() for parts in codes), default=0)
    return [part for part in range(n_parts - 1) if _tells(split.values(), part)]


def _tells(groups: Iterable[Sequence[Sequence[str]]], part: int) -> bool:
    """Tell whether a part is the same within each group, differs between groups, has a digit."""
    found = [{codes[part] for codes in group} for group in groups]
    told = {code for one in found for code in one}
    is_one_each = all(len(one) == 1 for one in found) and len(told) == len(found)
    return is_one_each and all(any(char.isdigit() for char in code) for code in told)


def _numbered(parent: str | None, number: int) -> str:
    return f"{parent}.{number}" if parent else str(number)
