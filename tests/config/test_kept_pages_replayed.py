"""Whatever is written in whatever order, no worker answers a page that is not fresh."""

import datetime as dt
import random
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.handlers.wsgi import WSGIHandler
from django.db.models import F

from athar.config import keeping
from athar.config.keeping import KeptPages
from athar.indicators.actions import put_framework, record_measurements
from athar.indicators.drafts import PlannedDraft, ResultLineDraft
from athar.indicators.enums import PlannedKind
from athar.kernel import clock
from athar.kernel.progress import DeclaredStatus
from athar.kernel.text import Translated
from athar.people.actions import put_organisations
from athar.plans.actions import (
    publish_amendment,
    publish_first_version,
    put_commitments,
    put_plan,
)
from athar.reporting.actions import (
    close_round,
    publish_reports,
    reopen_round,
    return_report,
    save_report,
    start_report,
    submit_report,
    withdraw_reports,
)
from athar.reporting.drafts import ReportDraft
from athar.reporting.models import Assignment, Report, Round
from athar.trail.models import Event
from tests import cast
from tests.config.asking import ask
from tests.indicators.cast import set_up
from tests.reporting import cast as made

PLAN = f"/plans/{cast.PLAN.code}"
OTHER = replace(cast.PLAN, code="PDR-SUD-2022-2027", title=Translated(ar="برنامج الجنوب"))
PATHS = (
    *("/", "/plans", "/places", "/places/hcp/01", "/places/hcp/01.151", "/methods"),
    *(PLAN, f"{PLAN}?by=lead", f"{PLAN}/nodes/A1", f"{PLAN}/nodes/A2", f"{PLAN}/commitments"),
    *(f"{PLAN}/punctuality", f"{PLAN}/changes"),
    *(f"{PLAN}/commitments?status=on_track", f"{PLAN}/commitments/PDR-001"),
    *(f"{PLAN}/commitments/PDR-002", f"{PLAN}/computed/physical", f"{PLAN}/computed/statuses"),
    *(f"/plans/{OTHER.code}", "/indicators", "/indicators/shared/water"),
)
ADDRESSES = (
    *(f"/{lang}{path}" for path in PATHS for lang in ("ar", "fr")),
    *(f"/en{PLAN}.json", f"/en{PLAN}/commitments.json", f"/en{PLAN}/commitments/PDR-001.json"),
    *("/en.json", "/en/plans.json", "/sitemap.xml", "/robots.txt"),
)


def _keys(one):
    return {"round_id": one.round_id, "commitment_id": one.commitment_id}


CODES = ("PDR-001", "PDR-002", "PDR-003")


