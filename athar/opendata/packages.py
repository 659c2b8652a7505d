"""The data of a plan as a Data Package: files, schemas, checksums, one archive."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from athar.kernel.text import Translated
from athar.opendata.columns import Column, Kind
from athar.opendata.delimited import csv_bytes
from athar.opendata.files import FILES, File
from athar.opendata.notes import LICENCE, LICENCE_URL
from athar.opendata.queries import LANGUAGES, Rows, plan_rows
from athar.plans.queries import PlanView
from athar.ui.site import Label
from athar.ui.templating import plain

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TYPES: Mapping[Kind, str] = {
    Kind.TEXT: "string",
    Kind.CODE: "string",
    Kind.CHOICE: "string",
    Kind.YES_NO: "boolean",
    Kind.COUNT: "integer",
    Kind.YEAR: "year",
    Kind.DAYS: "integer",
    Kind.NUMBER: "number",
    Kind.PERCENT: "number",
    Kind.MONEY: "number",
    Kind.DEGREES: "number",
    Kind.DAY: "date",
}
"""The types of Table Schema by kind of column."""
_NEVER_NEGATIVE = frozenset({Kind.COUNT, Kind.MONEY})
#: The name of the descriptor inside the archive and at its address.
DESCRIPTOR = "datapackage.json"


@dataclass(frozen=True, slots=True)
class Made:
    """A file of a plan as it is served; `rows` are those of its workbook too."""

    file: File
    rows: Rows
    content: bytes

    @property
    def path(self) -> str:
        return f"{self.file.name}.csv"

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Of which state of what is public a package is, and where it is read."""

    permanent: str
    homepage: str
    publication_number: int
    published_at: dt.datetime


def made_files(plan: PlanView) -> tuple[Made, ...]:
    """Make every file of a published plan. Queries: at most 20."""
    rows = {**plan_rows(plan.id), "dictionary": tuple(_dictionary())}
    return tuple(_made(one, rows[one.name]) for one in FILES)


def _made(file: File, rows: Rows) -> Made:
    return Made(file, rows, csv_bytes([column.name for column in file.columns], rows))


def _dictionary() -> Iterator[tuple[Any, ...]]:
    for file in FILES:
        for column in file.columns:
            yield (
                file.name,
                column.name,
                column.kind.value,
                *in_languages(column.label).values(),
                *in_languages(column.meaning).values(),
                *_values(column),
            )


def _values(column: Column) -> Iterator[str | None]:
    for lang in LANGUAGES:
        with translation.override(lang):
            words = " · ".join(f"{code} = {plain(label)}" for code, label in column.values.items())
            yield words or None


def in_languages(label: Label) -> dict[str, str]:
    """Give words in every language of the files."""
    found = {}
    for lang in LANGUAGES:
        with translation.override(lang):
            found[lang] = plain(label)
    return found


def schema_of(file: File) -> dict[str, Any]:
    """Give the Table Schema of a file."""
    schema: dict[str, Any] = {
        "fields": [_field(column, is_key=column.name in file.key) for column in file.columns],
        "missingValues": [""],
    }
    if file.key:
        schema["primaryKey"] = list(file.key)
    if file.refers:
        schema["foreignKeys"] = [
            {
                "fields": list(one.columns),
                "reference": {
                    "resource": "" if one.file == file.name else one.file,
                    "fields": list(one.key),
                },
            }
            for one in file.refers
        ]
    return schema


def _field(column: Column, *, is_key: bool) -> dict[str, Any]:
    labels, meanings = in_languages(column.label), in_languages(column.meaning)
    field: dict[str, Any] = {
        "name": column.name,
        "type": TYPES[column.kind],
        "title": labels["en"],
        "description": meanings["en"],
        "titles": labels,
        "descriptions": meanings,
    }
    if column.kind is Kind.YES_NO:
        field |= {"trueValues": ["yes"], "falseValues": ["no"]}
    constraints: dict[str, Any] = {"required": True} if is_key else {}
    if column.kind is Kind.CHOICE:
        constraints["enum"] = list(column.values)
        field["categories"] = [
            {"value": code, "label": in_languages(label)["en"], "labels": in_languages(label)}
            for code, label in column.values.items()
        ]
    if column.kind in _NEVER_NEGATIVE:
        constraints["minimum"] = 0
    return {**field, "constraints": constraints} if constraints else field


def descriptor_of(plan: PlanView, made: Sequence[Made], state: State) -> dict[str, Any]:
    """Give the descriptor of the Data Package of a plan."""
    titles, owner = _of_plan(plan.title), _of_plan(plan.owner.names)
    return {
        "$schema": PROFILE,
        "name": plan.code.lower(),
        "id": state.permanent,
        "title": titles["en"],
        "titles": titles,
        "homepage": state.homepage,
        "version": str(state.publication_number),
        "created": state.published_at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "languages": list(LANGUAGES),
        "licenses": [{"name": "CC-BY-4.0", "title": LICENCE, "path": LICENCE_URL}],
        "contributors": [{"title": owner["en"], "titles": owner, "roles": ["publisher"]}],
        "sources": [{"title": address, "path": address} for address in plan.sources],
        "resources": [_resource(one) for one in made],
    }


def _of_plan(text: Translated) -> dict[str, str]:
    """Give the words of a text of the plan; what is not written in a language is stood in for."""
    return {lang: text.in_language(lang).text for lang in LANGUAGES}


def _resource(one: Made) -> dict[str, Any]:
    titles, abouts = in_languages(one.file.title), in_languages(one.file.about)
    return {
        "name": one.file.name,
        "type": "table",
        "path": one.path,
        "title": titles["en"],
        "description": abouts["en"],
        "titles": titles,
        "descriptions": abouts,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(one.content),
        "hash": f"sha256:{one.sha256}",
        "rows": len(one.rows),
        "schema": schema_of(one.file),
    }


def descriptor_bytes(plan: PlanView, made: Sequence[Made], state: State) -> bytes:
    """Write the descriptor of a package."""
    found = descriptor_of(plan, made, state)
    return json.dumps(found, ensure_ascii=False, indent=1).encode()


def archive_bytes(plan: PlanView, made: Sequence[Made], state: State) -> bytes:
    """Put the descriptor and every file into one archive; the same data gives the same bytes."""
    written = io.BytesIO()
    contents = [(DESCRIPTOR, descriptor_bytes(plan, made, state))]
    contents += [(one.path, one.content) for one in made]
    day = state.published_at.astimezone(dt.UTC).timetuple()[:6]
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents:
            entry = zipfile.ZipInfo(name, day)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, content)
    return written.getvalue()
