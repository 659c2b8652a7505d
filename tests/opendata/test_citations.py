"""References in the formats that programs keep them in."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest

from athar.opendata.citations import FORMATS, Citation, bibtex, csl, ris

DAM = Citation(
    key="athar-commitment-P-PDR-001",
    title="سد واد لاو",
    publisher="جهة الشمال",
    address="https://example.org/id/commitment/P/PDR-001",
    lang="ar",
    publication_number=7,
    on=dt.date(2025, 10, 5),
    part_of="برنامج الشمال",
    code="PDR-001",
)
BARE = replace(DAM, part_of="", code="", publication_number=0, lang="ber", is_data=True)


def test_bibtex_names_every_field():
    assert bibtex(DAM).splitlines() == [
        "@online{athar-commitment-P-PDR-001,",
        "  author = {{جهة الشمال}},",
        "  title = {{سد واد لاو}},",
        "  booktitle = {{برنامج الشمال}},",
        "  number = {PDR-001},",
        "  publisher = {{جهة الشمال}},",
        "  year = {2025},",
        "  month = {10},",
        "  version = {7},",
        "  url = {https://example.org/id/commitment/P/PDR-001},",
        "  urldate = {2025-10-05},",
        "  langid = {arabic},",
        "}",
    ]


def test_bibtex_of_data_leaves_out_what_is_not_there():
    names = [line.split(" = ")[0].strip() for line in bibtex(BARE).splitlines()]

    assert names == [
        "@dataset{athar-commitment-P-PDR-001,",
        *("author", "title", "publisher", "year", "month", "url", "urldate", "langid"),
        "}",
    ]


def test_nothing_in_a_title_is_a_command_of_tex():
    one = replace(DAM, title="50 % \\input{x} & #1_2 $3 ~^\n }")

    assert (
        r"title = {{50 \% \textbackslash{}input\{x\} \& \#1\_2 \$3 \textasciitilde{}"
        r"\textasciicircum{} \}}}," in bibtex(one)
    )


def test_ris_holds_one_field_a_line():
    assert ris(replace(DAM, title="two\r\nER  - lines")).split("\r\n") == [
        "TY  - ELEC",
        "ID  - athar-commitment-P-PDR-001",
        "AU  - جهة الشمال",
        "TI  - two ER - lines",
        "T2  - برنامج الشمال",
        "M1  - PDR-001",
        "PB  - جهة الشمال",
        "PY  - 2025",
        "DA  - 2025/10/05",
        "ET  - 7",
        "UR  - https://example.org/id/commitment/P/PDR-001",
        "Y2  - 2025/10/05",
        "LA  - ar",
        "ER  - ",
        "",
    ]


def test_ris_of_data_leaves_out_what_is_not_there():
    tags = [line[:2] for line in ris(BARE).splitlines()]

    assert tags == ["TY", "ID", "AU", "TI", "PB", "PY", "DA", "UR", "Y2", "LA", "ER"]


@pytest.mark.parametrize(
    ("one", "kind", "version"), [(DAM, "webpage", "7"), (BARE, "dataset", None)]
)
def test_csl_is_a_list_of_one(one, kind, version):
    (found,) = json.loads(csl(one))

    assert (found["type"], found.get("version"), found["issued"]) == (
        kind,
        version,
        {"date-parts": [[2025, 10, 5]]},
    )
    assert found["author"] == [{"literal": "جهة الشمال"}]


def test_every_format_is_reached_by_its_ending():
    assert {ending: one.name for ending, one in FORMATS.items()} == {
        "bib": "BibTeX",
        "ris": "RIS",
        "csl.json": "CSL-JSON",
    }
