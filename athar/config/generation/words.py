"""The words of made-up plans: groupings, works and bodies, in three languages."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from athar.kernel.text import Translated
from athar.people.drafts import OrganisationDraft
from athar.people.enums import OrganisationKind

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Programme:
    """What a programme builds: its sector, the body that leads it, and its works."""

    code: str
    axis: str
    sector: str
    lead: str
    title: Translated
    works: tuple[Translated, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The axes by code, and their programmes in order."""

    axes: dict[str, Translated]
    programmes: tuple[Programme, ...]


@cache
def words() -> Words:
    """Read the groupings and works that made-up plans are composed of."""
    axes: dict[str, Translated] = {}
    programmes: list[tuple[dict[str, str], str, list[Translated]]] = []
    for row in _rows("works.csv"):
        if row["kind"] == "axis":
            axes[row["code"]] = _texts(row)
        elif row["kind"] == "programme":
            programmes.append((row, next(reversed(axes)), []))
        else:
            programmes[-1][2].append(_texts(row))
    return Words(
        axes,
        tuple(
            Programme(row["code"], axis, row["sector"], row["lead"], _texts(row), tuple(works))
            for row, axis, works in programmes
        ),
    )


def bodies() -> tuple[OrganisationDraft, ...]:
    """Give the bodies that made-up plans name beside the region that owns them."""
    return tuple(
        OrganisationDraft(
            code=row["code"],
            kind=OrganisationKind(row["kind"]),
            names=_texts(row),
            abbreviation=row["abbreviation"],
        )
        for row in _rows("bodies.csv")
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _texts(row: dict[str, str]) -> Translated:
    return Translated(ar=row["ar"], fr=row["fr"], en=row["en"])
