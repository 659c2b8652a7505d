"""Results by territory as workbooks: every cell of the CSV, typed, with its sources."""

from __future__ import annotations

import csv
import io

import pytest
from django.utils import translation

from athar.indicators.models import Indicator
from athar.opendata.dictionary import DICTIONARY
from tests.portal.measured import measured
from tests.portal.test_workbooks import book, exact, table_of

pytestmark = pytest.mark.django_db
__all__ = ["book"]
#: Each with its choices, the name of its file, and how many rows it has.
BOOKS = (
    ("/indicators/scorecard", "?place=hcp:01", "scorecard", 16),
    ("/indicators/coverage", "?place=hcp:01", "coverage", 8),
    ("/indicators/coverage", "?place=hcp:01.1&by=periods", "coverage", 44),
    ("/indicators/compare", "?i=shared:water&p=hcp:01.1&p=hcp:01.2", "comparison", 4),
    ("/indicators/shared/water/map", "", "shared-water-map", 4),
    ("/places/hcp/01.1/results", "", "hcp-01.1-results", 8),
)


@pytest.fixture(autouse=True)
def world(frozen_day):
    return measured()


@pytest.mark.parametrize(("address", "query", "name", "n_rows"), BOOKS)
def test_workbook_holds_every_cell_of_the_csv(client, book, address, query, name, n_rows):
    answer = client.get(f"/en{address}.csv{query}")
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))

    with translation.override("en"):
        found = table_of(book(f"/en{address}.xlsx{query}"))
        wanted = [
            {column: exact(DICTIONARY[column], text) for column, text in row.items()}
            for row in rows
        ]

    assert (found, len(found)) == (wanted, n_rows)
    download = client.get(f"/en{address}.xlsx{query}").headers["Content-Disposition"]
    assert download == f'attachment; filename="{name}.xlsx"'


@pytest.mark.parametrize(("address", "query", "name", "n_rows"), BOOKS)
def test_arabic_workbook_runs_from_right_to_left_and_names_its_source(
    client, book, address, query, name, n_rows
):
    table, notes, _columns = book(f"/ar{address}.xlsx{query}").worksheets

    assert (table.sheet_view.rightToLeft, table.freeze_panes[-1]) == (True, "3")
    said = dict(row[:2] for row in notes.iter_rows(values_only=True))
    assert said["المصدر"] == "Counters"


@pytest.mark.parametrize(("address", "query", "name", "n_rows"), BOOKS)
def test_page_offers_its_workbook(client, address, query, name, n_rows):
    page = client.get(f"/en{address}{query}").text.replace("&amp;", "&")

    assert f'href="/en{address}.xlsx{query}"' in page.split("</head>")[1]


def test_workbook_says_that_an_indicator_is_invented(client, book):
    Indicator.objects.filter(code="water").update(is_sample=True)

    notes = book("/en/indicators/shared/water/map.xlsx").worksheets[1]

    assert "Sample" in [row[0].value for row in notes.iter_rows()]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/indicators/coverage.xlsx?place=hcp:99", 404),
        ("/indicators/shared/none/map.xlsx", 404),
        ("/indicators/compare.xlsx", 200),
    ],
)
def test_workbook_of_what_is_not_there(client, address, status):
    assert client.get(f"/en{address}").status_code == status
