"""What day and what time it is."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from athar.kernel import clock


@pytest.fixture(autouse=True)
def _running_clock():
    setting = (clock._setting.zone, clock._setting.frozen)
    clock.set_frozen(None)
    clock.set_time_zone("UTC")

    yield

    clock._setting.zone, clock._setting.frozen = setting


def test_today_is_the_frozen_day():
    clock.set_frozen(date(2025, 10, 15))

    assert (clock.today(), clock.is_frozen()) == (date(2025, 10, 15), True)


def test_today_runs_again_after_the_thaw():
    clock.set_frozen(date(2001, 1, 1))

    clock.set_frozen(None)

    assert (clock.today() > date(2025, 1, 1), clock.is_frozen()) == (True, False)


def test_now_is_the_real_time_in_utc():
    before = datetime.now(UTC)

    moment = clock.now()

    assert before <= moment <= datetime.now(UTC)
    assert moment.tzinfo is UTC


def test_now_keeps_the_real_time_of_day_on_a_frozen_day():
    clock.set_frozen(date(2025, 10, 15))
    real = datetime.now(UTC)

    moment = clock.now()

    passed = (moment - datetime.combine(date(2025, 10, 15), real.timetz())) % timedelta(days=1)
    assert (moment.date(), passed < timedelta(minutes=1)) == (date(2025, 10, 15), True)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Africa/Casablanca"])
def test_now_on_a_frozen_day_is_that_day_in_the_zone(zone):
    clock.set_time_zone(zone)
    clock.set_frozen(date(2025, 10, 15))

    assert clock.now().astimezone(ZoneInfo(zone)).date() == clock.today()


def test_today_follows_the_time_zone():
    clock.set_time_zone("Pacific/Kiritimati")
    east = clock.today()
    clock.set_time_zone("Pacific/Pago_Pago")

    west = clock.today()

    assert east > west


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "../etc/passwd", "Africa"])
def test_set_time_zone_refuses_what_is_no_zone(name):
    with pytest.raises(ValueError, match="There is no time zone"):
        clock.set_time_zone(name)


def test_days_that_have_passed_are_lived_through_and_left_again():
    clock.set_frozen(date(2025, 10, 15))

    with clock.on_days() as turn_to:
        seen = []
        for day in (date(2024, 9, 16), date(2025, 1, 31), date(2026, 1, 1)):
            turn_to(day)
            seen.append(clock.today())

    assert seen == [date(2024, 9, 16), date(2025, 1, 31), date(2025, 10, 15)]
    assert clock.today() == date(2025, 10, 15)


def test_the_calendar_runs_again_after_days_that_failed():
    def fail():
        with clock.on_days() as turn_to:
            turn_to(date(2024, 9, 16))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert not clock.is_frozen()
