"""Spark lines: mirrored in Arabic, interrupted where nothing is known, never at nought."""

import re
from decimal import Decimal

from athar.ui.charts.sparks import spark_line

KNOWN = [Decimal(1), Decimal(2), None, Decimal(4), Decimal(5)]


def test_spark_line_is_mirrored_and_leaves_a_hole_for_the_unknown():
    french, arabic = spark_line(KNOWN, lang="fr"), spark_line(KNOWN, lang="ar")

    assert french.count('class="sp"') == 2
    assert re.findall(r'cx="([\d.]+)"', french) == ["114.0"]
    assert re.findall(r'cx="([\d.]+)"', arabic) == ["6.0"]


def test_spark_line_keeps_a_lonely_value_and_ticks_where_it_starts_and_aims():
    values = [None, Decimal(1), None, Decimal(3)]

    spark = spark_line(values, lang="fr", baseline=Decimal(0), target=Decimal(4))

    ticks = re.findall(r'<line class="([\w-]+)" x1="([\d.]+)" x2="([\d.]+)" y1="([\d.]+)"', spark)
    assert spark.count("<circle") == 3
    assert ticks == [("sp-b", "0.0", "12.0", "26.0"), ("sp-t", "108.0", "120.0", "6.0")]


def test_spark_line_stops_where_knowledge_does():
    spark = spark_line([Decimal(1), Decimal(2), None, None, None], lang="fr")

    assert re.findall(r'cx="([\d.]+)"', spark) == ["33.0"]


def test_spark_line_of_one_value_lies_in_the_middle():
    assert 'cy="16.0"' in spark_line([Decimal(7)], lang="ar")


def test_spark_line_of_nothing_known_is_not_drawn():
    assert spark_line([None], lang="fr") == ""
