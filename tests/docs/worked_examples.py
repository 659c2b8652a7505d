"""Reads the worked examples that stand in framed tables of the method pages."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

METHODS = Path(__file__).resolve().parents[2] / "docs" / "methods"
_FRAME = re.compile(r"^```([a-z-]+)(?: ([a-z_]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ABSENT = {"unknown", "none"}


@dataclass(frozen=True, slots=True)
class Example:
    """One framed table: what it shows, its rows by column title, and the sentence under it."""

    kind: str
    variant: str
    rows: tuple[dict[str, str], ...]
    outcome: str


def examples_of(page: str) -> tuple[Example, ...]:
    """Give the framed tables of a method page, in order."""
    text = (METHODS / f"{page}.md").read_text(encoding="utf-8")
    return tuple(_example(match) for match in _FRAME.finditer(text))


def rows_of(page: str, kind: str) -> tuple[dict[str, str], ...]:
    """Give the rows of all tables of one kind on a page."""
    return tuple(
        row for example in examples_of(page) if example.kind == kind for row in example.rows
    )


def number(text: str) -> Decimal | None:
    return None if text in _ABSENT else Decimal(text)


def day(text: str) -> date | None:
    return None if text in _ABSENT else date.fromisoformat(text)


def _example(match: re.Match[str]) -> Example:
    kind, variant, body = match.groups()
    lines = body.splitlines()
    titles, _rule, *rows = (_cells(line) for line in lines if line.startswith("|"))
    sentences = [line for line in lines if not line.startswith("|")]
    return Example(
        kind=kind,
        variant=variant or "",
        rows=tuple(dict(zip(titles, row, strict=True)) for row in rows),
        outcome=" ".join(sentences),
    )


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]
