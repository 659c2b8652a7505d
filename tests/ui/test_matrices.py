"""Matrices: a score by colour, figure and arrow in words; who is measured, counted."""

import pytest

from athar.ui.matrices import (
    Axis,
    Column,
    CoverageRow,
    Score,
    ScoreRow,
    columns_of,
    measured_of,
    tally,
)

AXES = [Axis("Water", (Column("Tap", "%", "/s?by=tap", "descending"), Column("Sewer")))]
COVERED = [
    CoverageRow("Tap", ("measured", "missing", "suppressed"), "/tap"),
    CoverageRow("Sewer", ("not_expected", "missing", "not_expected")),
]


def scorecard(draw, *scores, **more):
    row = ScoreRow("Tétouan", scores, more.pop("url", ""), is_chosen=bool(more))
    html = draw(
        "{{ matrix.scorecard('How far?', axes, rows, 'Place', steps=['far', 'near']) }}",
        axes=AXES,
        rows=[row],
    )
    return html.partition("<tbody>")[2].partition("</tbody>")[0], html


def test_a_score_is_a_colour_a_figure_and_a_trend_in_words(draw):
    row, _ = scorecard(draw, Score("91 %", 2, "better", url="/why"))

    assert row == (
        '<tr><th scope="row">Tétouan</th><td class="v2"><a href="/why"><bdi dir="ltr">91 %</bdi></a>'
        '<span class="st s-up"><span class="vh">better than before</span></span>'
        '<span class="vh"> near</span></td></tr>'
    )


def test_a_score_that_is_not_known_is_hatched_and_says_why(draw):
    row, _ = scorecard(draw, Score(None), Score(None, kind="suppressed"), Score("3"))

    assert row.partition("</th>")[2] == (
        '<td class="v-none"><span class="st s-none"><span class="vh">not reported</span></span></td>'
        '<td class="v-held"><span class="st s-held"><span class="vh">withheld to protect people'
        '</span></span></td><td><bdi dir="ltr">3</bdi></td></tr>'
    )


def test_a_chosen_territory_stands_out_and_leads_on(draw):
    row, _ = scorecard(draw, url="/places/tetouan", is_chosen=True)

    assert row == (
        '<tr class="is-chosen"><th scope="row"><a href="/places/tetouan">Tétouan</a></th></tr>'
    )


def test_columns_sort_by_links_and_say_how_they_are_sorted(draw):
    _, html = scorecard(draw)

    head = html.partition("<thead>")[2].partition("</thead>")[0]
    assert head == (
        '<tr><th scope="col" rowspan="2" class="corner">Place</th>'
        '<th scope="colgroup" colspan="2" class="axis">Water</th></tr>'
        '<tr><th scope="col" aria-sort="descending"><a href="/s?by=tap" class="is-sorted">Tap</a>'
        '<small>%</small></th><th scope="col">Sewer</th></tr>'
    )


def test_rows_held_apart_stand_under_their_own_heading(draw):
    row = ScoreRow("Maroc", (Score("83"),))

    html = draw(
        "{{ matrix.scorecard('How far?', axes, [], 'Place', apart=rows, apart_title='Beside') }}",
        axes=AXES,
        rows=[row],
    )

    assert html.rpartition("<tbody>")[2].partition("</tbody>")[0] == (
        '<tr><th scope="rowgroup" class="apart-h">Beside</th></tr>'
        '<tr><th scope="row">Maroc</th><td><bdi dir="ltr">83</bdi></td></tr>'
    )


def test_the_legend_gives_words_to_steps_arrows_and_what_is_missing(draw):
    _, html = scorecard(draw)

    legend = html.partition("</table></div>")[2]
    assert legend == (
        '<p class="keys"><span class="key k1"><span>far</span></span>'
        '<span class="key k2"><span>near</span></span></p>'
        '<p class="keys"><span class="st s-up">better than before</span>'
        '<span class="st s-flat">unchanged</span><span class="st s-down">worse than before</span>'
        '<span class="st s-none">not reported</span></p>'
    )


@pytest.mark.parametrize(
    ("states", "counts"),
    [
        (("measured", "missing", "suppressed", "not_expected"), (2, 3)),
        (("not_expected",), (0, 0)),
        ((), (0, 0)),
    ],
)
def test_what_is_withheld_was_measured_and_what_is_not_expected_counts_nowhere(states, counts):
    assert measured_of(states) == counts


def test_coverage_is_counted_by_column_and_by_state():
    assert columns_of(COVERED) == [(1, 1), (0, 2), (1, 1)]
    assert tally(COVERED) == {"measured": 1, "missing": 2, "suppressed": 1, "not_expected": 2}


def test_coverage_rows_of_different_length_are_refused():
    with pytest.raises(ValueError, match="shorter"):
        columns_of([*COVERED, CoverageRow("Odd", ("measured",))])


def test_coverage_shows_each_cell_in_words_with_its_counts(draw):
    html = draw(
        "{{ matrix.coverage('Who?', [('2023', '/2023'), ('2024', ''), ('2025', '')], rows, 'Indicator', totals, tally) }}",
        rows=COVERED,
        totals=columns_of(COVERED),
        tally=tally(COVERED),
    )

    first = html.partition("<tbody><tr>")[2].partition("</tr>")[0]
    assert first == (
        '<th scope="row"><a href="/tap">Tap</a></th>'
        '<td><span class="st s-ok"><span class="vh">measured</span></span></td>'
        '<td><span class="st s-none"><span class="vh">expected, but missing</span></span></td>'
        '<td><span class="st s-held"><span class="vh">measured, withheld to protect people</span>'
        '</span></td><td class="sum"><bdi dir="ltr">2/3</bdi></td>'
    )
    assert '<td class="sum strong"><bdi dir="ltr">2/4</bdi></td>' in html
    assert html.count('<a href="/2023">2023</a>') == 1
