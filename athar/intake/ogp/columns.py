"""What the columns of OGP's table hold: shipped data, since its headings change with the years."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from athar.evaluation.enums import Stage
from athar.evaluation.schemes import Criterion, criterion
from athar.intake.readers.sheet import column_letter
from athar.intake.vocabulary.keys import normalise

DATA = Path(__file__).resolve().parent / "data" / "table.json"
SCHEME = "irm"
REQUIRED = ("id", "member", "title")
"""Without these columns a table is not this one."""


@dataclass(frozen=True)
class Coding:
    """A column of assessments: by which criterion, at which stage, in which column its year is."""

    column: str
    criterion: Criterion
    stage: Stage
    year: str

    @property
    def name(self) -> str:
        """Give what the coding is called in reports: where there are several, with what differs."""
        alike = [one for one in layout().codings if one.criterion.code == self.criterion.code]
        parts = [self.criterion.code]
        if len({one.stage for one in alike}) > 1:
            parts.append(self.stage)
        if len({one.criterion.version for one in alike}) > 1:
            parts.append(self.criterion.version)
        return ".".join(parts)


@dataclass(frozen=True)
class Layout:
    """The columns that are known: by what they hold, those of themes with the code of the theme."""

    fields: Mapping[str, str]
    codings: tuple[Coding, ...]
    areas: Mapping[str, str]
    values: Mapping[str, str]
    also_called: Mapping[str, str]
    kept: frozenset[str]


@cache
def layout() -> Layout:
    """Give the columns of the table as it ships."""
    said = json.loads(DATA.read_text("utf-8"))
    codings = []
    for one in said["codings"]:
        scale = criterion(SCHEME, one["criterion"], one["version"])
        assert scale is not None, one  # the scales ship beside this
        codings.append(Coding(one["column"], scale, Stage(one["stage"]), one["year"]))
    return Layout(
        fields=said["fields"],
        codings=tuple(codings),
        areas=said["areas"],
        values=said["values"],
        also_called=said["also_called"],
        kept=frozenset(said["kept"]),
    )


class Columns:
    """Where the columns of one table stand, whatever their order, case and spaces."""

    def __init__(self, headings: Sequence[str]) -> None:
        self._headings = [" ".join(one.split()) for one in headings]
        keys = {_key(one): n for n, one in reversed(list(enumerate(self._headings)))}
        known = layout()
        names = (
            *known.fields.values(),
            *(one.column for one in known.codings),
            *(one.year for one in known.codings),
            *known.areas,
            *known.values,
            *known.kept,
        )
        self._at = {name: at for name in names if (at := keys.get(_key(name))) is not None}
        taken = set(self._at.values())
        self.unknown = tuple(
            (n, one) for n, one in enumerate(self._headings) if one and n not in taken
        )
        stated = {*known.fields.values(), *known.areas, *known.values}
        stated |= {one.column for one in known.codings}
        #: columns that nothing else of the house holds, known or not
        self.kept = tuple(
            (n, one)
            for n, one in enumerate(self._headings)
            if one and not any(self._at.get(name) == n for name in stated)
        )

    def find(self, name: str) -> int | None:
        """Give where a column stands: a field by its name here, another by its heading."""
        return self._at.get(layout().fields.get(name, name))

    @property
    def missing(self) -> tuple[str, ...]:
        """Give the headings without which the table is not this one."""
        return tuple(layout().fields[one] for one in REQUIRED if self.find(one) is None)

    def called(self, at: int) -> str:
        """Give the letter and the heading of a column, as problems name it."""
        return f"{column_letter(at)} / {self._headings[at]}"


def _key(heading: str) -> str:
    """Give the key of a heading: "_Specificity" is not "Specificity"."""
    return "_" * heading.strip().startswith("_") + normalise(heading)


def is_heading(record: Iterable[str]) -> bool:
    """Tell whether a record holds the headings of the table."""
    return not Columns(list(record)).missing


def areas_called(names: Iterable[str]) -> list[str]:
    """Give policy areas by code or name as the taxonomy has them, whatever OGP's pages say."""
    known = layout()
    return [known.also_called.get(one, known.areas.get(one, one)) for one in names]
