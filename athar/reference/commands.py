"""`athar import places | boundaries | themes`: reads a file, stores it, prints counts."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from athar.kernel.text import Translated
from athar.reference import tables
from athar.reference.actions import (
    BoundarySetDetails,
    Tally,
    load_boundaries,
    load_places,
    load_sources,
    load_themes,
)
from athar.reference.enums import Scheme
from athar.reference.geojson import OutlineFile, read_outlines

SHIPPED_PLACES = ("africa.csv", "morocco.csv")
_SET_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,47}")


def register(imports: Any) -> None:
    """Add what this package imports to the parsers of `athar import`."""
    places = imports.add_parser("places", help="load countries, regions, provinces and communes")
    places.add_argument("file", nargs="?", type=Path, help="a CSV; without it, the shipped places")
    places.set_defaults(func=_refusing(_import_places))

    themes = imports.add_parser("themes", help="load goals, policy areas, values and sectors")
    themes.add_argument("file", nargs="?", type=Path, help="a CSV; without it, the shipped themes")
    themes.set_defaults(func=_refusing(_import_themes))

    boundaries = imports.add_parser("boundaries", help="load the outlines of places from GeoJSON")
    boundaries.add_argument("file", type=Path, help="a GeoJSON file, or the name of a shipped one")
    boundaries.add_argument("--set", help="code of the boundary set (default: the file's name)")
    boundaries.add_argument("--title", help="title under the map, in the first language")
    boundaries.add_argument("--scheme", help="scheme of the place codes, such as hcp or iso3166")
    boundaries.add_argument("--source", help="where the outlines come from")
    boundaries.add_argument("--licence", help="under which licence")
    boundaries.set_defaults(func=_refusing(_import_boundaries))


def _refusing(command: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """Print in words what a command refuses, and give 1."""

    def run(arguments: argparse.Namespace) -> int:
        try:
            return command(arguments)
        except ValidationError as refusal:
            sys.stderr.writelines(f"{message}\n" for message in refusal.messages)
            return 1

    return run


def _import_places(arguments: argparse.Namespace) -> int:
    shipped = tables.DATA / "places"
    files = [arguments.file] if arguments.file else [shipped / name for name in SHIPPED_PLACES]
    rows = [row for file in files for row in tables.read_places(file)]
    spellings = () if arguments.file else tables.read_spellings(shipped / "spellings.csv")
    _load_shipped_sources()
    done = load_places(by=None, rows=rows, spellings=spellings, file=_named(files))
    for kind, n in done.kinds.items():
        _say(f"{kind}: {n}")
    _say_tally("places", done.places)
    _say_tally("populations", done.populations)
    _say_tally("spellings", done.spellings)
    return 0


def _import_themes(arguments: argparse.Namespace) -> int:
    shipped = sorted((tables.DATA / "themes").glob("*.csv"))
    files = [arguments.file] if arguments.file else shipped
    rows = [row for file in files for row in tables.read_themes(file)]
    _load_shipped_sources()
    _say_tally("themes", load_themes(by=None, rows=rows, file=_named(files)))
    return 0


def _import_boundaries(arguments: argparse.Namespace) -> int:
    path = _boundary_file(arguments.file)
    file = read_outlines(tables.read_bytes(path))
    details = _details(arguments, path, file)
    done = load_boundaries(by=None, details=details, file=file, file_name=path.name)
    if done.repaired:
        _say(f"repaired, crossed themselves: {', '.join(done.repaired)}")
    _say_tally(f"outlines of {details.code}", done.outlines)
    return 0


def _details(arguments: argparse.Namespace, path: Path, file: OutlineFile) -> BoundarySetDetails:
    """Give what the options say of the set, else what the file says of itself."""
    code = arguments.set or path.stem.lower()
    if not _SET_CODE.fullmatch(code):
        raise ValidationError(
            _("“%(code)s” cannot be the code of a set: use small letters, digits and hyphens."),
            code="set_code",
            params={"code": code},
        )
    title = {settings.LANGUAGE_CODE: arguments.title} if arguments.title else file.title
    return BoundarySetDetails(
        code=code,
        scheme=arguments.scheme or file.scheme or Scheme.HCP,
        title=Translated(title or {settings.LANGUAGE_CODE: code}),
        source=tables.SourceRow(
            code=code,
            title=(arguments.source or file.source or path.name)[:200],
            url=file.source_url,
            licence=(arguments.licence or file.licence)[:100],
            credit=file.credit,
            retrieved_on=_date(file.retrieved_on),
        ),
    )


def _boundary_file(path: Path) -> Path:
    shipped = tables.DATA / "boundaries" / f"{path.name}.geojson"
    return shipped if not path.exists() and path.parent == Path() and shipped.exists() else path


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _load_shipped_sources() -> None:
    load_sources(by=None, rows=tables.read_sources(tables.DATA / "sources.csv"))


def _named(files: list[Path]) -> str:
    return ", ".join(file.name for file in files)


def _say_tally(what: str, tally: Tally) -> None:
    _say(
        f"{what}: {tally.added} added, {tally.changed} changed, "
        f"{tally.removed} removed, {tally.unchanged} unchanged"
    )


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
