"""A small world for roll-ups: one region, two provinces, three communes, three bodies, one plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction

from athar.finance.models import Execution, FundingLine
from athar.kernel import clock
from athar.people.models import Organisation
from athar.plans.enums import PlanKind
from athar.plans.models import (
    Commitment,
    CommitmentBody,
    CommitmentPlace,
    CommitmentTheme,
    Node,
    Plan,
)
from athar.reference.models import Place, Theme
from athar.reporting.models import Report
from athar.trail import actions as trail
from athar.trail.actions import Touched
from athar.trail.models import Event

MILLION = Decimal(1_000_000)
JUNE = dt.date(2025, 6, 30)


@dataclass
class World:
    plan: Plan
    places: dict[str, Place]
    bodies: dict[str, Organisation]
    themes: dict[str, Theme]
    nodes: dict[str, Node]
    commitments: dict[str, Commitment] = field(default_factory=dict)


def make_world(code: str = "PDR", *, version: int = 1, **plan: object) -> World:
    places = _places()
    bodies = {
        key: Organisation.objects.get_or_create(code=key, defaults={"names": {"fr": key}})[0]
        for key in ("REG", "ONEE", "MEE")
    }
    made = Plan.objects.create(
        code=code,
        kind=PlanKind.REGIONAL_DEVELOPMENT_PROGRAMME,
        title={"ar": "برنامج", "fr": f"Programme {code}"},
        owner=bodies["REG"],
        place=places["01"],
        start_on=dt.date(2022, 1, 1),
        end_on=dt.date(2027, 12, 31),
        current_version=version,
        **plan,
    )
    return World(made, places, bodies, _themes(), _nodes(made))


def _places() -> dict[str, Place]:
    places: dict[str, Place] = {}
    for code, parent, kind in (
        ("MAR", "", "country"),
        ("04", "MAR", "region"),
        ("01", "MAR", "region"),
        ("01.1", "01", "province"),
        ("01.2", "01", "province"),
        ("01.1.1", "01.1", "commune"),
        ("01.1.2", "01.1", "commune"),
        ("01.2.1", "01.2", "commune"),
    ):
        above = places.get(parent)
        places[code] = Place.objects.get_or_create(
            scheme="hcp",
            code=code,
            defaults={
                "kind": kind,
                "parent": above,
                "path": f"{above.path if above else '/'}{code}/",
                "names": {"fr": code},
            },
        )[0]
    return places


def _themes() -> dict[str, Theme]:
    themes: dict[str, Theme] = {}
    for code, parent in (("6", None), ("6.1", "6")):
        themes[code] = Theme.objects.get_or_create(
            taxonomy="sdg",
            version="2015",
            code=code,
            defaults={"parent": themes.get(parent), "names": {"fr": code}, "position": 1},
        )[0]
    return themes


def _nodes(plan: Plan) -> dict[str, Node]:
    nodes: dict[str, Node] = {}
    for position, (code, parent, level) in enumerate(
        (("A1", "", 0), ("P01", "A1", 1), ("P02", "A1", 1), ("A2", "", 0), ("P03", "A2", 1))
    ):
        above = nodes.get(parent)
        nodes[code] = Node.objects.create(
            plan=plan,
            code=code,
            level=level,
            parent=above,
            path=f"{above.path if above else ''}{code}/",
            title={"fr": f"Titre {code}"},
            position=position,
        )
    return nodes


def add_commitment(
    world: World,
    code: str,
    *,
    node: str | None = "P01",
    amount: int | None = 10,
    places: tuple[str, ...] = (),
    leads: tuple[str, ...] = (),
    funding: dict[str, int] | None = None,
    themes: tuple[str, ...] = (),
    start: dt.date | None = dt.date(2024, 1, 1),
    end: dt.date | None = dt.date(2025, 12, 31),
    **other: object,
) -> Commitment:
    """Store a commitment; amounts in millions."""
    made = Commitment.objects.create(
        plan=world.plan,
        node=world.nodes[node] if node else None,
        code=code,
        position=len(world.commitments),
        amount=None if amount is None else amount * MILLION,
        **{
            "title": {"ar": f"مشروع {code}", "fr": f"Projet {code}"},
            "planned_start_on": start,
            "planned_end_on": end,
            "first_planned_start_on": start,
            "first_planned_end_on": end,
            **other,
        },
    )
    for place in places:
        CommitmentPlace.objects.create(commitment=made, place=world.places[place])
    for body in leads:
        CommitmentBody.objects.create(
            commitment=made, organisation=world.bodies[body], role="owner"
        )
    for body, millions in (funding or {}).items():
        FundingLine.objects.create(
            commitment=made, funder=world.bodies[body], amount=millions * MILLION
        )
    for theme in themes:
        CommitmentTheme.objects.create(commitment=made, theme=world.themes[theme])
    world.commitments[code] = made
    return made


def imported(world: World) -> None:
    """Let the figures follow, as after an import of the plan."""
    with transaction.atomic():
        trail.record(kind="plan.imported", by=None, subject=f"plan:{world.plan.pk}")


def report(
    world: World,
    code: str,
    *,
    on: dt.date = JUNE,
    status: str = "",
    physical: int | str | None = None,
    committed: int | None = None,
    paid: int | None = None,
    validated: bool = False,
    **other: object,
) -> Report:
    """Publish a report of one commitment; amounts in millions, running totals."""
    commitment = world.commitments[code]
    with transaction.atomic():
        Report.objects.filter(commitment=commitment).update(is_current=False)
        made = Report.objects.create(
            state="published",
            published_at=clock.now(),
            event=Event.objects.create(
                kind="test.published", subject="", actor_name="", recorded_at=clock.now()
            ),
            is_current=True,
            commitment=commitment,
            as_of_on=on,
            declared_status=status,
            physical=None if physical is None else Decimal(physical),
            claim="validated" if validated else "declared",
            validated_at=clock.now() if validated else None,
            author_name="Service de suivi",
            **other,
        )
        for kind, millions in (("committed", committed), ("paid", paid)):
            if millions is not None:
                Execution.objects.create(
                    commitment=commitment,
                    kind=kind,
                    on=on,
                    amount=millions * MILLION,
                    stated_in=f"report:{made.pk}",
                )
        _publish(made, commitment)
    return made


def _publish(made: Report, commitment: Commitment) -> None:
    trail.record(
        kind="reports.published",
        by=None,
        subject=f"plan:{commitment.plan_id}",
        touched=[Touched(f"commitment:{commitment.pk}", None, {"report": made.pk})],
        publishes=True,
    )
