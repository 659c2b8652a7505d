"""Target charts: where it starts, what is aimed at, what was measured and by whom."""

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from athar.ui.charts.targets import Aim, Measured, Way, target_chart

START, END = date(2014, 12, 31), date(2027, 12, 31)
AIM = Aim((START, Decimal(10)), ((date(2020, 12, 31), Decimal(30)), (END, Decimal(50))))
FALLING = Aim((START, Decimal("14.9")), ((END, Decimal(12)),), target_name="Cible")


def marks(drawing):
    """Count the marks of each claim, in the order in which they are drawn."""
    found = re.findall(r'class="cl-(\w+)" d="([^"]+)"', drawing)
    return {claim: outlines.count("M") for claim, outlines in found}


def yearly(*values, claim="declared", since=2015):
    return [
        Measured(date(since + place, 12, 31), None if one is None else Decimal(one), claim)
        for place, one in enumerate(values)
    ]


def wide(markup):
    return markup.split("</svg>")[0]


def corners(markup, css):
    found = re.search(rf'<path class="{css}" d="M([^"z]+)', wide(markup)).group(1)
    return [tuple(map(float, step.split())) for step in found.split("L")]


def words(markup):
    found = re.findall(r'<text[^>]* x="([\d.-]+)" y="([\d.-]+)"[^>]*>([^<]*)<', wide(markup))
    return {text.strip("\u2067\u2069"): (float(x), float(y)) for x, y, text in found}


def classes(markup, name):
    return re.findall(rf'class="({name}[\w-]*)"', wide(markup))


def test_measured_values_run_in_reading_direction_beside_a_hollow_baseline():
    values = yearly(12, 20, 26)

    french, arabic = target_chart(values, AIM, lang="fr"), target_chart(values, AIM, lang="ar")

    assert corners(french, "ln")[0] < corners(french, "ln")[-1]
    assert corners(arabic, "ln")[0] > corners(arabic, "ln")[-1]
    assert (classes(french, "pt-t"), marks(wide(french))) == (["pt-t"], {"declared": 3})


def test_the_band_lies_between_the_baseline_and_the_way_to_the_targets():
    chart = target_chart(yearly(12), AIM, lang="fr")

    band, way = corners(chart, "aim"), corners(chart, "ln-t")
    assert band == [*way, (way[-1][0], way[0][1])]
    assert len(classes(chart, "tick")) == 2


def test_steps_hold_each_target_until_the_next():
    aim = Aim(AIM.baseline, AIM.targets, Way.STEPS)

    corner = corners(target_chart([], aim, lang="fr"), "ln-t")

    upright = [after[0] == before[0] for before, after in pairwise(corner)]
    assert upright == [True, False, True, False]


def test_targets_without_a_way_are_ticks_alone():
    chart = target_chart(yearly(12), Aim(AIM.baseline, AIM.targets, Way.NONE), lang="fr")

    assert (classes(chart, "aim"), classes(chart, "ln-t")) == ([], [])
    assert classes(chart, "tick") == ["tick", "tick"]


def test_a_missing_value_interrupts_its_line_and_is_hatched_on_the_axis():
    chart = target_chart(yearly(12, 13, None, 15, 16), AIM, lang="fr")

    assert len(classes(chart, "ln")) - len(classes(chart, "ln-")) == 2
    assert wide(chart).count("url(#hatch)") == 1


def test_what_others_found_is_a_line_of_its_own():
    values = [*yearly(12, 13), *yearly(11, 12, claim="independent")]

    chart = target_chart(values, AIM, lang="fr")

    assert classes(chart, "ln-i") == ["ln-i"]
    assert marks(wide(chart)) == {"independent": 2, "declared": 2}


def test_a_value_somebody_knows_is_not_missing():
    values = [*yearly(None), *yearly(11, claim="independent")]

    assert "url(#hatch)" not in target_chart(values, AIM, lang="fr")


def test_first_last_and_target_are_labelled_on_the_free_side():
    values = yearly("14", "11")

    chart = target_chart(values, FALLING, lang="fr", unit="percent", unit_words="% des actifs")

    assert {"Cible 12\u202f%", "11\u202f%", "14\u202f%", "% des actifs"} <= words(chart).keys()
    tick = re.search(r'class="tick"[^>]* y1="([\d.]+)"', wide(chart)).group(1)
    assert words(chart)["Cible 12\u202f%"][1] > float(tick)


def test_values_far_from_nought_use_the_height():
    far, near = (
        target_chart(yearly(*values), Aim(), lang="fr") for values in (["96", "99"], ["9", "99"])
    )

    assert ("0" in words(far), "0" in words(near)) == (False, True)


@pytest.mark.parametrize("count", [1, 2, 12, 60])
def test_one_to_sixty_periods_are_drawn_with_both_ends_marked(count):
    values = [
        Measured(date(2019 + place // 12, 1 + place % 12, 1), Decimal(place + 1), "validated")
        for place in range(count)
    ]

    drawn = target_chart(values, Aim(), lang="ar", today=date(2024, 6, 1)).split("</svg>")

    counts = [marks(one)["validated"] for one in drawn[:2]]
    assert counts == [count, count if count < 60 else 2]


def test_a_target_alone_is_drawn_and_nothing_is_not():
    assert classes(target_chart([], Aim(targets=((END, Decimal(5)),)), lang="fr"), "tick") == [
        "tick"
    ]
    assert target_chart(yearly(None), Aim(), lang="fr") == ""


def test_an_unchanged_target_has_a_flat_step():
    aim = Aim((START, Decimal(10)), ((END, Decimal(10)),), Way.STEPS)

    assert len(corners(target_chart([], aim, lang="fr"), "ln-t")) == 2


def test_a_baseline_among_lines_is_named_half_its_way_on():
    named = Aim(FALLING.baseline, FALLING.targets, baseline_name="Départ")
    away = [Measured(START, Decimal("14.9")), Measured(date(2024, 12, 31), Decimal("19.6"))]
    still = [Measured(START, Decimal("14.9")), Measured(date(2024, 12, 31), Decimal("14.9"))]

    begin, _end = corners(target_chart(away, named, lang="fr"), "ln-o")
    moved = words(target_chart(away, named, lang="fr"))["Départ 14,9"]

    middle = sum(x for x, _y in corners(target_chart(away, named, lang="fr"), "ln-o")) / 2
    assert moved == (pytest.approx(middle, abs=1), begin[1] - 12)
    assert words(target_chart(still, named, lang="fr"))["Départ 14,9"][0] < middle / 2


def test_a_baseline_without_free_room_keeps_its_letters_off_the_lines():
    named = Aim((START, Decimal(10)), ((date(2016, 12, 31), Decimal(9)),), baseline_name="D" * 60)

    chart = target_chart(yearly(12, 8, 12, 8), named, lang="fr")

    assert classes(chart, "l-b") == ["l-b"]
