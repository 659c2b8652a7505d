"""Columns, rows and dates: mirrored in Arabic, unknown hatched and never nought."""

import re
from datetime import date
from decimal import Decimal

import pytest

from athar.ui.charts.columns import Amounts, column_chart, row_chart
from athar.ui.charts.timeline import Span, Version, timeline

YEARS = [
    Amounts("2023", (Decimal(40), Decimal(30), Decimal(20))),
    Amounts("2024", (Decimal(80), Decimal(60), None)),
]


def wide(markup):
    return markup.split("</svg>")[0]


def blocks(markup):
    """Give the fill, left edge and width of each rectangle of the wide drawing."""
    found = re.findall(
        r'<rect (?:class="([\w-]+)"|fill="url\(#(hatch)\)") x="([\d.-]+)" y="[\d.-]+" width="([\d.]+)"',
        wide(markup),
    )
    return [(css or hatch, float(x), float(width)) for css, hatch, x, width in found]


def places(markup):
    found = re.findall(r'<text[^>]* x="([\d.-]+)"[^>]*>\u2067?([^<\u2069]*)', wide(markup))
    return {words: float(x) for x, words in found}


def test_columns_nest_paid_in_committed_in_planned():
    drawn = blocks(column_chart(YEARS, lang="fr"))

    assert [css for css, _, _ in drawn] == ["b-3", "b-2", "b-1", "b-3", "b-2", "hatch"]
    widths = [width for _, _, width in drawn[:3]]
    assert widths == sorted(widths, reverse=True)


def test_columns_follow_the_reading_direction():
    french, arabic = (places(column_chart(YEARS, lang=lang)) for lang in ("fr", "ar"))

    assert french["2023"] < french["2024"]
    assert arabic["2023"] > arabic["2024"]


def test_columns_print_their_largest_value():
    assert {"40", "80"} <= places(column_chart(YEARS, lang="fr")).keys()


def test_a_column_of_nought_is_not_a_column_of_the_unknown():
    nought = column_chart([Amounts("2023", (Decimal(0),))], lang="fr")
    unknown = column_chart([Amounts("2023", (None,))], lang="fr")

    assert blocks(nought) == []
    assert [css for css, _, _ in blocks(unknown)] == ["hatch"]


def test_crowded_columns_name_every_few():
    chart = column_chart(
        [Amounts(str(year), (Decimal(1),)) for year in range(1990, 2030)], lang="fr"
    )

    named = [name for name in places(chart) if name.isdigit() and len(name) == 4]
    assert named == [str(year) for year in range(1990, 2030, 3)]


def test_no_columns_draw_nothing():
    assert column_chart([], lang="fr") == ""
    assert row_chart([], lang="fr") == ""


def test_rows_grow_from_the_start_of_the_line():
    rows = [Amounts("Région", (Decimal(40), Decimal(30), Decimal(20)))]

    french, arabic = (blocks(row_chart(rows, lang=lang)) for lang in ("fr", "ar"))

    assert {left for _, left, _ in french} == {0.0}
    assert {round(left + width) for _, left, width in arabic} == {720}


def test_a_row_of_unknown_plan_is_open_beyond_what_is_known():
    rows = [Amounts("A", (None, Decimal(30), None)), Amounts("B", (Decimal(60), None, None))]

    drawn = blocks(row_chart(rows, lang="fr"))

    first, second = drawn[:3], drawn[3:]
    assert [css for css, _, _ in first] == ["hatch", "b-2", "hatch"]
    assert first[0][1] == pytest.approx(first[1][2])
    assert [(css, left) for css, left, _ in second[1:]] == [("hatch", 0.0), ("hatch", 0.0)]


def test_a_row_prints_only_a_known_first_value():
    rows = [Amounts("A", (None, Decimal(30))), Amounts("B", (Decimal(60), Decimal(10)))]

    names = places(row_chart(rows, lang="fr"))

    assert "60" in names
    assert "30" not in names


def test_names_of_rows_are_escaped():
    assert "&lt;i&gt;" in row_chart([Amounts("<i>", (Decimal(1),))], lang="fr")


SPANS = [
    Span("First", date(2023, 1, 1), date(2024, 1, 1), Version.FIRST),
    Span("Now", date(2023, 1, 1), date(2025, 1, 1), Version.CURRENT),
    Span("Real", date(2023, 3, 1), date(2026, 1, 1), Version.REAL, date(2024, 6, 1)),
]


def test_timeline_draws_each_version_in_its_own_line():
    drawn = wide(timeline(SPANS, lang="fr"))

    assert re.findall(r'<path class="([\w-]+)"', drawn) == ["ln-o", "ln-t", "ln-o", "ln"]
    assert re.findall(r'<circle class="([\w-]+)"', drawn) == ["pt-t"] * 4 + ["pt", "pt-t"]


def test_timeline_shows_how_late_it_is():
    late = timeline(SPANS, lang="ar", today=date(2024, 6, 1), slippage="+731 يوما")
    silent = timeline(SPANS, lang="ar")

    assert wide(late).count('class="gapf"') == 1
    assert ">\u2067\u2066+731\u2069 يوما\u2069<" in late
    assert "gapf" not in silent


def test_timeline_shades_nothing_when_nothing_is_late():
    spans = [SPANS[0], Span("Real", date(2023, 1, 1), date(2023, 6, 1), Version.REAL)]

    assert "gapf" not in timeline(spans, lang="fr", slippage="−214 jours")


def test_timeline_runs_in_reading_direction():
    french, arabic = (places(timeline(SPANS, lang=lang)) for lang in ("fr", "ar"))

    assert french["2023"] < french["2026"]
    assert arabic["2023"] > arabic["2026"]


@pytest.mark.parametrize(("start", "end"), [(date(2023, 6, 1), None), (None, date(2023, 6, 1))])
def test_timeline_hatches_an_unknown_date_beside_the_known_one(start, end):
    drawn = timeline([SPANS[0], Span("Real", start, end, Version.REAL)], lang="fr")

    ((css, _, _),) = blocks(drawn)
    assert css == "hatch"
    assert wide(drawn).count("<circle") == 3


def test_timeline_without_any_date_draws_nothing():
    assert timeline([Span("A", None, None)], lang="fr", today=date(2025, 1, 1)) == ""


@pytest.mark.parametrize("today", [date(2023, 1, 20), date(2023, 3, 20), date(2025, 12, 1)])
def test_names_of_a_timeline_stand_clear_of_today(today):
    drawn = wide(timeline(SPANS, lang="fr", today=today))

    line = float(re.search(r'class="now" x1="([\d.]+)"', drawn).group(1))
    middle = float(re.search(r'<text x="([\d.]+)"[^>]*>First<', drawn).group(1))
    assert abs(middle - line) >= 15