class World:
    """What may happen to an installation, one thing after another."""

    def __init__(self, plan, chance):
        self.plan, self.chance = plan, chance
        self.results = set_up(plan)
        self.aim()

    def happen(self):
        """Let one thing happen, and say which."""
        act = self.chance.choice(
            (
                *(self.report, self.withdraw, self.amend, self.rename, self.publish_other),
                *(self.sleep, self.measure, self.measure, self.aim),
                *(self.ask_for_reports, self.hand_in, self.send_back, self.end_round),
            )
        )
        act()
        return act.__name__

    def report(self):
        draft = ReportDraft(
            commitment_code=self.chance.choice(CODES),
            as_of_on=clock.today() - dt.timedelta(days=self.chance.randrange(90)),
            declared_status=self.chance.choice((DeclaredStatus.DELAYED, DeclaredStatus.ON_TRACK)),
            physical=Decimal(self.chance.randrange(100)),
        )
        publish_reports(by=None, plan_id=self.plan.id, drafts=[draft], source={"name": "test"})

    def withdraw(self):
        published = Event.objects.filter(kind="reports.published").order_by("-pk")
        event = self.chance.choice(published)
        withdraw_reports(by=None, plan_id=self.plan.id, event_id=event.pk, reason="wrong file")

    def amend(self):
        drafts = cast.commitment_drafts(cast.put_places())
        code = self.chance.choice(CODES)
        amount = Decimal(self.chance.randrange(10**6))
        changed = [replace(one, amount=amount) for one in drafts if one.code == code]
        put_commitments(by=None, plan_id=self.plan.id, drafts=changed, complete=False)
        with_amendment = {"changed_commitment_ids": [self.plan.commitments[code]]}
        publish_amendment(by=None, plan_id=self.plan.id, why="prices", **with_amendment)

    def measure(self):
        code, year = self.chance.choice(("water", "connected")), self.chance.randrange(2023, 2026)
        draft = self.results.value(code, period=str(year), value=Decimal(self.chance.randrange(99)))
        record_measurements(by=None, drafts=[draft], reason="counted again")

    def aim(self):
        target = PlannedDraft(
            kind=PlannedKind.TARGET, period="2027", value=Decimal(self.chance.randrange(50, 99))
        )
        line = ResultLineDraft(
            indicator=("shared", "water"),
            place_id=self.results.places["01"],
            node_code="A1",
            planned=(target,),
        )
        put_framework(by=None, plan_id=self.plan.id, drafts=[line], reason="aimed higher")

    def rename(self):
        names = Translated(ar=f"وزارة {self.chance.random()}")
        put_organisations(by=None, drafts=[replace(cast.BODIES[1], names=names)])

    def publish_other(self):
        other = put_plan(by=None, draft=OTHER)
        (first, *_others) = cast.commitment_drafts(cast.put_places())
        draft = replace(first, node_code=None)
        put_commitments(by=None, plan_id=other, drafts=[draft], complete=False)
        try:
            publish_first_version(by=None, plan_id=other)
        except ValidationError:  # it was published before
            return

    def ask_for_reports(self):
        today = clock.today()
        days = {"start_on": today, "end_on": today, "opens_on": today, "due_on": today}
        if not Round.objects.filter(plan=self.plan.id, end_on__gte=today).exists():
            made.a_round(self.plan, code=f"R{Round.objects.count()}", **days)

    def hand_in(self):
        owed = Assignment.objects.filter(round__closed_at=None).exclude(
            commitment__reports__round=F("round")
        )
        one = owed.order_by("pk").first()
        if one is None:
            return
        by = {"by": None, "report_id": start_report(by=None, **_keys(one))}
        save_report(**by, version=1, changes=made.HELD_UP)
        with suppress(ValidationError):  # what became of an earlier action is not said
            submit_report(**by, version=2)

    def send_back(self):
        row = Report.objects.filter(state="submitted").order_by("pk").first()
        if row is not None:
            return_report(by=None, report_id=row.pk, version=row.version, note="again")

    def end_round(self):
        row = Round.objects.order_by("pk").last()
        if row is None:
            return
        if not close_round(by=None, round_id=row.pk):
            due_on = clock.today() + dt.timedelta(days=20)
            reopen_round(by=None, round_id=row.pk, reason="floods", due_on=due_on)

    def sleep(self):
        clock.set_frozen(clock.today() + dt.timedelta(days=self.chance.randrange(1, 200)))


@pytest.mark.parametrize("seed", [1, 2])
def test_two_workers_answer_fresh_pages_only(plan, frozen_day, monkeypatch, seed):
    monkeypatch.setattr(keeping, "FRESH", 0.0)
    django, chance = WSGIHandler(), random.Random(seed)
    workers = [KeptPages(django, 10**8) for _ in range(2)]
    world, story = World(plan, chance), []

    for _ in range(12):
        story.append(world.happen())
        for address in chance.sample(ADDRESSES, 12):
            kept = ask(chance.choice(workers), address)
            assert kept.body == ask(django, address).body, (address, story)

    for worker in workers:
        stale = [one for one in ADDRESSES if ask(worker, one).body != ask(django, one).body]
        assert stale == [], story
