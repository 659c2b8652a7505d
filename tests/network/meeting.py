"""Three plans that meet: one of the country, one of a region, one of a province; all invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from athar.kernel.progress import DeclaredStatus
from athar.kernel.text import Translated
from athar.network.models import Member
from athar.plans.actions import (
    publish_amendment,
    publish_first_version,
    put_commitments,
    put_plan,
)
from athar.plans.drafts import CommitmentDraft
from athar.plans.enums import PlanKind
from athar.plans.models import Commitment, CommitmentTheme, Plan
from athar.reference.models import Place, Theme
from athar.reporting.actions import publish_reports
from athar.reporting.drafts import ReportDraft
from tests import cast

AREA = Translated(ar="البيانات المفتوحة", fr="Données ouvertes", en="Open data")


@dataclass(frozen=True, slots=True)
class Meeting:
    """The keys of the plans and of their commitments, N-1, N-2, R-1, C-1."""

    plans: Mapping[str, int]
    keys: Mapping[str, int]


def put_member() -> Member:
    """Store the country as a member, its place above those of the small plan."""
    place, _made = Place.objects.get_or_create(
        scheme="iso3166",
        code="MAR",
        defaults={"kind": "country", "path": "/MAR/", "names": {"ar": "المغرب", "fr": "Maroc"}},
    )
    return Member.objects.get_or_create(code="MAR", defaults={"kind": "state", "place": place})[0]


def meet(progress: Mapping[str, int] | None = None) -> Meeting:
    """Publish the three plans; the first national and the regional commitment share an area."""
    cast.put_bodies()
    places = {"NAP": put_member().place_id, **cast.put_places()}
    spots = {"NAP": places["NAP"], "RAP": places["01"], "CAP": places["01.151"]}
    plans = {
        name: _plan(name, PlanKind.NATIONAL_ACTION_PLAN if name == "NAP" else None, place)
        for name, place in spots.items()
    }
    _commit(plans["NAP"], "N-1", "N-2")
    _commit(plans["RAP"], "R-1")
    _commit(plans["CAP"], "C-1")
    for plan_id in plans.values():
        publish_first_version(by=None, plan_id=plan_id)
    keys = dict(Commitment.objects.filter(plan__in=plans.values()).values_list("code", "pk"))
    theme = Theme.objects.create(
        taxonomy="ogp-policy-area", version="2024", code="open-data", names=AREA, position=1
    )
    for code in ("N-1", "R-1"):
        CommitmentTheme.objects.create(commitment_id=keys[code], theme=theme)
    for code, value in (progress or {}).items():
        _report(plans, code, value)
    return Meeting(plans, keys)


def contribute(met: Meeting, plan: str, code: str, target: str, share: Decimal | None = None):
    """State in the next version of a plan what one of its commitments does for another."""
    draft = CommitmentDraft(code=code, title=_title(code), contributions={met.keys[target]: share})
    put_commitments(by=None, plan_id=met.plans[plan], drafts=[draft], complete=False)
    publish_amendment(
        by=None, plan_id=met.plans[plan], why="x", changed_commitment_ids=[met.keys[code]]
    )


def _plan(name: str, kind: PlanKind | None, place_id: int) -> int:
    kind = kind or PlanKind.LOCAL_ACTION_PLAN
    code = put_plan(by=None, draft=replace(cast.PLAN, code=name, kind=kind))
    Plan.objects.filter(pk=code).update(place_id=place_id)
    return code


def _title(code: str) -> Translated:
    return Translated(fr=f"Engagement {code}", en=f"Engagement {code}")


def _commit(plan_id: int, *codes: str) -> None:
    drafts = [CommitmentDraft(code=code, title=_title(code)) for code in codes]
    put_commitments(by=None, plan_id=plan_id, drafts=drafts, complete=True)


def _report(plans: Mapping[str, int], code: str, physical: int) -> None:
    plan = {"N": "NAP", "R": "RAP", "C": "CAP"}[code[0]]
    report = ReportDraft(
        commitment_code=code,
        as_of_on=dt.date(2025, 6, 30),
        declared_status=DeclaredStatus.ON_TRACK,
        physical=Decimal(physical),
    )
    publish_reports(by=None, plan_id=plans[plan], drafts=[report], source={"name": "test"})
