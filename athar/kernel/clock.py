"""What day and what time it is: the real ones, or a frozen day for demo and tests."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


@dataclass(slots=True)
class _Setting:
    zone: ZoneInfo
    frozen: date | None = None


_setting = _Setting(zone=ZoneInfo("UTC"))


def today() -> date:
    """Give the day it is in the set time zone, or the frozen day."""
    return _setting.frozen or datetime.now(_setting.zone).date()


def now() -> datetime:
    """Give the time in UTC; on a frozen day, the real time of day in the set zone on that day."""
    local = datetime.now(_setting.zone)
    if _setting.frozen is not None:
        local = datetime.combine(_setting.frozen, local.time(), tzinfo=_setting.zone)
    return local.astimezone(UTC)


def set_frozen(day: date | None) -> None:
    """Stop the calendar at `day`; None lets it run again."""
    _setting.frozen = day


def is_frozen() -> bool:
    """Tell whether the calendar stands still."""
    return _setting.frozen is not None


@contextmanager
def on_days() -> Iterator[Callable[[date], None]]:
    """Live through days that have passed: give what turns the calendar to one, and come back.

    A day still to come leaves the calendar where it stands.
    """
    before, last = _setting.frozen, today()

    def turn_to(day: date) -> None:
        set_frozen(min(day, last))

    try:
        yield turn_to
    finally:
        set_frozen(before)


def set_time_zone(name: str) -> None:
    """Set the time zone in which days begin (IANA name, such as Africa/Casablanca).

    Errors: ValueError when there is no such zone.
    """
    try:
        _setting.zone = ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:
        raise ValueError(f"There is no time zone called {name!r}.") from error
