"""What the tests of the importer share: the sample files, and the places they name."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from athar.intake.options import GivenFile
from athar.reference import tables
from athar.reference.actions import load_places, load_sources, load_themes
from tests.intake.undoing_small import put_draft, put_editor, put_published
from tests.once import made_once

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "athar" / "desk" / "imports" / "data" / "pdr-template.xlsx"
SAMPLES = ROOT / "athar" / "config" / "demo"
FRENCH_WORKBOOK = SAMPLES / "pdr-tta-2022-2027-suivi.xlsx"
ARABIC_CSV = SAMPLES / "pdr-tta-2022-2027-ar.csv"
PLAN_FILE = SAMPLES / "pdr-tta-2022-2027.plan.json"


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    """Keep what an import stores out of the installation of whoever runs the tests."""
    settings.DATA_DIR = tmp_path / "data"


@pytest.fixture
@made_once
def places(db: None) -> None:
    """The region Tanger-Tétouan-Al Hoceïma with its provinces and communes, and the sectors."""
    put_region()


def put_region() -> None:
    """Register the region, its provinces and communes, and the sectors."""
    data = tables.DATA
    load_sources(by=None, rows=tables.read_sources(data / "sources.csv"))
    rows = [
        row
        for name in ("africa.csv", "morocco.csv")
        for row in tables.read_places(data / "places" / name)
        if row.key.code == "MAR" or row.key.code.startswith("01")
    ]
    known = {row.key for row in rows}
    spellings = [
        row for row in tables.read_spellings(data / "places" / "spellings.csv") if row.key in known
    ]
    load_places(by=None, rows=rows, spellings=spellings)
    load_themes(by=None, rows=tables.read_themes(data / "themes" / "sector.csv"))


@pytest.fixture
@made_once
def editor(db: None):
    """A plan editor of everything."""
    return put_editor()


@pytest.fixture
def drafted(db: None):
    """The small plan, imported and still a draft."""
    return put_draft()


@pytest.fixture
def published(db: None):
    """The small plan, imported and published."""
    return put_published()


def given(path: Path) -> GivenFile:
    """A file as somebody gives it."""
    return GivenFile(path.name, path.read_bytes())


def repacked(**parts: bytes) -> bytes:
    """The template with parts replaced or added; in a name "__" stands for "/", "_dot_" for "."."""
    stream = io.BytesIO()
    replaced = {name.replace("__", "/").replace("_dot_", "."): v for name, v in parts.items()}
    with (
        zipfile.ZipFile(TEMPLATE) as given,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for name in dict.fromkeys((*given.namelist(), *replaced)):
            out.writestr(name, replaced[name] if name in replaced else given.read(name))
    return stream.getvalue()
