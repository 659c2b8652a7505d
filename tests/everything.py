"""Every row there is: what is compared before and after an act that was refused."""

from __future__ import annotations

from athar.trail.models import Event
from athar.trail.refusing import REFUSED
from tests.once import rows_of_all_tables


def everything() -> dict[str, list[str]]:
    """Give every row there is, but for the record that an act was tried and refused."""
    rows = rows_of_all_tables()
    events = rows[Event._meta.db_table]
    rows[Event._meta.db_table] = [one for one in events if f", '{REFUSED}', " not in one]
    return {table: sorted(found) for table, found in rows.items()}


def n_acts() -> int:
    """Give how many acts were recorded, but for those that were refused."""
    return Event.objects.exclude(kind=REFUSED).count()


def refusals() -> list[tuple[int | None, list[str]]]:
    """Give who was refused and why, in the order it happened."""
    events = Event.objects.filter(kind=REFUSED).order_by("pk").values_list("by_id", "source")
    return [(by, source["why"]) for by, source in events]
