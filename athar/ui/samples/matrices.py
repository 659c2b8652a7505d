"""The matrices of the gallery: scores of territories, and who is measured."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from athar.ui import formatting
from athar.ui.matrices import Axis, Column, CoverageRow, Score, ScoreRow, columns_of, tally
from athar.ui.samples.words import RESULTS

_AXES = (
    ("axis_water", (("col_water", "households"), ("col_sewer", "households"))),
    ("axis_school", (("col_read", "inhabitants"), ("col_girls", "pupils"))),
    ("axis_roads", (("col_road", "kilometres"), ("col_power", "households"))),
)
#: One row a territory: value, step, trend; no value is why there is none.
_ROWS = (
    ("whole", "79 4 better;62 4 better;24.8 3 better;81 4 same;2.3 3 better;97 5 same"),
    ("tanger", "92 5 better;88 5 better;17.2 4 better;90 5 better;0.9 5 better;99.4 5 same"),
    ("tetouan", "91 5 better;81 5 same;21.4 4 better;88 5 better;1.4 4 better;99 5 same"),
    ("mdiq", "95 5 same;86 5 better;19.1 4 same;suppressed;0.7 5 same;99.6 5 same"),
    ("hoceima", "77 4 better;48 3 better;29.7 3 better;72 3 worse;3.1 2 better;96 4 better"),
    ("ouezzane", "75 4 better;31 2 better;36.9 1 better;64 2 worse;3.9 1 same;94 4 better"),
    ("chefchaouen", "not_reported;22 1 same;38.2 1 better;58 1 worse;4.6 1 worse;91 3 better"),
)
_STATES = {"m": "measured", "-": "missing", ".": "not_expected", "s": "suppressed"}
_COVERED = (
    ("col_water", "mmm--mmmmmm"),
    ("col_girls", "....mmmsmm-"),
    ("col_road", "m....m....m"),
    ("small_3", "-----------"),
)


@cache
def matrices(lang: str) -> Mapping[str, object]:
    """Give the sample matrices in a language, by name."""
    words = RESULTS[lang]
    covered = [
        CoverageRow(words[name], tuple(_STATES[one] for one in states), "#coverage")
        for name, states in _COVERED
    ]
    return {
        "axes": [_axis(words, name, columns) for name, columns in _AXES],
        "rows": [_row(lang, name, scores) for name, scores in _ROWS],
        "covered": covered,
        "years": [(str(2014 + place), "") for place in range(11)],
        "totals": columns_of(covered),
        "tally": tally(covered),
    }


def _axis(words: Mapping[str, str], name: str, columns: tuple[tuple[str, str], ...]) -> Axis:
    return Axis(
        words[name],
        tuple(
            Column(
                words[title],
                words[unit],
                "#scorecard",
                "descending" if title == "col_water" else "",
            )
            for title, unit in columns
        ),
    )


def _row(lang: str, name: str, scores: str) -> ScoreRow:
    found = tuple(_score(lang, one) for one in scores.split(";"))
    return ScoreRow(RESULTS[lang][name], found, "#scorecard", is_chosen=name == "whole")


def _score(lang: str, written: str) -> Score:
    if " " not in written:
        return Score(None, kind=written)
    value, step, trend = written.split()
    figure = formatting.number(Decimal(value), lang=lang)
    return Score(figure, int(step), trend, url="#scorecard")
