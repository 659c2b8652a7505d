"""Bars by category: from the start of the line, unknown hatched, nought a value, total a line."""

import re
from decimal import Decimal

from athar.ui.charts.categories import Group, category_chart

GROUPS = [
    Group("En ville", (("Femmes", Decimal(20)), ("Hommes", Decimal(10)), ("Autres", None))),
    Group("À la campagne", (("Femmes", Decimal(40)), ("Hommes", Decimal(0)))),
]


def wide(markup):
    return markup.split("</svg>")[0]


def blocks(markup):
    """Give the fill, left edge and width of each bar of the wide drawing."""
    found = re.findall(
        r'<rect (?:class="([\w-]+)"|fill="url\(#(hatch)\)") x="([\d.-]+)" y="[\d.-]+" width="([\d.]+)"',
        wide(markup),
    )
    return [(css or hatch, float(x), float(width)) for css, hatch, x, width in found]


def words(markup):
    return [one.strip("\u2066\u2067\u2069") for one in re.findall(r">([^<]+)</text>", wide(markup))]


def test_bars_are_as_long_as_their_values_and_the_unknown_is_hatched():
    drawn = blocks(category_chart(GROUPS, lang="fr"))

    assert [css for css, _, _ in drawn] == ["b-1", "b-1", "hatch", "b-1", "b-1"]
    twenty, ten, _, forty, nought = (width for _, _, width in drawn)
    assert [round(twenty / ten, 2), round(forty / twenty, 2), nought] == [2, 2, 0]


def test_bars_begin_where_lines_begin():
    french, arabic = (blocks(category_chart(GROUPS, lang=lang)) for lang in ("fr", "ar"))

    assert len({x for _, x, _ in french}) == 1
    starts = [x + width for _, x, width in arabic]
    assert max(starts) - min(starts) < 0.2


def test_every_bar_has_its_name_its_value_or_why_there_is_none():
    chart = category_chart(GROUPS[:1], lang="fr", unit="percent", unknown_name="masqué")

    assert words(chart) == [
        "En ville",
        *("Femmes", "20\u202f%"),
        *("Hommes", "10\u202f%"),
        *("Autres", "masqué"),
    ]


def test_the_total_is_a_line_with_its_name_and_counts_for_the_scale():
    chart = category_chart(GROUPS, lang="fr", total=Decimal(80), total_name="Tous")

    x = float(re.search(r'<line class="now" x1="([\d.]+)"', wide(chart)).group(1))
    left, longest = blocks(chart)[3][1:]
    assert round((x - left) / longest, 2) == 2
    assert words(chart)[0] == "Tous 80"


def test_a_fall_grows_from_nought_to_the_other_side():
    chart = category_chart([Group("", (("Un", Decimal(-5)), ("Deux", Decimal(10))))], lang="fr")

    (_, fall, length), (_, zero, _) = blocks(chart)
    assert round(fall + length, 1) == zero


def test_long_names_break_and_make_room():
    long = "Personnes dont le sexe n’est pas renseigné"

    drawn = category_chart([Group("", ((long, None),))], lang="fr").split("</svg>")

    heights = [
        float(re.search(r'viewBox="0 0 [\d.]+ ([\d.]+)"', one).group(1)) for one in drawn[:2]
    ]
    assert heights[1] > heights[0]


def test_nothing_to_show_draws_nothing():
    assert category_chart([], lang="fr") == ""
    assert category_chart([Group("En ville", ())], lang="fr") == ""
