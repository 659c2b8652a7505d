"""A long text is read as any other file is, without ever being held whole."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from athar.indicators.models import Measurement
from athar.intake.enums import ProblemCode
from athar.intake.values.streams import LongText

LINES = st.lists(
    st.builds(
        lambda *cells: ";".join(cells),
        st.sampled_from(["01", "01.151", "Chefchaouen", '"01.511"', "nulle part", ""]),
        st.sampled_from(["connected", "Ménages raccordés", "water", "puits"]),
        st.sampled_from(["", "total", "Rural", "urban", "mer"]),
        st.sampled_from(["2024", " 2023 ", "2023-Q1", "T2 2023", "hier"]),
        st.sampled_from(["5", "5,5", "1 250", "٧", "N.D", "", '"7"', "x", "12 %"]),
    ),
    max_size=12,
)


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(LINES)
def test_long_text_gives_what_the_general_reader_gives(take, lines):
    head = "lieu;indicateur;milieu;période;valeur"

    whole, streamed = (
        take(head, *lines, by_stream=by_stream, dry_run=True) for by_stream in (False, True)
    )

    found, again = (
        (one.problems, one.found(), one.is_taken, one.added, one.mapping)
        for one in (whole, streamed)
    )
    assert found == again


@pytest.mark.usefixtures("setting")
def test_long_text_is_recorded_with_its_cells(take):
    report = take("code,indicator,year,value", "01,connected,2024,٣٠", by_stream=True)

    rows = list(Measurement.objects.values_list("value", "cell", "written"))
    assert (report.is_taken, report.source, rows) == (True, None, [(30, "valeurs!D2", "٣٠")])


@pytest.mark.parametrize("content", [b"caf\xe9;1\n", "مكان;1\n".encode("cp1256"), b"a;\xc3"])
def test_text_in_another_encoding_is_read_whole(tmp_path, content):
    path = tmp_path / "valeurs.csv"
    path.write_bytes(content)

    assert LongText.of(path, least_bytes=0) is None


def test_short_text_and_workbook_are_read_whole(tmp_path):
    short, workbook = tmp_path / "valeurs.csv", tmp_path / "valeurs.xlsx"
    short.write_bytes(b"a;b\n")
    workbook.write_bytes(b"a;b\n")

    assert (LongText.of(short), LongText.of(workbook, least_bytes=0)) == (None, None)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("01,connected,2024,5" + ",x" * 20_000, ProblemCode.FILE_TOO_WIDE),
        ("01,connected,2024," + "9" * 140_000, ProblemCode.FILE_DAMAGED),
    ],
)
def test_text_that_turns_out_to_be_no_table_is_refused(take, row, code):
    lines = ["code,indicator,year,value", *["01,connected,2023,5"] * 420, row]

    report = take(*lines, by_stream=True)

    assert ([one.code for one in report.problems], report.is_taken) == ([code], False)
    assert Measurement.objects.count() == 0
