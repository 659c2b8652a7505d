"""The charts of results in the gallery, drawn from sample figures."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache

from markupsafe import Markup

from athar.ui.charts.categories import Group, category_chart
from athar.ui.charts.comparison import Compared, Small, comparison_chart, small_charts
from athar.ui.charts.sparks import spark_line
from athar.ui.charts.targets import Aim, Measured, Way, target_chart
from athar.ui.samples.words import RESULTS
from athar.ui.specimens import TODAY

_WATER = ("13.3", "14.1", "15.8", None, None, "19.4", "20.6", "22", "24.1", "26", "27.5")
_ROAD = ("4.3", "4.1", "3.6", "3.2", None, "2.3")


@cache
def results(lang: str) -> Mapping[str, Markup]:
    """Draw the charts of results in a language, by name."""
    return {
        "water": _water(lang),
        "road": _road(lang),
        "provinces": _provinces(lang),
        "categories": _categories(lang),
        "run": spark_line(
            [None if one is None else Decimal(one) for one in _WATER],
            lang=lang,
            baseline=Decimal("13.3"),
            target=Decimal(50),
        ),
    }


def rows(lang: str) -> list[tuple[str, Decimal | None]]:
    """Give the figures of the first chart, as its table says them."""
    return [
        (str(2014 + place), None if value is None else Decimal(value))
        for place, value in enumerate(_WATER)
    ]


def _water(lang: str) -> Markup:
    words = RESULTS[lang]
    values = [
        Measured(
            date(2014 + place, 12, 31),
            None if value is None else Decimal(value),
            "validated" if place in {5, 6, 7} else "declared",
        )
        for place, value in enumerate(_WATER)
    ]
    values.append(Measured(date(2024, 9, 1), Decimal("25.2"), "independent"))
    aim = Aim(
        (date(2014, 9, 1), Decimal("13.3")),
        ((date(2020, 12, 31), Decimal(28)), (date(2027, 12, 31), Decimal(50))),
        baseline_name=words["baseline"],
        target_name=words["target"],
    )
    return target_chart(
        values, aim, lang=lang, unit="percent", unit_words=words["households"], today=TODAY
    )


def _road(lang: str) -> Markup:
    words = RESULTS[lang]
    values = [
        Measured(
            date(2022 + place // 2, 6 * (place % 2) + 6, 30),
            None if value is None else Decimal(value),
        )
        for place, value in enumerate(_ROAD)
    ]
    aim = Aim(
        (date(2021, 12, 31), Decimal("4.6")),
        (
            (date(2023, 12, 31), Decimal(3)),
            (date(2025, 12, 31), Decimal(2)),
            (date(2027, 12, 31), Decimal(1)),
        ),
        Way.STEPS,
        words["baseline"],
        words["target"],
    )
    return target_chart(values, aim, lang=lang, unit_words=words["kilometres"])


def _yearly(*values: str | None, since: int = 2014) -> tuple[tuple[date, Decimal | None], ...]:
    return tuple(
        (date(since + place, 12, 31), None if one is None else Decimal(one))
        for place, one in enumerate(values)
    )


_LINES = (
    ("tanger", ("71", "74", "77", "79", "82", "84", "86", "88", "90", "91", "92")),
    ("tetouan", ("68", "70", "73", "75", "78", "80", "83", "85", "87", "89", "91")),
    ("whole", ("52", "54", "57", "59", "62", "65", "68", "71", "74", "76", "79")),
    ("hoceima", ("44", "46", None, None, None, "58", "61", "64", "68", "71", "77")),
    ("ouezzane", ("31", "33", "36", "40", "44", "49", "55", "60", "66", "71", "75")),
    ("chefchaouen", ("24", "25", "27", "29", "33", "38", "42", "45", None, None, None)),
)


def _provinces(lang: str) -> Markup:
    words = RESULTS[lang]
    series = [Compared(words[key], _yearly(*values), key == "whole") for key, values in _LINES]
    return comparison_chart(series, lang=lang, unit="percent", unit_words=words["households"])


def small(lang: str) -> list[tuple[str, str, Markup]]:
    """Give three small charts of different units: title, unit, drawing."""
    words = RESULTS[lang]
    charts = [
        Small(_yearly(*_WATER), "percent", target=Decimal(50)),
        Small(_yearly("4.3", "4.1", "3.6", None, None, "3.2", "3", "2.8", "2.6", "2.4", "2.3")),
        Small(_yearly("1200000", None, "1460000", None, "1890000", "2100000")),
        Small(()),
    ]
    return [
        (words[f"small_{place}"], words[unit], drawing)
        for place, (unit, drawing) in enumerate(
            zip(
                ("households", "kilometres", "visitors", "communes"),
                small_charts(charts, lang=lang),
                strict=True,
            )
        )
    ]


_CATEGORIES = (
    ("urban", (("women", "19.5"), ("men", "11.2"), ("not_said", None))),
    ("rural", (("women", "49.1"), ("men", "29.4"), ("not_said", "0"))),
)


def _categories(lang: str) -> Markup:
    words = RESULTS[lang]
    groups = [
        Group(
            words[name],
            tuple((words[key], None if one is None else Decimal(one)) for key, one in bars),
        )
        for name, bars in _CATEGORIES
    ]
    return category_chart(
        groups,
        lang=lang,
        unit="percent",
        total=Decimal("24.8"),
        total_name=words["everybody"],
        unknown_name=words["withheld"],
    )
