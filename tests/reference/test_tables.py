"""Tables of places, spellings, themes and sources are read into typed rows."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from athar.reference import tables
from athar.reference.tables import (
    CountRow,
    PlaceKey,
    PlaceRow,
    SourceRow,
    SpellingRow,
    ThemeRow,
    read_bytes,
    read_places,
    read_sources,
    read_spellings,
    read_themes,
)


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.fixture
def table(tmp_path):
    def write(text, encoding="utf-8-sig"):
        path = tmp_path / "table.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def refusal(read, path):
    with pytest.raises(ValidationError) as refused:
        read(path)
    return refused.value.messages


def test_a_place_is_read_with_its_counts(table):
    path = table(
        "scheme,code,kind,parent,name_ar,name_fr,other_code,population_2014,households_2014,"
        "population_2024,source\n"
        "hcp,01,region,iso3166:MAR,طنجة,Tanger,TTA,,,4 030 222,census\n"
    )

    rows = read_places(path)

    assert rows == (
        PlaceRow(
            line=2,
            key=PlaceKey("hcp", "01"),
            kind="region",
            parent=PlaceKey("iso3166", "MAR"),
            names={"ar": "طنجة", "fr": "Tanger"},
            other_code="TTA",
            counts=(CountRow(2024, 4030222, None),),
            source="census",
        ),
    )


def test_a_table_needs_only_its_first_columns(table):
    rows = read_places(table("scheme,code,kind\nhcp,01,region\n"))

    assert rows[0] == PlaceRow(2, PlaceKey("hcp", "01"), "region", None, {}, "", (), "")


def test_arabic_digits_are_numbers_too(table):
    rows = read_places(table("scheme,code,kind,population_2024\nhcp,01,region,٤٥\n"))

    assert rows[0].counts == (CountRow(2024, 45, None),)


def test_zero_inhabitants_are_not_unknown(table):
    rows = read_places(table("scheme,code,kind,population_2024,households_2024\nhcp,1,x,0,\n"))

    assert rows[0].counts == (CountRow(2024, 0, None),)


def test_spellings_are_read(table):
    rows = read_spellings(table("scheme,code,spelling\nhcp,01.151,Chaouen\n"))

    assert rows == (SpellingRow(2, PlaceKey("hcp", "01.151"), "Chaouen"),)


def test_themes_are_read(table):
    path = table("taxonomy,version,code,parent,name_fr,short_fr\nsdg,2015,1.1,1,Cible,C\n")

    assert read_themes(path) == (
        ThemeRow(2, "sdg", "2015", "1.1", "1", {"fr": "Cible"}, {"fr": "C"}, ""),
    )


def test_sources_are_read(table):
    path = table("code,title,url,licence,credit,retrieved_on\na,A,u,l,c,2026-11-23\nb,B,,,,\n")

    assert read_sources(path) == (
        SourceRow("a", "A", "u", "l", "c", date(2026, 11, 23)),
        SourceRow("b", "B", "", "", "", None),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "The first line must name the columns; missing: scheme, code, kind."),
        ("scheme,code\n", "The first line must name the columns; missing: kind."),
        ("scheme,code,kind\na,b,c,d\n", "Line 2: more cells than columns."),
        ('scheme,code,kind\na,"b\n', "Line 2: unexpected end of data."),
        (
            "scheme,code,kind,parent\nhcp,01,region,MAR\n",
            "Line 2: the parent must be written scheme:code, such as iso3166:MAR.",
        ),
        (
            "scheme,code,kind,population_2024\nhcp,01,region,-5\n",
            "Line 2: column population_2024: “-5” is not a whole number.",
        ),
        (
            "scheme,code,kind,households_2024\nhcp,01,region,1234567890123456789\n",
            "Line 2: column households_2024: “1234567890123456789” is not a whole number.",
        ),
    ],
)
def test_a_bad_table_of_places_is_refused_in_words(table, text, message):
    assert refusal(read_places, table(text)) == [message]


def test_every_bad_line_is_told_until_twenty(table):
    path = table("scheme,code,kind,population_2024\n" + "hcp,01,region,many\n" * 30)

    messages = refusal(read_places, path)

    assert (len(messages), messages[-1][:8]) == (20, "Line 21:")


def test_a_bad_date_is_refused_in_words(table):
    path = table("code,title,retrieved_on\na,A,soon\n")

    assert refusal(read_sources, path) == ["Line 2: “soon” is not a date."]


def test_text_that_is_not_utf8_is_refused(table):
    path = table("scheme,code,kind\nhcp,01,région\n", encoding="cp1252")

    assert refusal(read_places, path) == ["The file is not UTF-8 text."]


def test_a_missing_file_is_refused_in_words(tmp_path):
    messages = refusal(read_places, tmp_path / "none.csv")

    assert messages == ["none.csv cannot be read: No such file or directory."]


def test_a_large_file_is_refused_before_it_is_read(table, monkeypatch):
    monkeypatch.setattr(tables, "MOST_BYTES", 1024**2)
    path = table("x" * (1024**2 + 1))

    assert refusal(read_bytes, path) == ["table.csv is larger than 1 MB."]
