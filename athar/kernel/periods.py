"""Periods of the calendar and dates, as people write and read them."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Self

from athar.kernel import calendar_words as words
from athar.kernel.text import language_of, normalise

_MONTHS_IN_YEAR = 12
_MOST_KEPT = 4096


class PeriodKind(StrEnum):
    """The lengths of time in which plans count."""

    YEAR = "year"
    SEMESTER = "semester"
    QUARTER = "quarter"
    MONTH = "month"
    DAY = "day"
    CUSTOM = "custom"


_MONTHS_OF = {
    PeriodKind.YEAR: 12,
    PeriodKind.SEMESTER: 6,
    PeriodKind.QUARTER: 3,
    PeriodKind.MONTH: 1,
}
_KIND_OF = {months: kind for kind, months in _MONTHS_OF.items()}


class Edge(StrEnum):
    """Which day of a period stands for it: its first or its last."""

    START = "start"
    END = "end"


class Precision(StrEnum):
    """How closely a date is known."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    SEMESTER = "semester"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class DatedOn:
    """A date with how closely it is known."""

    on: date
    precision: Precision


class NotAPeriod(ValueError):  # noqa: N818 - named for the field, as in the interfaces
    """The text names no period."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is not a period.")
        self.text = text


class NotADate(ValueError):  # noqa: N818 - named for the field, as in the interfaces
    """The text names no date, nor a period whose edge could stand for one."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is not a date.")
        self.text = text


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included; all kinds but custom follow the calendar."""

    kind: PeriodKind
    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start > self.end:
            raise ValueError(f"A period cannot end on {self.end} and start on {self.start}.")
        if (self.start, self.end) != _days_of(self.kind, self.start, self.end):
            raise ValueError(f"{self.start} to {self.end} is not a {self.kind}.")

    @classmethod
    def containing(cls, day: date, kind: PeriodKind) -> Self:
        """Give the period of this kind in which the day lies.

        Errors: ValueError for a custom period, which no day tells.
        """
        if kind is PeriodKind.CUSTOM:
            raise ValueError("A day does not tell the bounds of a custom period.")
        return cls(kind, *_days_of(kind, day, day))

    @property
    def code(self) -> str:
        """The period in few characters that sort in time: 2025, 2025-S1, 2025-Q3, 2025-03."""
        match self.kind:
            case PeriodKind.YEAR:
                return f"{self.start.year:04}"
            case PeriodKind.SEMESTER:
                return f"{self.start.year:04}-S{self.number}"
            case PeriodKind.QUARTER:
                return f"{self.start.year:04}-Q{self.number}"
            case PeriodKind.MONTH:
                return f"{self.start.year:04}-{self.number:02}"
            case PeriodKind.DAY:
                return self.start.isoformat()
            case _:
                return f"{self.start.isoformat()}/{self.end.isoformat()}"

    @property
    def number(self) -> int:
        """Which part of its year it is, from 1; 1 for what is not a part of a year."""
        return 1 + (self.start.month - 1) // _MONTHS_OF.get(self.kind, _MONTHS_IN_YEAR)


def _days_of(kind: PeriodKind, start: date, end: date) -> tuple[date, date]:
    """Give the bounds that the calendar sets for a period of this kind."""
    if kind is PeriodKind.CUSTOM:
        return start, end
    if kind is PeriodKind.DAY:
        return start, start
    months = _MONTHS_OF[kind]
    first = start.month - (start.month - 1) % months
    return _months(start.year, first, months)


def _months(year: int, first: int, count: int) -> tuple[date, date]:
    last = first + count - 1
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


@lru_cache(maxsize=_MOST_KEPT)  # a table names the same few thousand periods on each row
def parse_period(text: str) -> Period:
    """Read a period: "2025", "T3 2024", "2025-Q3", "mars 2024", "الربع الثالث 2024", ISO.

    Years have four digits; day comes before month unless the year comes first.
    Errors: NotAPeriod.
    """
    try:
        return _read(_tokens(text))
    except ValueError as error:
        raise NotAPeriod(text) from error


def parse_date(text: str, *, edge: Edge) -> DatedOn:
    """Read a date; of a period, its first or last day as `edge` asks or "fin", "début" say.

    Errors: NotADate.
    """
    tokens = _tokens(text)
    if tokens and tokens[0] in words.STARTS | words.ENDS:
        edge = Edge.START if tokens[0] in words.STARTS else Edge.END
        tokens = tokens[1:]
    try:
        period = _read(tokens)
        precision = Precision(period.kind)
    except ValueError as error:
        raise NotADate(text) from error
    return DatedOn(period.start if edge is Edge.START else period.end, precision)


def format_period(period: Period, *, lang: str) -> str:
    """Write a period for readers of `lang`: "الفصل الثالث 2024", "3e trimestre 2024", "Q3 2024".

    A language without names of its own gets the English ones.
    """
    if period.kind is PeriodKind.CUSTOM:
        return _format_custom(period, lang)
    if period.kind is PeriodKind.DAY:
        return _format_day(period.start, lang)
    if period.kind is PeriodKind.YEAR:
        return str(period.start.year)
    if period.kind is PeriodKind.MONTH:
        return f"{_month_name(period.start, lang)} {period.start.year}"
    return f"{_part_name(period, lang)} {period.start.year}"


def format_date(day: date, *, lang: str, precision: Precision = Precision.DAY) -> str:
    """Write a date for readers of `lang`, no closer than it is known."""
    return format_period(Period.containing(day, PeriodKind(precision)), lang=lang)


def _format_day(day: date, lang: str) -> str:
    number = "1er" if day.day == 1 and language_of(lang) == "fr" else str(day.day)
    return f"{number} {_month_name(day, lang)} {day.year}"


def _format_custom(period: Period, lang: str) -> str:
    first, last = period.start, period.end
    is_whole_years = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    if is_whole_years and first.year < last.year:
        return f"{first.year}–{last.year}"
    return f"{_format_day(first, lang)} – {_format_day(last, lang)}"


def _month_name(day: date, lang: str) -> str:
    names = words.MONTH_NAMES.get(language_of(lang), words.MONTH_NAMES["en"])
    return names[day.month - 1]


def _part_name(period: Period, lang: str) -> str:
    is_quarter = period.kind is PeriodKind.QUARTER
    match language_of(lang):
        case "ar":
            part = "الفصل" if is_quarter else "الأسدس"
            return f"{part} {words.ARABIC_ORDINALS[period.number - 1]}"
        case "fr":
            ordinal = "1er" if period.number == 1 else f"{period.number}e"
            return f"{ordinal} {'trimestre' if is_quarter else 'semestre'}"
        case _:
            return f"{'Q' if is_quarter else 'H'}{period.number}"


_CLOCK_TIME = re.compile(r"(?<=\d)[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$")
_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u061c\u200e\u200f\u2066-\u2069"
_FOREIGN = re.compile(rf"[^\w\s.,/()'’\-–—،{_MARKS}]|_|^[-–—]|[-–—]$")
_YEAR_BESIDE_LETTER = re.compile(r"(?<=[^\W\d])(?=\d{4}\b)|(?<=\b\d{4})(?=[^\W\d])")
_NUMBERED_PART = re.compile(r"(?P<part>[tqsh])(?P<number>\d)|(?P<before>\d)(?P<after>[tqsh])")
_ORDINAL = re.compile(r"(\d{1,2})(?:er|ere|re|e|eme|ieme|nd|nde|d|st|rd|th)")
_YEAR = re.compile(r"(?:19|20|21)\d\d")
_SMALL = re.compile(r"\d{1,2}")


def _tokens(text: str) -> list[str]:
    """Give the telling words of a text; none when it holds signs no period is written with."""
    written = _CLOCK_TIME.sub("", text.strip())
    if _FOREIGN.search(written):
        return []
    key = _YEAR_BESIDE_LETTER.sub(" ", normalise(written))
    for pair, single in words.TWO_WORD_MONTHS.items():
        key = key.replace(pair, single)
    pieces = (piece for token in key.split() for piece in _apart(token))
    return [piece for piece in pieces if piece not in words.EMPTY]


def _apart(token: str) -> list[str]:
    """Give "t3" and "3t" as the part of the year and its number."""
    numbered = _NUMBERED_PART.fullmatch(token)
    if numbered is None:
        return [token]
    return [numbered["part"] or numbered["after"], numbered["number"] or numbered["before"]]


def _read(tokens: list[str]) -> Period:
    """Recognise a period by what its words are: y year, m month, u part, n number, o ordinal.

    Errors: ValueError.
    """
    meanings = [_meaning(token) for token in tokens]
    shape = "".join(letter for letter, _ in meanings)
    if "o" in shape and not {"m", "u"} & set(shape):
        raise ValueError(f"An ordinal of what? {tokens}")
    reader = _READERS.get(shape.replace("o", "n"))
    if reader is None:
        raise ValueError(f"No period is written like {tokens}.")
    return reader(*(value for _, value in meanings))


def _meaning(token: str) -> tuple[str, int]:
    for letter, known in (("m", words.MONTHS), ("u", words.PARTS), ("o", words.ORDINALS)):
        if token in known:
            return letter, known[token]
    ordinal = _ORDINAL.fullmatch(token)
    if ordinal:
        return "o", int(ordinal[1])
    if _YEAR.fullmatch(token):
        return "y", int(token)
    if _SMALL.fullmatch(token):
        return "n", int(token)
    raise ValueError(f"{token!r} belongs to no period.")


def _part(year: int, months: int, number: int) -> Period:
    if not 1 <= number <= _MONTHS_IN_YEAR // months:
        raise ValueError(f"A year has no part {number} of {months} months.")
    return Period(_KIND_OF[months], *_months(year, 1 + (number - 1) * months, months))


def _day(year: int, month: int, day: int) -> Period:
    return Period.containing(date(year, month, day), PeriodKind.DAY)


def _from_to(first: Period, last: Period) -> Period:
    return Period(PeriodKind.CUSTOM, first.start, last.end)


_READERS: dict[str, Callable[..., Period]] = {
    "y": lambda y: _part(y, 12, 1),
    "yn": lambda y, m: _part(y, 1, m),
    "ny": lambda m, y: _part(y, 1, m),
    "ym": lambda y, m: _part(y, 1, m),
    "my": lambda m, y: _part(y, 1, m),
    "yun": _part,
    "ynu": lambda y, n, u: _part(y, u, n),
    "uny": lambda u, n, y: _part(y, u, n),
    "nuy": lambda n, u, y: _part(y, u, n),
    "ynn": _day,
    "nny": lambda d, m, y: _day(y, m, d),
    "nmy": lambda d, m, y: _day(y, m, d),
    "mny": lambda m, d, y: _day(y, m, d),
    "yy": lambda y, z: _from_to(_part(y, 12, 1), _part(z, 12, 1)),
    "ynnynn": lambda y, m, d, *end: _from_to(_day(y, m, d), _day(*end)),
    "nmynmy": lambda d, m, y, e, n, z: _from_to(_day(y, m, d), _day(z, n, e)),
}
