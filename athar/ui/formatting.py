"""The filters by which figures, dates and texts reach a page, in the language of the page.

Every number without letters stands in its own left-to-right `<bdi>`; unknown is never 0.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext
from markupsafe import Markup, escape

from athar.kernel import clock
from athar.kernel.actor import former_number
from athar.kernel.money import Money
from athar.kernel.numbers import MINUS, NARROW_SPACE, floor_percent, format_number, format_percent
from athar.kernel.periods import Period, Precision, format_date, format_period
from athar.kernel.text import Translated, Wording, direction, language_of
from athar.ui.charts.legend import Step
from athar.ui.statuses import NO_NUMBER

_BILLION, _MILLION = Decimal(10**9), Decimal(10**6)
_LETTER = re.compile(r"[^\W\d_]")
_LANGUAGE_NAMES = {"ar": "العربية", "fr": "Français", "en": "English"}
#: How amounts are worded beside their number; other currencies keep their code.
_CURRENCIES: Mapping[str, Mapping[str, str]] = {
    "MAD": {"ar": "درهم", "fr": "DH", "en": "MAD"},
    "EUR": {"ar": "أورو", "fr": "€", "en": "EUR"},
    "USD": {"ar": "دولار أمريكي", "fr": "$ US", "en": "USD"},
    "XOF": {"ar": "فرنك غرب إفريقي", "fr": "FCFA", "en": "XOF"},
    "TND": {"ar": "دينار تونسي", "fr": "DT", "en": "TND"},
}


def number(
    value: Decimal | int | None,
    decimals: int | None = None,
    *,
    missing: str = "not_reported",
    lang: str | None = None,
) -> Markup:
    """Show a number; None shows which kind of "no number" it is."""
    if value is None:
        return no_number(missing, lang=lang)
    return bdi(format_number(value, lang=_lang(lang), decimals=decimals))


def exact_percent(value: Decimal, *, lang: str | None = None) -> Markup:
    """Show a percentage with the decimals it has."""
    plain = value.normalize()
    return percent(plain, max(0, -int(plain.as_tuple().exponent)), lang=lang)


def percent(
    value: Decimal | int | None,
    decimals: int = 0,
    *,
    missing: str = "not_reported",
    lang: str | None = None,
) -> Markup:
    """Show a percentage, rounded half up; progress goes through `progress`."""
    if value is None:
        return no_number(missing, lang=lang)
    return bdi(format_percent(value, lang=_lang(lang), decimals=decimals))


def progress(
    value: Decimal | None,
    *,
    complete: bool = False,
    missing: str = "not_reported",
    lang: str | None = None,
) -> Markup:
    """Show progress rounded down; 100 is kept for what is validated complete."""
    if value is None:
        return no_number(missing, lang=lang)
    return bdi(format_percent(floor_percent(value, complete=complete), lang=_lang(lang)))


def money(
    value: Money | Decimal | None,
    currency: str = "MAD",
    *,
    missing: str = "not_reported",
    lang: str | None = None,
) -> Markup:
    """Show an amount in words of its size, the exact amount as its title.

    "19,85 مليار درهم", "19,85 milliards DH", "MAD 19.85 billion"; below a million in full.
    """
    if value is None:
        return no_number(missing, lang=lang)
    amount = _as_money(value, currency)
    scaled, words = _scaled(amount.amount)
    return _amount(amount, scaled, words, None if words else _cents(scaled), _lang(lang))


def money_millions(
    value: Money | Decimal | None,
    currency: str = "MAD",
    *,
    decimals: int = 0,
    missing: str = "not_reported",
    lang: str | None = None,
) -> Markup:
    """Show an amount in millions, the exact amount as its title: "3 180 مليون درهم"."""
    if value is None:
        return no_number(missing, lang=lang)
    amount = _as_money(value, currency)
    scaled = _rounded(amount.amount / _MILLION, decimals)
    return _amount(amount, scaled, "million", decimals, _lang(lang))


def exact_money(value: Money | Decimal, currency: str = "MAD", *, lang: str | None = None) -> str:
    """Write an amount in full, to the hundredth: "19 850 000 000,00 درهم"."""
    amount, language = _as_money(value, currency), _lang(lang)
    with _speaking(language):
        return pgettext("amount in full", "%(currency)s %(amount)s") % {
            "amount": format_number(amount.amount, lang=language, decimals=2),
            "currency": currency_name(amount.currency, language),
        }


def day(
    value: date | None,
    precision: Precision | str = Precision.DAY,
    *,
    missing: str = "not_reported",
    lang: str | None = None,
) -> Markup:
    """Show a date as closely as it is known, for people and for machines."""
    if value is None:
        return no_number(missing, lang=lang)
    precision = Precision(precision)
    words = format_date(value, lang=_lang(lang), precision=precision)
    machine = {Precision.DAY: value.isoformat(), Precision.MONTH: f"{value:%Y-%m}"}
    code = machine.get(precision, f"{value.year:04}")
    return Markup(f'<time datetime="{code}">{_isolated(words)}</time>')  # noqa: S704 - both escaped


def period(value: Period | None, *, lang: str | None = None) -> Markup:
    """Show a period in words; a bare year stands in its own isolate."""
    if value is None:
        return no_number("not_reported", lang=lang)
    return _isolated(format_period(value, lang=_lang(lang)))


def days(value: date | int | None, *, lang: str | None = None) -> Markup:
    """Say how long ago, or in how long: "منذ 12 يوما", "il y a 12 jours", "in 3 days".

    `value` is a day, or the number of days since then (negative: still to come).
    """
    if value is None:
        return no_number("not_reported", lang=lang)
    count = (clock.today() - value).days if isinstance(value, date) else value
    language = _lang(lang)
    with _speaking(language):
        if count == 0:
            return escape(gettext("today"))
        if count > 0:
            words = ngettext("%(count)s day ago", "%(count)s days ago", count)
        else:
            words = ngettext("in %(count)s day", "in %(count)s days", -count)
        return escape(words) % {"count": number(abs(count), lang=language)}


def day_count(value: int | None, *, lang: str | None = None) -> Markup:
    """Show a length of time: "47 يوما", "47 jours"."""
    if value is None:
        return no_number("not_reported", lang=lang)
    language = _lang(lang)
    with _speaking(language):
        words = ngettext("%(count)s day", "%(count)s days", abs(value))
        return escape(words) % {"count": number(value, lang=language)}


def slippage(value: int | None, *, lang: str | None = None) -> Markup:
    """Show days late with a plus, early with a minus: "+396 يوما"; 0 is "on time"."""
    if value is None:
        return no_number("not_reported", lang=lang)
    language = _lang(lang)
    with _speaking(language):
        if value == 0:
            return escape(pgettext("slippage of dates", "on time"))
        words = ngettext("%(signed)s day", "%(signed)s days", abs(value))
        signed = ("+" if value > 0 else MINUS) + format_number(abs(value), lang=language)
        return escape(words) % {"signed": bdi(signed)}


def no_number(kind: str = "not_reported", *, lang: str | None = None) -> Markup:
    """Say why there is no number: colour, shape and word.

    Errors: KeyError for a kind that does not exist.
    """
    look = NO_NUMBER[kind]
    with _speaking(_lang(lang)):
        return Markup('<span class="st s-{} nonum">{}</span>').format(look.shape, str(look.word))


def wording(value: Any, *, mark: bool = False, lang: str | None = None) -> Markup:
    """Show a text; one that stands in for the page's language says so.

    Such a text carries its `lang`, its `dir` and the class `fallback`; with `mark` the name of
    its language follows. Plain strings are only escaped; an unknown text is empty.
    """
    if not isinstance(value, Translated | Wording):
        return escape("" if value is None else value)
    language = _lang(lang)
    if isinstance(value, Translated):
        value = value.in_language(language)
    if not value.text or value.lang == language:
        return escape(value.text)
    shown = Markup('<span class="fallback" lang="{0}" dir="{1}">{2}</span>').format(
        value.lang, direction(value.lang), value.text
    )
    if not mark:
        return shown
    name = _LANGUAGE_NAMES.get(value.lang, value.lang)
    return shown + Markup(' <small class="tag" lang="{0}" dir="{1}">{2}</small>').format(
        value.lang, direction(value.lang), name
    )


def interval(step: Step, unit: str = "number", *, lang: str | None = None) -> Markup:
    """Word one step of a map's legend: "under 50 %", "50–59", "80 % and more", "no data".

    Progress is whole, so that its steps end just below the next: 50–59.
    """
    language = _lang(lang)
    sign = "%" if unit in {"percent", "progress"} else ""
    with _speaking(language):
        if step.low is None and step.high is None:
            return escape(pgettext("legend of a map", "no data"))
        if step.low is None:
            return escape(gettext("under %(bound)s")) % {"bound": _bound(step.high, sign, language)}
        if step.high is None:
            return escape(gettext("%(bound)s and more")) % {
                "bound": _bound(step.low, sign, language)
            }
    high = step.high - 1 if unit == "progress" else step.high
    low = format_number(step.low, lang=language)
    return bdi(f"{low}–{format_number(high, lang=language)}")


def bdi(value: object) -> Markup:
    """Isolate a number or a code, so that the text around cannot reorder it.

    What holds no letter reads from left to right; a code keeps its own direction.
    """
    text = str(value)
    direction_of_digits = "" if _LETTER.search(text) else ' dir="ltr"'
    return Markup(f"<bdi{direction_of_digits}>{escape(text)}</bdi>")  # noqa: S704 - escaped


def person_words(name: str) -> str:
    """Name who acted; somebody whose name was removed is a former user, in the language read."""
    number = former_number(name)
    return name if number is None else gettext("former user %(number)s") % {"number": number}


def person(name: str) -> Markup:
    """Name who acted, kept from being reordered by the words around."""
    return bdi(person_words(name))


def _isolated(words: str) -> Markup:
    return escape(words) if _LETTER.search(words) else bdi(words)


def _lang(lang: str | None) -> str:
    return language_of(lang or translation.get_language() or "en")


def _speaking(lang: str) -> AbstractContextManager[None]:
    """Word things in a language; where it is spoken already, nothing is done."""
    is_spoken = lang == translation.get_language()
    return nullcontext() if is_spoken else translation.override(lang)


def _as_money(value: Money | Decimal, currency: str) -> Money:
    return value if isinstance(value, Money) else Money(Decimal(value), currency)


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def _scaled(amount: Decimal) -> tuple[Decimal, str]:
    """Bring an amount to millions or billions, two decimals; 999,999,999 is 1 billion."""
    if abs(amount) < _MILLION:
        return _rounded(amount, 2), ""
    millions = _rounded(amount / _MILLION, 2)
    if abs(millions) < 1000:
        return millions, "million"
    return _rounded(amount / _BILLION, 2), "billion"


def _cents(amount: Decimal) -> int:
    return 0 if amount == amount.to_integral_value() else 2


def _amount(
    amount: Money, scaled: Decimal, words: str, decimals: int | None, language: str
) -> Markup:
    shown = bdi(format_number(scaled, lang=language, decimals=decimals))
    with _speaking(language):
        pattern = _pattern(words, plural_of(scaled, language))
    sentence = escape(pattern) % {
        "amount": shown,
        "currency": currency_name(amount.currency, language),
    }
    title = exact_money(amount, lang=language)
    return Markup(f'<span class="nw" title="{escape(title)}">{sentence}</span>')  # noqa: S704 - escaped


def _pattern(words: str, count: int) -> str:
    if words == "billion":
        return ngettext("%(currency)s %(amount)s billion", "%(currency)s %(amount)s billion", count)
    if words == "million":
        return ngettext("%(currency)s %(amount)s million", "%(currency)s %(amount)s million", count)
    return pgettext("amount in full", "%(currency)s %(amount)s")


def plural_of(value: Decimal, language: str) -> int:
    """Give the whole number whose plural a decimal takes: 19,85 مليار, but 3 ملايير."""
    if value == value.to_integral_value() or language != "ar":
        return int(abs(value))
    return 100


@lru_cache(maxsize=64)
def currency_name(code: str, language: str) -> str:
    return _CURRENCIES.get(code, {}).get(language, code)


def _bound(value: Decimal | None, sign: str, language: str) -> Markup:
    written = format_number(value or Decimal(0), lang=language)
    space = "" if language == "en" or not sign else NARROW_SPACE
    return bdi(f"{written}{space}{sign}")


FILTERS: dict[str, Callable[..., Any]] = {
    "bdi": bdi,
    "date": day,
    "day_count": day_count,
    "days": days,
    "exact_money": exact_money,
    "interval": interval,
    "money": money,
    "money_millions": money_millions,
    "no_number": no_number,
    "number": number,
    "percent": percent,
    "person": person,
    "person_words": person_words,
    "period": period,
    "progress": progress,
    "slippage": slippage,
    "wording": wording,
}
