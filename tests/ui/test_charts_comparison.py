"""Compared lines: named at their ends without overlap, told apart without colour."""

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from athar.ui.charts.comparison import Compared, Small, comparison_chart, small_charts
from athar.ui.charts.placing import spread


def yearly(*values):
    return tuple(
        (date(2014 + place, 12, 31), None if one is None else Decimal(one))
        for place, one in enumerate(values)
    )


def drawings(markup):
    return markup.split("</svg>")[:2]


def labels(drawing):
    """Give the base line of each line of a label beside the axis of time."""
    found = re.findall(r'<g class="(q[^"]*)">(.*?)</g>', drawing)
    return {
        css: [float(y) for y in re.findall(r'<text x="[\d.-]+" y="([\d.-]+)"', inside)]
        for css, inside in found
    }


def test_lines_are_told_apart_by_class_and_mark():
    series = [Compared(f"Lieu {n}", yearly(n, n + 1)) for n in range(6)]

    drawn = drawings(comparison_chart(series, lang="fr"))[0]

    groups = re.findall(r'<g class="q (q\d)">.*?class="(q[mr])" d="M[\d. ]+([^M]+)M', drawn)
    assert [(line, css) for line, css, _ in groups] == [
        *((f"q{n}", "qm") for n in range(1, 6)),
        ("q6", "qr"),
    ]
    assert len({outline for _, _, outline in groups[:5]}) == 5


def test_names_at_the_ends_never_overlap_however_long_and_close():
    name = "Préfecture de Tanger-Assilah et ses arrondissements"
    series = [Compared(f"{name} {n}", yearly(50, 50 + n)) for n in range(6)]

    for drawn in drawings(comparison_chart(series, lang="fr", unit="percent")):
        lines = sorted(y for ys in labels(drawn).values() for y in ys)
        height = float(re.search(r'viewBox="0 0 [\d.]+ ([\d.]+)"', drawn).group(1))
        assert all(below - above >= 14 for above, below in pairwise(lines))
        assert lines[-1] < height


def test_names_stand_where_time_ends_in_reading_direction():
    series = [Compared("تطوان", yearly(10, 20)), Compared("وزان", yearly(10, 90))]

    french, arabic = (comparison_chart(series, lang=lang) for lang in ("fr", "ar"))

    anchors = [
        set(re.findall(r'text-anchor="(\w+)"', "".join(re.findall(r"<g.*?</g>", drawings(one)[0]))))
        for one in (french, arabic)
    ]
    assert anchors == [{"start"}, {"end"}]


def test_the_unknown_interrupts_a_line_and_a_lonely_value_is_marked():
    values = [*range(40), None, 7, None, *range(40)]
    readings = tuple(
        (date.fromordinal(735000 + 30 * place), None if one is None else Decimal(one))
        for place, one in enumerate(values)
    )

    drawn = drawings(comparison_chart([Compared("Un", readings)], lang="fr"))[0]

    marks = re.search(r'class="qm" d="([^"]+)"', drawn).group(1)
    assert (drawn.count('class="ql"'), marks.count("M")) == (2, 2)


def test_the_chosen_line_is_drawn_last_and_bolder():
    series = [Compared("Région", yearly(1, 2), is_chosen=True), Compared("Lieu", yearly(2, 3))]

    drawn = drawings(comparison_chart(series, lang="fr", unit_words="km"))[0]

    assert list(labels(drawn)) == ["q q2", "q q1 q-on"]
    assert ">km</text>" in drawn


def test_a_series_of_which_nothing_is_known_keeps_the_looks_of_the_others():
    series = [Compared("Rien", yearly(None)), Compared("Lieu", yearly(1, 2))]

    assert list(labels(drawings(comparison_chart(series, lang="fr"))[0])) == ["q q2"]
    assert comparison_chart(series[:1], lang="fr") == ""


def test_a_seventh_line_is_refused():
    with pytest.raises(ValueError, match="At most 6 lines"):
        comparison_chart([Compared("Lieu", yearly(1))] * 7, lang="fr")


# how fast the machine is is not what is tried
@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 200), st.sampled_from([20.0, 37.0])), max_size=6))
def test_spread_keeps_labels_apart_and_inside(wishes):
    wished, heights = [one for one, _ in wishes], [height for _, height in wishes]

    middles = spread(wished, heights, 0, 240)

    placed = sorted(zip(middles, heights, strict=True))
    assert all(b - a >= (ha + hb) / 2 - 1e-6 for (a, ha), (b, hb) in pairwise(placed))
    assert all(half / 2 - 1e-6 <= one <= 240 - half / 2 + 1e-6 for one, half in placed)


def test_spread_moves_only_what_would_overlap():
    assert spread([100, 20, 104], [20, 20, 20], 0, 240) == [92, 20, 112]


def test_small_charts_share_their_time_and_keep_their_units():
    charts = [
        Small(yearly(10, None, 30), "percent", target=Decimal(50)),
        Small(yearly(None, 2000)),
        Small(()),
    ]

    first, second, third = small_charts(charts, lang="fr")

    years = [re.findall(r">(20\d\d)<", one) for one in (first, second)]
    assert years[0] == years[1]
    assert (first.count("ln-t"), ">30\u202f%<" in first, ">2\u202f000<" in second) == (
        1,
        True,
        True,
    )
    assert third == ""
    assert small_charts(charts[2:], lang="fr") == [""]


def test_small_chart_runs_in_reading_direction():
    french, arabic = (small_charts([Small(yearly(1, 2))], lang=lang)[0] for lang in ("fr", "ar"))

    ends = [re.findall(r'd="M([\d.]+) [\d.]+L([\d.]+)', one)[0] for one in (french, arabic)]
    assert [float(first) < float(last) for first, last in ends] == [True, False]


def test_charts_share_an_axis_of_time():
    few, many = [Compared("A", yearly(1, 2))], [Compared("B", yearly(*range(1, 12)))]
    days = [on for on, _ in many[0].readings]

    drawn = [drawings(comparison_chart(one, lang="fr", days=days))[0] for one in (few, many)]

    years = [re.findall(r">(20\d\d)<", one) for one in drawn]
    assert years[0] == years[1]
