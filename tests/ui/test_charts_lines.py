"""Line charts: time in reading direction, unknown never drawn, gaps shown where they are."""

import re
from datetime import date
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athar.ui.charts import svg
from athar.ui.charts.frame import scale_of
from athar.ui.charts.gaps import stretches
from athar.ui.charts.lettering import in_lines, width_of, writer
from athar.ui.charts.lines import Gap, Series, Style, line_chart
from athar.ui.charts.placing import Board

START, MIDDLE, END = date(2023, 1, 1), date(2024, 1, 1), date(2025, 1, 1)


def readings(*values):
    days = [date(2023, 1 + place, 1) for place in range(len(values))]
    return tuple(
        (on, None if value is None else Decimal(value))
        for on, value in zip(days, values, strict=True)
    )


def wide(markup):
    return markup.split("</svg>")[0]


def ends(markup, css):
    steps = re.search(rf'<path class="{css}" d="M([^"]+)"', wide(markup)).group(1).split("L")
    return [tuple(map(float, step.split())) for step in (steps[0], steps[-1])]


def words(markup):
    found = re.findall(
        r'<text[^>]* x="([\d.-]+)" y="[\d.-]+" text-anchor="(\w+)"[^>]*>([^<]*)<', markup
    )
    return {text.strip("\u2067\u2069"): (float(x), anchor) for x, anchor, text in found}


def test_time_runs_in_reading_direction_with_the_axis_at_its_start():
    series = [Series(((START, Decimal(0)), (END, Decimal(60))))]

    arabic, french = line_chart(series, lang="ar"), line_chart(series, lang="fr")

    (first_ar, _), (last_ar, _) = ends(arabic, "ln")
    (first_fr, _), (last_fr, _) = ends(french, "ln")
    assert (first_ar > last_ar, first_fr < last_fr) == (True, True)
    assert (words(wide(arabic))["20"][1], words(wide(french))["20"][1]) == ("start", "end")
    assert words(wide(arabic))["20"][0] > first_ar
    assert words(wide(french))["20"][0] < first_fr


def test_every_chart_has_a_wide_and_a_narrow_drawing_hidden_from_screen_readers():
    chart = line_chart([Series(readings(1, 2))], lang="fr")

    assert re.findall(r"<svg [^>]*>", chart) == [
        '<svg class="chart wide" viewBox="0 0 720 320" aria-hidden="true">',
        '<svg class="chart narrow" viewBox="0 0 330 270" aria-hidden="true">',
    ]


def test_an_unknown_reading_interrupts_the_line():
    chart = line_chart([Series(readings(1, 2, None, 4, 5))], lang="fr")

    assert wide(chart).count('<path class="ln"') == 2
    assert wide(chart).count('<circle class="pt"') == 4


def test_nothing_known_draws_nothing():
    assert line_chart([Series(readings(None, None))], lang="fr") == ""
    assert line_chart([], lang="fr") == ""


def test_styles_tell_who_says_so():
    chart = line_chart(
        [
            Series(readings(1, 2), Style.REALISED),
            Series(readings(2, 3), Style.MONEY),
            Series(readings(3, 4), Style.TARGET, "Target"),
            Series(readings(4, 5), Style.FIRST, "First"),
            Series(readings(5, 6), Style.FORECAST, "Forecast"),
        ],
        lang="en",
    )

    lines = re.findall(r'<path class="([\w-]+)"', wide(chart))
    assert lines == ["ln-o", "ln-t", "ln-o", "ln-m", "ln"]


def test_progress_is_floored_and_its_axis_ends_at_100():
    chart = line_chart([Series(readings("10", "63.9"))], lang="fr", unit="progress")

    assert {"63\u202f%", "0\u202f%", "100\u202f%"} <= words(chart).keys()


def test_today_is_a_dotted_line_with_its_date():
    chart = line_chart([Series(readings(1, 2))], lang="ar", today=date(2023, 1, 15))

    assert wide(chart).count('class="now"') == 1
    assert words(wide(chart))["15 يناير 2023"][1] == "middle"


def test_names_are_escaped():
    chart = line_chart([Series(readings(1, 2), Style.TARGET, "<b>&")], lang="fr")

    assert ">&lt;b&gt;&amp;</text>" in chart
    assert "<b>" not in chart


def test_gap_is_shaded_and_named_only_beyond_the_limit():
    lead = [Series(readings(0, 10, 60)), Series(readings(30, 40, 50), Style.MONEY)]
    close = [Series(readings(0, 10)), Series(readings(20, 30), Style.MONEY)]

    shaded = line_chart(lead, lang="fr", gap=Gap(0, 1, "payé avant les travaux"))
    plain = line_chart(close, lang="fr", gap=Gap(0, 1, "payé avant les travaux"))

    assert wide(shaded).count('class="gapf"') == 1
    assert "payé avant les travaux" in words(wide(shaded))
    assert "gapf" not in plain


def test_gap_begins_and_ends_exactly_where_it_passes_the_limit():
    first = ((date.fromordinal(1), Decimal(0)), (date.fromordinal(5), Decimal(40)))
    second = ((date.fromordinal(1), Decimal(0)), (date.fromordinal(5), Decimal(0)))

    areas = list(stretches(first, second, Decimal(20)))

    assert areas == [[(3.0, 20.0), (5.0, 40.0), (5.0, 0.0), (3.0, 0.0)]]


def test_gap_that_changes_sides_is_two_areas():
    first = ((date.fromordinal(1), Decimal(40)), (date.fromordinal(9), Decimal(0)))
    second = ((date.fromordinal(1), Decimal(0)), (date.fromordinal(9), Decimal(40)))

    areas = list(stretches(first, second, Decimal(20)))

    assert [(area[0][0], area[1][0]) for area in areas] == [(1.0, 3.0), (7.0, 9.0)]


