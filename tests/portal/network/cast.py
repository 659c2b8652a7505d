"""The small network with plans of its members; every figure here is invented."""

from __future__ import annotations

import datetime as dt

from athar.plans.models import Plan
from athar.reference.models import Place, Theme
from tests.network import cast
from tests.rollups.worlds import World, add_commitment, imported, make_world, report


def plan_of(code: str, place: tuple[str, str], start: int, end: int, n: int) -> World:
    """Publish a plan of a place over some years, with commitments called after it."""
    made = make_world(code)
    home = Place.objects.get(scheme=place[0], code=place[1])
    Plan.objects.filter(pk=made.plan.pk).update(
        place=home,
        kind="national_action_plan",
        weight_rule="equal",
        start_on=dt.date(start, 1, 1),
        end_on=dt.date(end, 12, 31),
    )
    made.plan.refresh_from_db()
    for number in range(1, n + 1):
        add_commitment(made, f"{code}-{number}")
    return made


def area(code: str) -> Theme:
    """Register a policy area."""
    known = {"taxonomy": "ogp-policy-area", "version": "2024", "code": code}
    names = {"ar": f"مجال {code}", "fr": f"Domaine {code}", "en": f"Area {code}"}
    return Theme.objects.get_or_create(**known, defaults={"names": names, "position": 1})[0]


def put_network() -> dict[str, World]:
    """List the members and publish their plans, by code: Morocco's second one is in force."""
    cast.network()
    morocco = ("iso3166", "MAR")
    made = {
        "MA-2021": plan_of("MA-2021", morocco, 2021, 2023, 3),
        "MA-2024": plan_of("MA-2024", morocco, 2024, 2027, 2),
        "TN-2021": plan_of("TN-2021", ("iso3166", "TUN"), 2021, 2023, 1),
        "MA-N-2025": plan_of("MA-N-2025", ("hcp", "01"), 2025, 2026, 1),
    }
    opened = area("open-data")
    for world in made.values():
        first = next(iter(world.commitments.values()))
        first.themes.create(theme=opened)
        imported(world)
    report(made["MA-2024"], "MA-2024-1", physical=40)
    return made
