"""The address of a page of results is its state: read with care, written back the same way."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import QueryDict

from athar.kernel.periods import NotAPeriod, parse_period

#: Stands for a place where all countries are meant.
EVERYWHERE = "all:countries"
#: Who stands behind the values shown: those who report (unless validated), or an evaluator.
INDEPENDENT = "independent"
#: How many indicators, and how many places, can be compared at once.
MOST = 6
_CODE = r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}"
_CATEGORY = r"[a-z0-9_-]{1,40}=[a-z0-9_-]{1,40}(?:,[a-z0-9_-]{1,40}=[a-z0-9_-]{1,40}){0,4}"


@dataclass(frozen=True, slots=True)
class Choices:
    """What a reader of results chose; "" leaves it to the page.

    Shape: `place` is "hcp:01" or EVERYWHERE, `of` the indicators ("library:rgph", "plan:PDR"),
    `sort` the key of a column, after a minus when the greatest comes first; `by` is what a
    coverage page sets side by side. `part` counts groups of columns, `page` those of rows.
    """

    place: str = ""
    level: str = ""
    of: str = ""
    period: str = ""
    category: str = ""
    claim: str = ""
    by: str = ""
    sort: str = ""
    part: int = 1
    page: int = 1

    @property
    def is_independent(self) -> bool:
        """Tell whether values of evaluators are shown instead of those of who reports."""
        return self.claim == INDEPENDENT

    @property
    def of_map(self) -> Choices:
        """Give what the map of one indicator knows of these choices."""
        return Choices(
            place=self.place,
            level=self.level,
            period=self.period,
            category=self.category,
            claim=self.claim,
        )

    def query(self, **changes: str | int) -> str:
        """Write these choices, some changed, as "?place=hcp:01&page=2"; "" when there are none.

        A change of anything but the page leads back to the first page, one of what is shown also
        to the first group of columns.
        """
        first: dict[str, str | int] = {"page": 1} if changes else {}
        if changes.keys() & {"of", "category"}:
            first |= {"part": 1, "sort": ""}
        changed = replace(self, **{**first, **changes})  # type: ignore[arg-type]  # names are ours
        stated = {
            name: value
            for name in (one.name for one in fields(self))
            if (value := getattr(changed, name)) and not (name in _COUNTS and value == 1)
        }
        return f"?{urlencode(stated, safe=':,')}" if stated else ""


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.ASCII)
    return lambda value: compiled.fullmatch(value) is not None


def _is_period(value: str) -> bool:
    """Tell whether this is the code of a period of the calendar."""
    try:
        return parse_period(value).code == value
    except NotAPeriod:
        return False


_SOUND: Mapping[str, Callable[[str], bool]] = {
    "place": _matches(f"{_CODE}:{_CODE}"),
    "level": {"parts", "small"}.__contains__,
    "of": _matches(f"(?:library|plan):{_CODE}"),
    "period": _is_period,
    "category": _matches(_CATEGORY),
    "claim": {INDEPENDENT}.__contains__,
    "by": {"places", "periods"}.__contains__,
    "sort": _matches(f"-?(?:name|{_CODE}:{_CODE}(?:@{_CATEGORY})?)"),
}
#: What is chosen unless something else is asked for, and so need not stand in an address.
_USUAL = {"level": "parts", "by": "places", "sort": "name"}
_COUNTS = ("part", "page")


def read_choices(query: Mapping[str, str]) -> Choices:
    """Read the choices of an address. Errors: BadRequest for what cannot be a choice at all."""
    found: dict[str, str] = {}
    for name, is_sound in _SOUND.items():
        value = query.get(name, "").strip()
        if value and not is_sound(value):
            raise BadRequest(f"{name}={value[:40]!r} is no choice of this page")
        found[name] = "" if value == _USUAL.get(name) else value
    return Choices(part=_count(query, "part"), page=_count(query, "page"), **found)


def _count(query: Mapping[str, str], name: str) -> int:
    value = query.get(name, "").strip() or "1"
    if not re.fullmatch(r"[1-9]\d{0,4}", value, re.ASCII):
        raise BadRequest(f"{name}={value[:40]!r} is no page of this list")
    return int(value)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be compared, in the order asked for.

    Shape: `indicators` as (library, code), `places` as (scheme, code), at most MOST of each;
    `find` is a name of a place to look for. `wrong` are the parts of the address that cannot be
    what they stand for, `too_many` tells that more than MOST were asked for.
    """

    indicators: tuple[tuple[str, str], ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    category: str = ""
    claim: str = ""
    library: str = ""
    find: str = ""
    wrong: tuple[str, ...] = ()
    too_many: bool = False

    def query(
        self,
        *,
        indicators: tuple[tuple[str, str], ...] | None = None,
        places: tuple[tuple[str, str], ...] | None = None,
        **changes: str,
    ) -> str:
        """Write what is compared as "?i=rgph:water&p=hcp:01"; what was wrong is left out."""
        pairs = [("i", one) for one in (self.indicators if indicators is None else indicators)]
        pairs += [("p", one) for one in (self.places if places is None else places)]
        stated = [(name, ":".join(pair)) for name, pair in pairs]
        for name in _TEXTS:
            value = changes.get(name, getattr(self, name))
            if value:
                stated.append((name, value))
        return f"?{urlencode(stated, safe=':,')}" if stated else ""


_TEXTS: Mapping[str, Callable[[str], bool]] = {
    "category": _SOUND["category"],
    "claim": _SOUND["claim"],
    "library": _matches(_CODE),
}
_is_pair = _matches(f"{_CODE}:{_CODE}")
#: More of a list than this is not even read.
_READ = 40


def read_asked(query: QueryDict) -> Asked:
    """Read what is to be compared; what cannot be understood is told, not hidden."""
    wrong: list[str] = []
    lists: dict[str, tuple[tuple[str, str], ...]] = {}
    too_many = False
    for name in ("i", "p"):
        stated = [one.strip() for one in query.getlist(name)[:_READ] if one.strip()]
        wrong += [one[:60] for one in stated if not _is_pair(one)]
        pairs = dict.fromkeys(_pair(one) for one in stated if _is_pair(one))
        too_many |= len(pairs) > MOST or len(query.getlist(name)) > _READ
        lists[name] = tuple(pairs)[:MOST]
    texts = {name: query.get(name, "").strip() for name in _TEXTS}
    bad = [name for name, value in texts.items() if value and not _TEXTS[name](value)]
    wrong += [texts[name][:60] for name in bad]
    return Asked(
        indicators=lists["i"],
        places=lists["p"],
        find=query.get("find", "").strip()[:100],
        wrong=tuple(wrong),
        too_many=too_many,
        **{name: "" if name in bad else value for name, value in texts.items()},
    )


def _pair(text: str) -> tuple[str, str]:
    before, _, after = text.partition(":")
    return before, after
