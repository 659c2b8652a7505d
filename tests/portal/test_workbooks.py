"""Every list as a workbook: the cells of its CSV, in the language of the page."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from django.utils import translation

from athar.opendata.columns import Kind
from athar.opendata.dictionary import DICTIONARY

pytestmark = pytest.mark.django_db
PLAN = "/plans/PDR-NORD-2022-2027"
#: The lists and how many lines each has of the small plan, which stands in no place of its own.
N_LINES = {
    f"{PLAN}/commitments": 5,
    f"{PLAN}/places": 0,
    f"{PLAN}/computed/physical": 5,
    "/plans": 1,
    "/places/hcp/01": 3,
    "/places/hcp/01/results": 0,
    "/indicators/scorecard": 0,
    "/indicators/coverage": 0,
    "/indicators/compare": 0,
}
LISTS = tuple(N_LINES)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def book(client):
    """Give a workbook, 200 or the test fails."""

    def read(address: str):
        answer = client.get(address)
        assert answer.status_code == 200, address
        return openpyxl.load_workbook(io.BytesIO(answer.content))

    return read


def table_of(book) -> list[dict[str, object]]:
    _labels, names, *rows = book.worksheets[0].iter_rows(values_only=True)
    return [dict(zip(names, row, strict=True)) for row in rows]


def exact(column, text: str) -> object:
    """Give what a cell of a workbook holds for the same cell of a CSV."""
    if not text:
        return None
    if column.kind is Kind.DAY:
        return dt.datetime.fromisoformat(text)
    if column.kind in {Kind.TEXT, Kind.CODE}:
        return text
    if column.kind in {Kind.CHOICE, Kind.YES_NO}:
        return str(column.values.get(text, text))
    return float(Decimal(text) / (100 if column.kind is Kind.PERCENT else 1))


@pytest.mark.parametrize("address", LISTS)
def test_workbook_holds_what_the_csv_holds(plan, client, book, address):
    answer = client.get(f"/en{address}.csv")
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))

    found = table_of(book(f"/en{address}.xlsx"))

    assert len(found) == len(rows) == N_LINES[address]
    for row, line in zip(rows, found, strict=True):
        assert {name: exact(DICTIONARY[name], text) for name, text in row.items()} == {
            name: line[name] for name in row
        }


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_workbook_runs_as_its_language_does(plan, book, address, lang):
    sheet = book(f"/{lang}{address}.xlsx").worksheets[0]

    assert bool(sheet.sheet_view.rightToLeft) is (lang == "ar")


def test_workbook_names_what_its_codes_stand_for(plan, book):
    found = table_of(book(f"/ar{PLAN}/commitments.xlsx"))

    assert [found[1][f"{name}_names"] for name in ("nodes", "places", "leads", "themes")] == [
        "الماء · الماء الشروب",
        "مكان 01.151 · مكان 01.511",
        "وزارة التجهيز والماء",
        None,
    ]


def test_workbook_says_which_filters_are_in_force(plan, book):
    query = "?place=01.151&q=dam&status=on_track&sort=-amount"

    notes = book(f"/en{PLAN}/commitments.xlsx{query}").worksheets[1]

    said = {row[0].value: row[1].value for row in notes.iter_rows()}
    assert {name: said[name] for name in ("Words", "Place", "Computed status", "Order")} == {
        "Words": "dam",
        "Place": "مكان 01.151",
        "Computed status": "On track",
        "Order": "Largest amount first",
    }
    assert said["Address of this table"] == f"http://testserver/en{PLAN}/commitments{query}"


def test_workbook_of_a_whole_list_says_no_filter(plan, book):
    notes = book(f"/en{PLAN}/commitments.xlsx").worksheets[1]

    terms = [row[0].value for row in notes.iter_rows()]
    assert terms[2:8] == [
        "Published by",
        "Address of this table",
        "Licence",
        "Publication number",
        "Last publication",
        "Statuses computed on",
    ]


def test_workbook_where_nothing_is_published_yet(db, book):
    sheet, notes, _columns = book("/ar/plans.xlsx").worksheets

    assert (sheet.max_row, notes["B5"].value[:9]) == (2, "CC BY 4.0")
    assert "رقم النشر" not in [row[0].value for row in notes.iter_rows()]


def test_workbook_is_a_download_and_its_bytes_do_not_move(plan, client):
    first, second = (client.get(f"/ar{PLAN}/commitments.xlsx") for _ in range(2))

    assert first.content == second.content
    assert (first.headers["Content-Type"], first.headers["Content-Disposition"]) == (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        'attachment; filename="PDR-NORD-2022-2027-commitments.xlsx"',
    )


@pytest.mark.parametrize("address", LISTS)
def test_workbook_of_a_draft_does_not_exist(draft_plan, client, address):
    expected = 404 if address.startswith(PLAN) else 200

    assert client.get(f"/fr{address}.xlsx").status_code == expected


@pytest.mark.parametrize("query", ["?sort=colour", "?page=x", "?q=%00"])
def test_workbook_refuses_what_cannot_be_understood(plan, client, query):
    assert client.get(f"/en{PLAN}/commitments.xlsx{query}").status_code == 400


@pytest.mark.parametrize("address", [one for one in LISTS if "places/" in one or one == "/plans"])
def test_pages_offer_their_workbook(plan, whole, address):
    page = whole(f"/en{address}")

    assert f'href="/en{address}.xlsx"><bdi>XLSX</bdi>' in page


def test_list_and_its_groupings_offer_the_workbook_with_the_filters(plan, whole):
    found = whole(f"/en{PLAN}/commitments?place=01.151")

    assert f'<a href="/en{PLAN}/commitments.xlsx?place=01.151"><bdi>XLSX</bdi></a>' in found
    assert f'href="/en{PLAN}/commitments.xlsx?node=A1"' in whole(f"/en{PLAN}/nodes/A1")
