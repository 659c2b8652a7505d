"""What an address asks of an indicator: the place, the part of the whole, the period."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import quote

from django.core.exceptions import BadRequest

from athar.indicators.enums import ResultLevel
from athar.kernel.periods import NotAPeriod, parse_period

_PLACE = re.compile(r"[A-Za-z0-9-]{1,20}:[A-Za-z0-9._-]{1,20}")
_CATEGORY = re.compile(r"[a-z0-9_=,-]{0,200}")
_PERIOD = re.compile(r"[0-9A-Z/-]{4,21}")
_SLUG = re.compile(r"[a-z0-9_-]{1,40}")
_GOAL = re.compile(r"1[0-7]|[1-9]")
_LONGEST_TEXT = 200


@dataclass(frozen=True, slots=True)
class Choices:
    """What a reader chose; "" leaves it to the page. `place` is "scheme:code"."""

    place: str = ""
    category: str | None = None
    period: str = ""
    by: str = ""
    as_of: str = ""

    def query(self, **changes: str | None) -> str:
        """Write these choices, some changed, as "?place=hcp:01"; "" when there are none."""
        changed = replace(self, **changes)  # type: ignore[arg-type]  # names are ours
        given = [(one.name, getattr(changed, one.name)) for one in fields(self)]
        stated = [f"{name}={quote(value, safe=':=,')}" for name, value in given if value]
        if changed.category == "":
            stated.append("category=")
        return f"?{'&'.join(stated)}" if stated else ""


_SOUND = {"place": _PLACE, "category": _CATEGORY, "period": _PERIOD, "by": _SLUG}


def read_choices(query: Mapping[str, str]) -> Choices:
    """Read the choices of an address.

    Errors: BadRequest for what cannot be a choice at all.
    """
    found: dict[str, str] = {}
    for name, sound in _SOUND.items():
        value = query.get(name)
        if value is None or (value == "" and name != "category"):
            continue
        if not sound.fullmatch(value):
            raise BadRequest(f"{name}={value[:40]!r} is no choice of this page")
        found[name] = value
    if "period" in found and not _is_period(found["period"]):
        raise BadRequest("this is no period")
    return Choices(as_of=query.get("as_of", "").strip(), **found)


def _is_period(code: str) -> bool:
    try:
        return parse_period(code).code == code
    except NotAPeriod:
        return False


@dataclass(frozen=True, slots=True)
class ListChoices:
    """What a reader chose of the list of indicators: one text per filter, and the page."""

    q: str = ""
    level: str = ""
    goal: str = ""
    page: int = 1

    def query(self, **changes: str | int) -> str:
        """Write these choices, some changed; a change of a filter leads back to the first page."""
        first: dict[str, str | int] = {"page": 1} if changes else {}
        changed = replace(self, **{**first, **changes})  # type: ignore[arg-type]  # names are ours
        given = [(one.name, getattr(changed, one.name)) for one in fields(self)]
        stated = [f"{name}={quote(str(value))}" for name, value in given if value and value != 1]
        return f"?{'&'.join(stated)}" if stated else ""


def read_list_choices(query: Mapping[str, str]) -> ListChoices:
    """Read the choices of the list.

    Errors: BadRequest for what cannot be a choice at all.
    """
    q, level, goal, page = (query.get(name, "").strip() for name in ("q", "level", "goal", "page"))
    is_text = len(q) <= _LONGEST_TEXT and q.isprintable()
    is_level = not level or level in ResultLevel.values
    is_goal = not goal or _GOAL.fullmatch(goal)
    if not (is_text and is_level and is_goal and re.fullmatch(r"[1-9]\d{0,5}|", page, re.ASCII)):
        raise BadRequest("this is no choice of the list of indicators")
    return ListChoices(q, level, goal, int(page or 1))