def test_gap_is_unknown_where_a_line_is_unknown():
    days = [date.fromordinal(day) for day in (1, 2, 3, 4)]
    first = tuple(zip(days, map(Decimal, (50, 50, 50, 50)), strict=True))
    second = tuple(zip(days, (Decimal(0), None, Decimal(0), Decimal(0)), strict=True))

    areas = list(stretches(first, second, Decimal(20)))

    assert [(area[0][0], area[1][0]) for area in areas] == [(3.0, 4.0)]


def test_gap_is_read_between_readings_of_different_days():
    def day(number, value):
        return (date.fromordinal(number), None if value is None else Decimal(value))

    first = (day(1, 40), day(5, 40), day(9, 40))
    second = (day(2, 0), day(4, 0), day(6, None), day(8, 0))

    areas = list(stretches(first, second, Decimal(20)))

    assert [[on for on, _ in area] for area in areas] == [[2.0, 4.0, 4.0, 2.0]]


@given(st.lists(st.decimals(-(10**6), 10**6, places=2), min_size=1, max_size=8))
def test_scale_holds_every_value_with_few_round_ticks(values):
    scale = scale_of(values)

    assert scale.low <= float(min(values)) + 1e-6
    assert scale.high >= float(max(values)) - 1e-6
    assert 2 <= len(scale.ticks) <= 7


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 63, ["0", "20", "40", "60"]),
        (0, 100, ["0", "25", "50", "75", "100"]),
        (0, 0, ["0.00", "0.25", "0.50", "0.75", "1.00"]),
        (-5, 5, ["-5.0", "-2.5", "0.0", "2.5", "5.0"]),
    ],
)
def test_scale_names_round_values(low, high, ticks):
    scale = scale_of([Decimal(low), Decimal(high)])

    assert list(scale.ticks) == [Decimal(tick) for tick in ticks]


@given(
    st.lists(
        st.tuples(
            st.floats(40, 280), st.floats(40, 200), st.text("abcن ", min_size=1, max_size=12)
        ),
        max_size=8,
    )
)
def test_labels_that_may_be_left_out_never_overlap(spots):
    board = Board(320, 240)

    for x, y, name in spots:
        board.write((x, y), name, size=14, must=False)

    assert not any(svg.overlaps(one, other) for one, other in combinations(board.taken, 2))
    assert all(box[1] >= 0 and box[3] <= 240 for box in board.taken)


def test_a_label_steps_aside_from_a_line():
    board = Board(320, 240)
    board.keep_off([(0, 80), (320, 80)])

    board.write((100, 95), "63 %", size=14)

    assert board.taken[0][1] > 80


def test_a_label_that_must_be_printed_is_printed_even_without_room():
    board = Board(60, 30)

    printed = [board.write((30, 15), "63 %", size=14) for _ in range(9)]
    optional = board.write((30, 15), "63 %", size=14, must=False)

    assert all(mark.startswith("<text") for mark in printed)
    assert optional == ""


def test_a_shy_label_is_left_out_rather_than_crossed():
    board = Board(320, 240)
    for height in range(0, 240, 8):
        board.keep_off([(0, height), (320, height)])

    assert board.write((100, 95), "Target", size=14, is_shy=True) == ""
    assert board.write((100, 95), "63 %", size=14) != ""


def test_crosses_sees_lines_that_pass_without_ending_inside():
    box = (10.0, 10.0, 20.0, 20.0)

    assert svg.crosses((0, 15), (30, 15), box)
    assert svg.crosses((0, 0), (30, 30), box)
    assert not svg.crosses((0, 25), (30, 25), box)
    assert not svg.crosses((0, 18), (8, 30), box)
    assert not svg.crosses((5, 0), (30, 12), (10.0, 10.0, 12.0, 20.0))


def test_arabic_words_are_isolated_and_numbers_are_not():
    assert svg.text(1, 2, "30 يونيو 2025") == (
        '<text x="1.0" y="2.0" text-anchor="middle" direction="ltr">\u206730 يونيو 2025\u2069</text>'
    )
    assert svg.text(1, 2, "63 %", edge="left", css="lab") == (
        '<text class="lab" x="1.0" y="2.0" text-anchor="start" direction="ltr">63 %</text>'
    )


def test_numbers_in_arabic_words_are_not_torn_apart():
    assert "\u2067\u2066+1\u202f127\u2069 يوما\u2069" in svg.text(1, 2, "+1\u202f127 يوما")
    assert "\u2066−12\u2069 يوما" in svg.text(1, 2, "−12 يوما")
    assert "دون \u206650\u202f%\u2069" in svg.text(1, 2, "دون 50\u202f%")


def test_words_break_into_lines_and_end_with_an_ellipsis():
    assert in_lines("Région", 14, 200) == ["Région"]
    lines = in_lines("Ministère de l’Équipement et de l’Eau, direction de l’hydraulique", 14, 200)

    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert all(width_of(line, 14) <= 200 for line in lines)


def test_writer_of_percentages_keeps_one_decimal_when_there_is_one():
    write = writer("percent", "fr")

    assert (write(Decimal("38.66")), write(Decimal(40))) == ("38,7\u202f%", "40\u202f%")


def test_months_name_a_short_stretch_and_years_a_long_one():
    short = line_chart([Series(((START, Decimal(1)), (date(2023, 5, 1), Decimal(2))))], lang="fr")
    long = line_chart([Series(((START, Decimal(1)), (date(2033, 5, 1), Decimal(2))))], lang="fr")

    assert {"mars 2023", "avril 2023"} <= words(wide(short)).keys()
    assert {"2024", "2028"} <= words(wide(long)).keys()
