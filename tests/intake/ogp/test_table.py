"""OGP's table is read whatever its order, marks, encoding and delimiter."""

import io

import pytest
import xlsxwriter

from athar.intake.ogp.columns import Columns, layout
from athar.intake.ogp.table import read_table
from athar.intake.options import GivenFile
from athar.intake.readers.refusals import FileFault, Refused
from tests.intake.ogp.small import FIRST, SAMPLE, table


def _read(content: bytes):
    found = read_table(GivenFile("ogp.csv", content))
    assert found is not None
    return [found.records[0].text(found.columns.find(name)) for name in ("id", "member", "title")]


def _workbook() -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        book.add_worksheet("notes").write(0, 0, "read me")
        sheet = book.add_worksheet("data")
        sheet.write_row(0, 0, list(FIRST))
        sheet.write_row(1, 0, list(FIRST.values()))
    return held.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        table().encode(),
        b"\xef\xbb\xbf" + table().encode(),
        table().encode("utf-16"),
        table(delimiter=";").encode(),
        table(delimiter="\t").encode(),
        table(headings=list(reversed(FIRST))).encode(),
        ("A table of commitments\n\n" + table()).encode(),
        table().replace("Country/Locality", "  COUNTRY / LOCALITY ").encode(),
        _workbook(),
    ],
    ids=["plain", "bom", "utf-16", "semicolon", "tab", "order", "title", "spaces", "workbook"],
)
def test_table_is_read(content):
    assert _read(content) == ["GH0001", "Ghana", "Open budgets"]


def test_table_in_an_old_encoding_keeps_its_letters():
    content = table({"Country/Locality": "Côte d’Ivoire"}).encode("cp1252")

    assert _read(content)[1] == "Côte d’Ivoire"


@pytest.mark.parametrize(
    ("content", "fault"),
    [(b"", FileFault.EMPTY), (b"\x00\x01\x02\x03" * 9, FileFault.NOT_A_TABLE)],
    ids=["empty", "bytes"],
)
def test_what_is_no_table_is_refused(content, fault):
    with pytest.raises(Refused) as refused:
        read_table(GivenFile("ogp.csv", content))

    assert refused.value.fault is fault


def test_another_table_is_not_this_one():
    assert read_table(GivenFile("plan.csv", b"Code,Titre\nP1,Barrage\n")) is None


def test_every_column_of_the_table_is_known():
    found = read_table(GivenFile.of(SAMPLE))

    assert found is not None
    assert (len(found.records), found.columns.unknown) == (97, ())
    assert (len(found.columns.kept), len(layout().areas), len(layout().codings)) == (52, 86, 12)


def test_a_heading_that_begins_with_a_mark_is_another_one():
    columns = Columns(["Specificity", "_Specificity"])

    assert (columns.find("Specificity"), columns.kept) == (0, ((1, "_Specificity"),))
