"""Stated values as files: the same cells as CSV, JSON and workbook, now and as of a publication."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from decimal import Decimal

import duckdb
import openpyxl
import pytest

from athar.indicators.actions import record_measurements
from athar.indicators.enums import Claim, NoNumber
from athar.indicators.models import Indicator
from athar.indicators.queries import ValueLine
from athar.portal.values import views
from athar.trail.models import Event
from tests.indicators.cast import set_up
from tests.once import made_once

PATH = "/en/indicators/shared/water/values"
SHARED = "/en/indicators/shared/values"


@pytest.fixture
@made_once
def setting(plan, frozen_day):
    """Values of every kind, one of them corrected once."""
    made = set_up(plan)
    record_measurements(
        by=None,
        drafts=[
            made.value(value=Decimal("27.5")),
            made.value(period="2023", no_number=NoNumber.SUPPRESSED),
            made.value(category="area=rural", numerator=Decimal(1), denominator=Decimal(4)),
            made.value("opinion", text='=SUM(1), "dit-on"\nencore', claim=Claim.INDEPENDENT),
        ],
        source={"file": "0" * 64, "name": "-valeurs.csv"},
    )
    record_measurements(by=None, drafts=[made.value(value=Decimal(28))], reason="Erreur")
    return made


def publications() -> list[int]:
    numbered = Event.objects.filter(publication_number__isnull=False)
    return sorted(numbered.values_list("publication_number", flat=True))


def get(client, path: str) -> bytes:
    answer = client.get(path)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def table(client, path: str) -> list[dict[str, str]]:
    rows = csv.DictReader(io.StringIO(get(client, path).decode("utf-8-sig"), newline=""))
    return sorted(rows, key=lambda row: (row["indicator_code"], row["period"], row["category"]))


def test_csv_tells_all_that_is_known_of_each_value(client, setting):
    rows = table(client, f"{PATH}.csv")

    assert tuple(rows[0]) == ValueLine._fields
    told = [
        (row["period"], row["category"], row["measured_value"], row["numerator"], row["no_number"])
        for row in rows
    ]
    assert told == [
        ("2023", "", "", "", "suppressed"),
        ("2024", "", "28.0", "", ""),
        ("2024", "area=rural", "", "1.0", ""),
    ]
    number = publications()[-1]
    assert (rows[1]["revision"], rows[1]["publication_number"]) == ("1", str(number))
    assert (rows[0]["source_file"], rows[0]["recorded_on"]) == ("'-valeurs.csv", "2025-10-15")


def test_no_cell_of_a_library_is_run_by_a_spreadsheet(client, setting):
    rows = table(client, f"{SHARED}.csv")

    texts = [row["stated_text"] for row in rows if row["stated_text"]]
    assert (len(rows), texts) == (4, ['\'=SUM(1), "dit-on"\nencore'])


def test_values_as_of_a_publication_are_those_the_public_saw(client, setting):
    first = publications()[-2]

    then, now = (
        json.loads(get(client, f"{PATH}.json{query}")) for query in (f"?as_of={first}", "")
    )

    assert (then["publication"], now["publication"]) == (first, None)
    found = [
        [one["measured_value"] for one in said["values"] if one["measured_value"]]
        for said in (then, now)
    ]
    assert found == [["27.5"], ["28.0"]]
    assert [row["measured_value"] for row in table(client, f"{PATH}.csv?as_of={first}")] == [
        *("", "27.5", "")
    ]


def test_workbook_holds_the_cells_of_the_csv(client, setting):
    book = openpyxl.load_workbook(io.BytesIO(get(client, f"{PATH.replace('/en/', '/ar/')}.xlsx")))

    sheet = book.worksheets[0]
    _labels, names, *rows = sheet.iter_rows(values_only=True)
    found = sorted(str(dict(zip(names, row, strict=True))["measured_value"]) for row in rows)
    assert (sheet.sheet_view.rightToLeft, found) == (True, ["28", "None", "None"])


def test_workbook_of_more_values_than_it_holds_is_refused(client, setting, monkeypatch):
    monkeypatch.setattr(views, "MOST_OF_A_WORKBOOK", 3)

    assert client.get(f"{PATH}.xlsx").status_code == 400


@pytest.fixture
def parquet(client, tmp_path):
    """Give the rows of a Parquet file of values by the names of their columns."""

    def read(query: str = "", lang: str = "en") -> list[dict[str, object]]:
        path = tmp_path / "values.parquet"
        path.write_bytes(get(client, f"/{lang}{PATH[3:]}.parquet{query}"))
        found = duckdb.sql(f"SELECT * FROM read_parquet('{path}')")
        return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]

    return read


def test_parquet_holds_the_cells_of_the_csv_by_type(client, setting, parquet):
    rows = table(client, f"{PATH}.csv")

    found = sorted(parquet(), key=lambda row: (row["period"], row["category"] or ""))

    texts = ("place_code", "period", "claim", "no_number", "source", "cell", "place")
    assert [[row[name] or "" for name in texts] for row in found] == [
        [row[name] for name in texts] for row in rows
    ]
    told = ("measured_value", "numerator", "denominator", "is_superseded", "recorded_on")
    day = dt.date(2025, 10, 15)
    assert [tuple(row[name] for name in told) for row in found] == [
        (None, None, None, False, day),
        (Decimal(28), None, None, False, day),
        (None, Decimal(1), Decimal(4), False, day),
    ]
    assert (found[0]["period_start_on"], found[0]["period_end_on"]) == (
        dt.date(2023, 1, 1),
        dt.date(2023, 12, 31),
    )
    assert found[0]["source_file"] == "-valeurs.csv"


def test_parquet_gives_the_same_bytes_again_and_says_what_it_is(client, setting, tmp_path):
    first, second = (client.get(f"{PATH}.parquet") for _ in range(2))
    path = tmp_path / "values.parquet"
    path.write_bytes(b"".join(first.streaming_content))

    said = duckdb.sql(f"SELECT key, value FROM parquet_kv_metadata('{path}')").fetchall()

    assert path.read_bytes() == b"".join(second.streaming_content)
    assert {bytes(key).decode(): bytes(words).decode() for key, words in said} == {
        "title": "Running water",
        "publisher": "Commun",
        "licence": "CC BY 4.0 – https://creativecommons.org/licenses/by/4.0/",
        "source": f"http://testserver{PATH}.parquet",
    }
    assert (first.headers["Content-Type"], first.headers["Content-Disposition"]) == (
        "application/vnd.apache.parquet",
        'attachment; filename="shared-water-values.parquet"',
    )


def test_parquet_as_of_a_publication_says_so_and_marks_samples(client, setting, tmp_path):
    Indicator.objects.update(is_sample=True)
    first = publications()[-2]
    path = tmp_path / "values.parquet"
    path.write_bytes(get(client, f"{PATH}.parquet?as_of={first}"))

    said = duckdb.sql(f"SELECT key, value FROM parquet_kv_metadata('{path}')").fetchall()

    facts = {bytes(key).decode(): bytes(words).decode() for key, words in said}
    assert [facts[key] for key in ("source", "publication", "sample")] == [
        f"http://testserver{PATH}.parquet?as_of={first}",
        str(first),
        "yes",
    ]


def test_states_that_were_superseded_are_given_when_asked_for(client, setting, parquet):
    told = [
        (row["revision"], row["measured_value"], row["is_superseded"])
        for row in parquet("?history=1")
        if row["measured_value"]
    ]
    rows = table(client, f"{PATH}.csv?history=1")
    objects = json.loads(get(client, f"{PATH}.json?history=1"))["values"]

    assert told == [(0, Decimal("27.5"), True), (1, Decimal(28), False)]
    assert sorted(
        (row["revision"], row["measured_value"], row["is_superseded"])
        for row in rows
        if row["measured_value"]
    ) == [("0", "27.5", "yes"), ("1", "28.0", "no")]
    assert [one["is_superseded"] for one in objects] == [False, True, False, False]


def test_history_as_of_a_publication_ends_there(client, setting):
    first = publications()[-2]

    rows = table(client, f"{PATH}.csv?history=1&as_of={first}")

    told = [(row["measured_value"], row["is_superseded"]) for row in rows if row["measured_value"]]
    assert told == [("27.5", "no")]


def test_each_value_says_by_which_way_it_came(client, setting):
    assert {row["source"] for row in table(client, f"{SHARED}.csv")} == {"form"}


@pytest.mark.parametrize(
    ("page", "files"),
    [
        ("/fr/indicators/shared/water", "/fr/indicators/shared/water/values"),
        ("/fr/indicators/shared", "/fr/indicators/shared/values"),
        ("/fr/plans/{plan}/results", "/fr/plans/{plan}/values"),
    ],
)
def test_pages_offer_the_files_of_every_stated_value(client, setting, whole, page, files):
    code = setting.plan.code

    found = re.findall(r'href="([^"]+/values\.\w+)"', whole(page.format(plan=code)))

    wanted = [f"{files.format(plan=code)}.{kind}" for kind in ("csv", "xlsx", "parquet", "json")]
    assert found == wanted


def test_page_of_an_earlier_state_offers_the_values_of_then(client, setting, whole):
    first = publications()[-2]

    found = re.findall(r'href="([^"]+/values\.\w+)\?([^"]+)"', whole(f"{PATH[:-7]}?as_of={first}"))

    assert [query for _path, query in found] == [f"as_of={first}"] * 4


def test_plan_gives_the_values_of_its_own_indicators(client, setting):
    record_measurements(by=None, drafts=[setting.value("connected", value=Decimal(5))])

    rows = table(client, f"/fr/plans/{setting.plan.code}/values.csv")

    assert [(row["library_code"], row["measured_value"]) for row in rows] == [
        (setting.plan.code, "5")
    ]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/en/indicators/nowhere/values.csv", 404),
        ("/en/indicators/shared/nothing/values.csv", 404),
        ("/en/plans/NOWHERE/values.csv", 404),
        ("/en/indicators/shared/nothing/values.parquet", 404),
        (f"{PATH}.csv?as_of=never", 400),
        (f"{PATH}.parquet?history=2", 400),
        (f"{PATH}.csv?as_of=99999", 404),
    ],
)
def test_what_is_not_there_is_not_found(client, setting, path, status):
    assert client.get(path).status_code == status
