"""What somebody does who downloads a list and opens it in LibreOffice."""

import os
import shutil
import subprocess
import urllib.request
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

PLAN = "plans/PDR-TTA-2022-2027"
LISTS = {"list": f"{PLAN}/commitments", "computed": f"{PLAN}/computed/physical"}
NAMES = {
    prefix: f"urn:oasis:names:tc:opendocument:xmlns:{kind}:1.0"
    for prefix, kind in (("table", "table"), ("office", "office"), ("style", "style"))
}


def in_names_of(prefix: str, name: str) -> str:
    return f"{{{NAMES[prefix]}}}{name}"


def opened(files: list[Path], profile: Path) -> dict[str, ET.Element]:
    """Open workbooks as LibreOffice does (SOFFICE names another) and give what it then holds."""
    office = os.environ.get("SOFFICE") or shutil.which("soffice")
    assert office, "LibreOffice is missing: see make test"
    home = f"-env:UserInstallation=file://{profile}"
    where = ["--outdir", str(files[0].parent)]
    subprocess.run(
        [office, home, "--headless", "--convert-to", "fods", *where, *map(str, files)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return {one.stem: ET.parse(one.with_suffix(".fods")).getroot() for one in files}


@pytest.fixture(scope="module")
def books(server, tmp_path_factory):
    """The lists in Arabic and in French, opened once."""
    folder = tmp_path_factory.mktemp("workbooks")
    files = []
    for lang in ("ar", "fr"):
        for name, address in LISTS.items():
            files.append(folder / f"{name}-{lang}.xlsx")
            url = f"http://127.0.0.1:{server.port}/{lang}/{address}.xlsx"
            with urllib.request.urlopen(url) as answer:
                files[-1].write_bytes(answer.read())
    return opened(files, folder / "profile")


def directions(book: ET.Element) -> list[str]:
    """Give the direction of each sheet, as its style says it."""
    of_style = {
        style.get(in_names_of("style", "name")): part.get(in_names_of("style", "writing-mode"))
        for style in book.iter(in_names_of("style", "style"))
        for part in style.iter(in_names_of("style", "table-properties"))
    }
    tables = book.iter(in_names_of("table", "table"))
    return [of_style[one.get(in_names_of("table", "style-name"))] for one in tables]


def cells_of(line: ET.Element) -> list[ET.Element]:
    """Give the cells of a line, those written once for many repeated."""
    many = in_names_of("table", "number-columns-repeated")
    found = line.findall("table:table-cell", NAMES)
    return [one for one in found for _ in range(min(int(one.get(many, "1")), 50))]


def kinds(book: ET.Element) -> dict[str, set[str]]:
    """Give the types of the cells of the table by the name of their column; empty ones have none."""
    table = next(book.iter(in_names_of("table", "table")))
    _labels, names, *lines = table.iter(in_names_of("table", "table-row"))
    found: dict[str, set[str]] = {}
    titles = ["".join(cell.itertext()).strip() for cell in cells_of(names)]
    for line in lines:
        for title, cell in zip(titles, cells_of(line), strict=False):
            if kind := cell.get(in_names_of("office", "value-type")):
                found.setdefault(title, set()).add(kind)
    return found


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(("lang", "direction"), [("ar", "rl-tb"), ("fr", "lr-tb")])
def test_every_sheet_runs_as_its_language_does(books, name, lang, direction):
    assert directions(books[f"{name}-{lang}"]) == [direction] * 3


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_cells_of_a_list_have_their_types(books, lang):
    found = kinds(books[f"list-{lang}"])

    wanted = {
        "code": {"string"},
        "title": {"string"},
        "computed_status": {"string"},
        "physical_percent": {"percentage"},
        "slippage_first_days": {"float"},
        "amount": {"float"},
        "planned_end_on": {"date"},
        "reported_as_of": {"date"},
    }
    assert {name: found[name] for name in wanted} == wanted


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_no_cell_is_a_formula_or_an_error(books, lang):
    for name in LISTS:
        cells = books[f"{name}-{lang}"].iter(in_names_of("table", "table-cell"))
        assert [cell for cell in cells if cell.get(in_names_of("table", "formula"))] == []
