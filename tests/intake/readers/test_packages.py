"""The directory of a zipped workbook is looked at before anything in it is unpacked."""

from __future__ import annotations

import io
import zipfile

import pytest

from athar.intake.readers import confined
from athar.intake.readers.packages import kind_of_package, open_package
from athar.intake.readers.refusals import FileFault, Refused
from tests.intake.conftest import TEMPLATE, repacked
from tests.intake.readers.test_bounds import encrypted, of_500_megabytes

ODS = "application/vnd.oasis.opendocument.spreadsheet"


def package(**parts):
    """A zipped package; "__" in the name of a part stands for "/", "_dot_" for "."."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as out:
        for name, text in parts.items():
            out.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return stream.getvalue()


def kind(content):
    with open_package(io.BytesIO(content)) as opened:
        return kind_of_package(opened)


def fault(read, content):
    with pytest.raises(Refused) as refusal:
        read(content)
    return refusal.value.fault


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (TEMPLATE.read_bytes(), "xlsx"),
        (package(content_dot_xml="", mimetype=ODS), "ods"),
        (package(content_dot_xml="", mimetype=ODS, **{"META-INF__manifest_dot_xml": ""}), "ods"),
    ],
)
def test_kind_is_told_by_what_the_package_holds(content, found):
    assert kind(content) == found


@pytest.mark.parametrize(
    ("content", "because"),
    [
        (package(word__document_dot_xml=""), FileFault.NOT_A_TABLE),
        (package(content_dot_xml="", mimetype="x.text"), FileFault.NOT_A_TABLE),
        (
            package(
                content_dot_xml="",
                mimetype=ODS,
                **{"META-INF__manifest_dot_xml": "<manifest:encryption-data>"},
            ),
            FileFault.ENCRYPTED,
        ),
        (repacked(xl__VBAPROJECT_dot_BIN=b"macros"), FileFault.MACROS),
        (of_500_megabytes(), FileFault.UNPACKS_TOO_LARGE),
        (package(**{f"part{number}": "" for number in range(5001)}), FileFault.UNPACKS_TOO_LARGE),
        (b"PK\x03\x04 cut off", FileFault.DAMAGED),
        (b"PK\x03\x04" + b"PK\x05\x06" + b"\xff" * 18, FileFault.UNPACKS_TOO_LARGE),
        (b"PK\x03\x04" + b"PK\x05\x06" + b"\x01" * 18, FileFault.DAMAGED),
    ],
)
def test_package_that_promises_nothing_good_is_refused(content, because):
    assert fault(kind, content) == because


def test_package_with_a_password_is_refused():
    content = bytearray(package(xl__workbook_dot_xml="<workbook/>"))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1

    assert fault(kind, bytes(content)) == FileFault.ENCRYPTED


@pytest.mark.parametrize(
    ("content", "because"),
    [
        (encrypted(), FileFault.ENCRYPTED),
        (b"\xd0\xcf\x11\xe0" + "_VBA_PROJECT_CUR".encode("utf-16-le"), FileFault.MACROS),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), FileFault.DAMAGED),
    ],
)
def test_old_workbooks_are_looked_at_too(content, because):
    assert fault(confined.read_workbook, content) == because


@pytest.mark.parametrize(
    ("limit", "most", "because"),
    [
        ("MOST_SHEETS", 2, FileFault.TOO_LONG),
        ("MOST_COLUMNS", 3, FileFault.TOO_WIDE),
        ("MOST_CELLS", 20, FileFault.TOO_LONG),
    ],
)
def test_workbook_beyond_a_limit_is_refused(monkeypatch, limit, most, because):
    monkeypatch.setattr(confined, limit, most)

    assert fault(confined.read_workbook, TEMPLATE.read_bytes()) == because
