"""Periods of the calendar."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athar.kernel.calendar_words import MONTH_NAMES
from athar.kernel.periods import NotAPeriod, Period, PeriodKind, format_period, parse_period

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))
KINDS = st.sampled_from([kind for kind in PeriodKind if kind is not PeriodKind.CUSTOM])
PERIODS = st.one_of(
    st.builds(Period.containing, DAYS, KINDS),
    st.builds(
        lambda one, other: Period(PeriodKind.CUSTOM, min(one, other), max(one, other)), DAYS, DAYS
    ),
)
PIECES = [
    "2024",
    "2027",
    "3",
    "12",
    "T3",
    "mars",
    "الربع",
    "الثالث",
    "1er",
    " ",
    "-",
    "/",
    "fin",
    "%",
]
LANGUAGES = st.sampled_from(["ar", "ar-MA", "fr", "en", "sw"])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2025", "2025"),
        ("٢٠٢٥", "2025"),
        ("année 2025", "2025"),
        ("برسم سنة 2025", "2025"),
        ("S1 2024", "2024-S1"),
        ("2S 2024", "2024-S2"),
        ("H2 2024", "2024-S2"),
        ("2e semestre 2024", "2024-S2"),
        ("first half of 2024", "2024-S1"),
        ("الأسدس الثاني من سنة 2024", "2024-S2"),
        ("النصف الأول 2024", "2024-S1"),
        ("السداسية الثانية 2024", "2024-S2"),
        ("T3 2024", "2024-Q3"),
        ("T 3 2024", "2024-Q3"),
        ("t3/2024", "2024-Q3"),
        ("2024-T3", "2024-Q3"),
        ("2024T3", "2024-Q3"),
        ("2025-Q3", "2025-Q3"),
        ("3ème trimestre 2024", "2024-Q3"),
        ("Troisième trimestre de 2024", "2024-Q3"),
        ("trimestre 3 2024", "2024-Q3"),
        ("2024 Q 3", "2024-Q3"),
        ("2024, 3rd quarter", "2024-Q3"),
        ("الربع الثالث 2024", "2024-Q3"),
        ("الفصل الثالث 2024", "2024-Q3"),
        ("الفصل 3 من سنة ٢٠٢٤", "2024-Q3"),
        ("الثلاثي الرابع لسنة 2024", "2024-Q4"),
        ("2025-03", "2025-03"),
        ("03/2025", "2025-03"),
        ("mars 2024", "2024-03"),
        ("MARS2024", "2024-03"),
        ("2024 mars", "2024-03"),
        ("mois de mars 2024", "2024-03"),
        ("يونيو 2025", "2025-06"),
        ("شهر يونيو 2025", "2025-06"),
        ("2025-03-14", "2025-03-14"),
        ("14/03/2025", "2025-03-14"),
        ("2022-2027", "2022-01-01/2027-12-31"),
        ("de 2022 à 2027", "2022-01-01/2027-12-31"),
        ("من 2022 إلى 2027", "2022-01-01/2027-12-31"),
        ("2022-03-01/2023-06-30", "2022-03-01/2023-06-30"),
    ],
)
def test_parse_period_reads_what_people_write(text, code):
    assert parse_period(text).code == code


@pytest.mark.parametrize(
    ("month", "names"),
    [
        (1, "janvier janv. Jan يناير جانفي كانون\u00a0الثاني"),
        (2, "février fevrier févr. Feb فبراير فيفري شباط"),
        (3, "mars March Mar مارس آذار"),
        (4, "avril avr. April أبريل إبريل أفريل نيسان"),
        (5, "mai May ماي مايو أيّار"),
        (6, "juin June Jun يونيو يونيه جوان حزيران"),
        (7, "juillet juil. July يوليوز يوليو جويلية تموز"),
        (8, "août aout August غشت أغشت أغسطس أوت آب"),
        (9, "septembre sept. Sep شتنبر شتمبر سبتمبر أيلول"),
        (10, "octobre oct. October أكتوبر تشرين\u00a0الأول"),
        (11, "novembre nov. November نونبر نوفمبر تشرين\u00a0الثاني"),
        (12, "décembre déc. De\u0301cembre December دجنبر دجمبر ديسمبر كانون\u00a0الأول"),
    ],
)
def test_parse_period_knows_the_months_of_east_and_west(month, names):
    found = {parse_period(f"{name} 2024").start for name in names.split(" ")}

    assert found == {date(2024, month, 1)}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "en cours",
        "N.D",
        "-",
        "-2025",
        "2025-",
        "12 %",
        "2025_03",
        "45",
        "1850",
        "20255",
        "123",
        "13/2024",
        "00/2024",
        "T5 2024",
        "T0 2024",
        "S3 2024",
        "T3",
        "mars",
        "premier 2024",
        "mars 24",
        "31/02/2025",
        "fin 2025",
        "2027-2022",
        "2025 mars avril",
        "2023-06-30/2022-03-01",
    ],
)
def test_parse_period_refuses_the_rest(text):
    with pytest.raises(NotAPeriod) as caught:
        parse_period(text)

    assert caught.value.text == text


@pytest.mark.parametrize(
    ("kind", "start", "end"),
    [
        (PeriodKind.YEAR, date(2024, 1, 1), date(2024, 12, 31)),
        (PeriodKind.SEMESTER, date(2024, 1, 1), date(2024, 6, 30)),
        (PeriodKind.QUARTER, date(2024, 1, 1), date(2024, 3, 31)),
        (PeriodKind.MONTH, date(2024, 2, 1), date(2024, 2, 29)),
        (PeriodKind.DAY, date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_containing_gives_the_calendar_s_bounds(kind, start, end):
    assert Period.containing(date(2024, 2, 29), kind) == Period(kind, start, end)


def test_containing_refuses_custom_periods():
    with pytest.raises(ValueError, match="custom"):
        Period.containing(date(2024, 2, 29), PeriodKind.CUSTOM)


def test_period_refuses_an_end_before_its_start():
    with pytest.raises(ValueError, match="cannot end"):
        Period(PeriodKind.CUSTOM, date(2024, 2, 1), date(2024, 1, 31))


def test_period_refuses_bounds_that_are_not_its_kind_s():
    with pytest.raises(ValueError, match="is not a quarter"):
        Period(PeriodKind.QUARTER, date(2024, 1, 1), date(2024, 3, 30))


@pytest.mark.parametrize(
    ("code", "ar", "fr", "en"),
    [
        ("2025", "2025", "2025", "2025"),
        ("2025-S1", "الأسدس الأول 2025", "1er semestre 2025", "H1 2025"),
        ("2025-Q3", "الفصل الثالث 2025", "3e trimestre 2025", "Q3 2025"),
        ("2025-08", "غشت 2025", "août 2025", "August 2025"),
        ("2022-12-01", "1 دجنبر 2022", "1er décembre 2022", "1 December 2022"),
        ("2022-01-01/2027-12-31", "2022–2027", "2022–2027", "2022–2027"),
        (
            "2022-01-01/2022-12-31",
            "1 يناير 2022 – 31 دجنبر 2022",
            "1er janvier 2022 – 31 décembre 2022",
            "1 January 2022 – 31 December 2022",
        ),
    ],
)
def test_format_period_writes_for_the_language(code, ar, fr, en):
    period = parse_period(code)

    written = [format_period(period, lang=lang) for lang in ("ar", "fr", "en")]

    assert written == [ar, fr, en]


def test_month_names_are_those_of_the_maghreb():
    names = [format_period(parse_period(f"2025-{n:02}"), lang="ar") for n in range(1, 13)]

    assert ", ".join(name.removesuffix(" 2025") for name in names) == (
        "يناير, فبراير, مارس, أبريل, ماي, يونيو, يوليوز, غشت, شتنبر, أكتوبر, نونبر, دجنبر"
    )


def test_month_names_are_twelve_in_every_language():
    assert {lang: len(names) for lang, names in MONTH_NAMES.items()} == {
        "ar": 12,
        "fr": 12,
        "en": 12,
    }


@given(PERIODS)
def test_parse_period_reads_back_the_code(period):
    assert parse_period(period.code) == period


@given(PERIODS, LANGUAGES)
def test_parse_period_reads_back_what_is_written(period, lang):
    assert parse_period(format_period(period, lang=lang)) == period


@given(DAYS, KINDS)
def test_containing_holds_the_day_and_is_stable(day, kind):
    period = Period.containing(day, kind)

    assert period.start <= day <= period.end
    assert Period.containing(period.start, kind) == Period.containing(period.end, kind) == period


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join))
def test_parse_period_gives_a_period_or_refuses(text):
    with suppress(NotAPeriod):
        period = parse_period(text)

        assert parse_period(period.code) == period
