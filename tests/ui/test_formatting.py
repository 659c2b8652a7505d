"""What people read in place of a figure, in Arabic, French and English."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

from athar.kernel.money import Money
from athar.kernel.periods import parse_period
from athar.kernel.text import Translated
from athar.ui import formatting
from athar.ui.charts.legend import UNKNOWN, Step, legend

CATALOGUES = Path(formatting.__file__).parents[1] / "locale"


@pytest.fixture(scope="module")
def compiled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("locale")
    for language in ("ar", "fr"):
        inside = Path(language) / "LC_MESSAGES"
        (folder / inside).mkdir(parents=True)
        with (CATALOGUES / inside / "django.po").open("rb") as source:
            catalogue = read_po(source, locale=language)
        with (folder / inside / "django.mo").open("wb") as target:
            write_mo(target, catalogue)
    return folder


@pytest.fixture(autouse=True)
def catalogues(compiled, settings):
    settings.LOCALE_PATHS = [compiled]


def plain(markup):
    return markup.striptags().replace("\u202f", " ")


def bdi(text):
    return f'<bdi dir="ltr">{text}</bdi>'


def test_number_is_isolated_with_narrow_spaces():
    assert formatting.number(1127, lang="ar") == bdi("1\u202f127")
    assert formatting.number(Decimal("-0.5"), lang="fr") == bdi("−0,5")
    assert formatting.number(Decimal("1127.25"), 1, lang="en") == bdi("1,127.3")


def test_percent_keeps_its_sign_on_the_right_in_every_language():
    assert formatting.percent(63, lang="ar") == bdi("63\u202f%")
    assert formatting.percent(Decimal("38.7"), 1, lang="fr") == bdi("38,7\u202f%")
    assert formatting.percent(63, lang="en") == bdi("63%")


def test_progress_is_rounded_down_and_stops_at_99_until_validated():
    assert plain(formatting.progress(Decimal("63.99"), lang="fr")) == "63 %"
    assert plain(formatting.progress(Decimal(100), lang="fr")) == "99 %"
    assert plain(formatting.progress(Decimal(100), complete=True, lang="fr")) == "100 %"


@pytest.mark.parametrize(
    ("amount", "lang", "expected"),
    [
        ("19850000000", "ar", "19,85 مليار درهم"),
        ("19850000000", "fr", "19,85 milliards DH"),
        ("19850000000", "en", "MAD 19.85 billion"),
        ("1980000000", "fr", "1,98 milliard DH"),
        ("3000000000", "ar", "3 ملايير درهم"),
        ("3500000000", "ar", "3,5 مليار درهم"),
        ("710560000", "ar", "710,56 مليون درهم"),
        ("5000000", "ar", "5 ملايين درهم"),
        ("999999999", "fr", "1 milliard DH"),
        ("999994999", "fr", "999,99 millions DH"),
        ("250000", "ar", "250 000 درهم"),
        ("250000.5", "fr", "250 000,50 DH"),
        ("0", "en", "MAD 0"),
        ("-2000000", "fr", "−2 millions DH"),
    ],
)
def test_money_is_worded_in_the_size_people_say(amount, lang, expected):
    assert plain(formatting.money(Decimal(amount), lang=lang)) == expected


def test_money_carries_the_exact_amount_as_title():
    shown = formatting.money(Money(Decimal("19850000000.25"), "MAD"), lang="ar")

    assert shown == (
        '<span class="nw" title="19\u202f850\u202f000\u202f000,25 درهم">'
        '<bdi dir="ltr">19,85</bdi> مليار درهم</span>'
    )


def test_money_in_another_currency_never_says_dirham():
    assert plain(formatting.money(Money(Decimal(5_000_000), "XOF"), lang="fr")) == (
        "5 millions FCFA"
    )
    assert plain(formatting.money(Money(Decimal(5_000_000), "KES"), lang="ar")) == "5 ملايين KES"


def test_money_millions_keeps_one_unit_through_a_table():
    assert plain(formatting.money_millions(Decimal(3180400000), lang="ar")) == "3 180 مليون درهم"
    assert plain(formatting.money_millions(Decimal(326000000), decimals=2, lang="fr")) == (
        "326,00 millions DH"
    )


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, "اليوم"),
        (1, "منذ يوم واحد"),
        (2, "منذ يومين"),
        (3, "منذ 3 أيام"),
        (12, "منذ 12 يوما"),
        (100, "منذ 100 يوم"),
        (103, "منذ 103 أيام"),
        (-15, "بعد 15 يوما"),
    ],
)
def test_days_take_the_plural_forms_of_arabic(count, expected):
    assert plain(formatting.days(count, lang="ar")) == expected


def test_days_in_french_and_english():
    assert formatting.days(12, lang="fr") == f"il y a {bdi(12)} jours"
    assert plain(formatting.days(1, lang="fr")) == "il y a 1 jour"
    assert plain(formatting.days(12, lang="en")) == "12 days ago"
    assert plain(formatting.days(-1, lang="en")) == "in 1 day"


def test_days_count_from_the_frozen_day(frozen_day):
    assert plain(formatting.days(date(2025, 10, 3), lang="fr")) == "il y a 12 jours"


def test_day_count_has_no_direction_in_time():
    assert plain(formatting.day_count(47, lang="ar")) == "47 يوما"
    assert plain(formatting.day_count(2, lang="ar")) == "يومان"


@pytest.mark.parametrize(
    ("value", "lang", "expected"),
    [
        (396, "ar", "+396 يوما"),
        (1, "ar", "+1 يوم"),
        (1127, "fr", "+1 127 jours"),
        (-12, "en", "−12 days"),
        (0, "ar", "في الموعد"),
    ],
)
def test_slippage_shows_its_sign(value, lang, expected):
    assert plain(formatting.slippage(value, lang=lang)) == expected


def test_date_is_readable_by_people_and_machines():
    assert formatting.day(date(2025, 6, 30), lang="ar") == (
        '<time datetime="2025-06-30">30 يونيو 2025</time>'
    )
    assert formatting.day(date(2025, 6, 30), "month", lang="fr") == (
        '<time datetime="2025-06">juin 2025</time>'
    )
    assert formatting.day(date(2025, 12, 31), "year", lang="ar") == (
        f'<time datetime="2025">{bdi(2025)}</time>'
    )


def test_period_isolates_a_bare_year_only():
    assert formatting.period(parse_period("2025"), lang="ar") == bdi(2025)
    assert formatting.period(parse_period("2025-03"), lang="fr") == "mars 2025"


@pytest.mark.parametrize(
    "name",
    ["number", "percent", "progress", "money", "money_millions", "date", "period", "days",
     "day_count", "slippage"],
)  # fmt: skip
def test_unknown_is_never_zero(name):
    shown = formatting.FILTERS[name](None, lang="en")

    assert shown == '<span class="st s-none nonum">not reported</span>'


def test_each_way_of_having_no_number_has_its_own_words():
    shown = formatting.percent(None, missing="not_applicable", lang="en")

    assert shown == '<span class="st s-na nonum">not applicable</span>'


def test_no_number_of_an_unknown_kind_is_refused():
    with pytest.raises(KeyError):
        formatting.no_number("forgotten", lang="en")


def test_wording_marks_only_a_text_in_another_language():
    text = Translated(ar="ماء", fr="Eau <b>")

    assert formatting.wording(text, lang="fr") == "Eau &lt;b&gt;"
    assert formatting.wording(text, lang="en") == (
        '<span class="fallback" lang="ar" dir="rtl">ماء</span>'
    )
    assert formatting.wording(text, mark=True, lang="en") == (
        '<span class="fallback" lang="ar" dir="rtl">ماء</span>'
        ' <small class="tag" lang="ar" dir="rtl">العربية</small>'
    )


def test_wording_of_plain_and_missing_texts():
    assert formatting.wording("a < b", lang="fr") == "a &lt; b"
    assert formatting.wording(None, lang="fr") == ""
    assert formatting.wording(Translated(), lang="fr") == ""


def test_bdi_lets_a_code_keep_its_direction():
    assert formatting.bdi("2022–2027") == bdi("2022–2027")
    assert formatting.bdi("PDR-A3-P22-04") == "<bdi>PDR-A3-P22-04</bdi>"
    assert formatting.bdi("<") == '<bdi dir="ltr">&lt;</bdi>'


def test_interval_words_a_legend_of_whole_percentages():
    steps = legend([Decimal(50), Decimal(60), Decimal(80)])

    assert [plain(formatting.interval(step, "progress", lang="ar")) for step in steps] == [
        "دون 50 %",
        "50–59",
        "60–79",
        "80 % فأكثر",
        "بلا معطيات",
    ]


def test_interval_of_measured_values_keeps_its_bounds():
    step = Step("k2", Decimal("1.5"), Decimal(3))

    assert formatting.interval(step, lang="fr") == bdi("1,5–3")
    assert plain(formatting.interval(UNKNOWN, lang="fr")) == "sans donnée"


def test_language_of_the_page_is_the_default():
    with translation.override("fr"):
        assert plain(formatting.slippage(2)) == "+2 jours"


def test_filters_work_in_a_template():
    environment = Environment(autoescape=True)
    environment.filters.update(formatting.FILTERS)

    html = environment.from_string("{{ v|money(lang='fr') }}").render(v=Decimal(2_000_000))

    assert html == (
        '<span class="nw" title="2\u202f000\u202f000,00 DH">'
        '<bdi dir="ltr">2</bdi> millions DH</span>'
    )


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_money_never_shows_a_thousand_of_a_smaller_unit(amount):
    shown, unit = formatting._scaled(amount)

    assert shown < 1000 or unit == "billion" or (unit == "" and shown < 10**6)
