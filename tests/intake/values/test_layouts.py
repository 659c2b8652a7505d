"""Tables of values as offices make them: long, and wide by periods, places, indicators, parts."""

from __future__ import annotations

import pytest

from athar.indicators.enums import Claim
from athar.intake.enums import ProblemCode
from athar.intake.values.taking import Target
from tests.intake.values.conftest import stored

LONG = (
    "code,level,indicator,area,sex,year,value",
    "01,region,connected,total,all,2024,30",
    "01,region,connected,rural,all,2024,10",
    "01.151,province,connected,rural,female,2023,4",
)
STORED = [
    ("connected", "01", "2024", "", "declared", 30),
    ("connected", "01", "2024", "area=rural", "declared", 10),
    ("connected", "01.151", "2023", "area=rural,sex=female", "declared", 4),
]


def test_long_table_is_read_by_its_headings(take):
    report = take(*LONG)

    assert (report.problems, report.is_taken, stored()) == ((), True, STORED)
    assert (report.values, report.indicators, report.places, report.periods) == (3, 1, 2, 2)


@pytest.mark.parametrize(
    "lines",
    [
        (
            "Territoire;Indicateur;Milieu;Sexe;Année;Valeur",
            "Tanger-Tétouan-Al Hoceïma;Ménages raccordés;Ensemble;Les deux sexes;2024;30",
            "Tanger-Tétouan-Al Hoceïma;Ménages raccordés;Rural;;2024;10",
            "Chefchaouen;Ménages raccordés;rural;Femmes;2023;4",
        ),
        (
            "المجال الترابي;المؤشر;الوسط;الجنس;السنة;القيمة",
            "طنجة - تطوان - الحسيمة;أسر موصولة;المجموع;المجموع;٢٠٢٤;٣٠",
            "01;أسر موصولة;قروي;المجموع;2024;10",
            "إقليم شفشاون;أسر موصولة;القروي;إناث;2023;٤",
        ),
        (
            "x;y;z;w;t;v",
            "01;connected;total;all;2024;30",
            "01;connected;rural;all;2024;10",
            "01.151;connected;rural;female;2023;4",
        ),
    ],
    ids=["french", "arabic", "by content"],
)
def test_columns_are_known_by_words_of_any_language_or_by_their_cells(take, lines):
    report = take(*lines)

    assert [one.code for one in report.problems] == []
    assert [(one[0], one[2:]) for one in stored()] == [(one[0], one[2:]) for one in STORED]


def test_periods_as_columns(take):
    report = take("Indicateur;Province;2023;2024", "connected;01.151;3;4", "connected;01.511;;9")

    assert (report.problems, report.empty) == ((), 1)
    assert [one[1:] for one in stored()] == [
        ("01.151", "2023", "", "declared", 3),
        ("01.151", "2024", "", "declared", 4),
        ("01.511", "2024", "", "declared", 9),
    ]


def test_places_as_columns_below_a_title_that_names_the_indicator(take):
    report = take("Ménages raccordés (2015-2024);;", "Année;01.151;01.511", "2023;3;5", "2024;4;6")

    assert report.problems == ()
    assert [one[1:3] + one[5:] for one in stored()] == [
        ("01.151", "2023", 3),
        ("01.151", "2024", 4),
        ("01.511", "2023", 5),
        ("01.511", "2024", 6),
    ]


def test_indicators_as_columns(take):
    report = take("Code;Année;connected;Raccordement à l'eau", "01;2024;30;27,5 %")

    assert report.problems == ()
    assert [(one[0], one[5]) for one in stored()] == [("connected", 30), ("water", 275)]


def test_parts_below_periods_as_two_rows_of_headings(take):
    report = take(
        "Province;2023;;2024;", ";Rural;Urbain;Rural;Urbain", "01.151;1;2;3;4",
        target=Target(indicator="connected"),
    )  # fmt: skip

    assert report.problems == ()
    assert [one[2:4] + one[5:] for one in stored()] == [
        ("2023", "area=rural", 1),
        ("2023", "area=urban", 2),
        ("2024", "area=rural", 3),
        ("2024", "area=urban", 4),
    ]


def test_template_with_every_column(take):
    report = take(
        "place,indicator,period,category,claim,value,numerator,denominator,no_number,note",
        "01,water,2024,area=rural,validated,,275,1000,,",
        "01,water,2023,,declared,,,,suppressed,peu de cas",
        "01,water,2022,,,N.D,,,,",
        "01,opinion,2024,,,Mieux qu'avant,,,,",
        "01,maturity,2024,,,bonne,,,,",
    )

    assert report.problems == ()
    assert stored() == [
        ("maturity", "01", "2024", "", "declared", 1),
        ("opinion", "01", "2024", "", "declared", "Mieux qu'avant"),
        ("water", "01", "2022", "", "declared", "not_reported"),
        ("water", "01", "2023", "", "declared", "suppressed"),
        ("water", "01", "2024", "area=rural", "validated", (2750, 10000)),
    ]


def test_headings_that_say_all_but_the_value_are_the_headings(take):
    report = take("lieu;indicateur;année;relevé;fiche", "Chefchaouen;connected;2020;6;901")

    (table,) = report.tables
    assert [one.heading.own for one in table.columns][-2:] == ["relevé", "fiche"]
    assert (table.first_heading_row, report.is_taken) == (0, False)


def test_what_the_file_does_not_say_is_said_beside_it(take):
    target = Target(
        library="shared", indicator="water", place="01", period="2024", claim=Claim.INDEPENDENT
    )

    report = take("Milieu;Taux", "rural;13,3", "urbain;95,25 ", target=target)

    assert [one.code for one in report.problems] == [ProblemCode.VALUE_REFUSED]
    assert take("Milieu;Taux", "rural;13,3", target=target).problems == ()
    assert stored() == [("water", "01", "2024", "area=rural", "independent", 133)]
