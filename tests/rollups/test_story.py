"""What was published, act by act: public facts of published plans, nothing else."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from athar.kernel import clock
from athar.plans.actions import publish_amendment, put_commitments
from athar.reference.models import Place
from athar.reporting.actions import publish_reports, withdraw_reports
from athar.reporting.drafts import ReportDraft
from athar.rollups.queries import (
    StoryFilter,
    project_labels,
    projects_of_publication,
    story,
)
from athar.trail.models import Event
from athar.trail.queries import last_publication_number
from tests import cast

pytestmark = pytest.mark.django_db


def amend(plan, code="PDR-001", **changes):
    drafts = {one.code: one for one in cast.commitment_drafts(cast.put_places())}
    draft = replace(drafts[code], **changes)
    put_commitments(by=None, plan_id=plan.id, drafts=[draft], complete=False)
    ids = [plan.commitments[code]]
    publish_amendment(by=None, plan_id=plan.id, why="Prices", changed_commitment_ids=ids)


def report(plan, *codes, physical=90):
    drafts = [
        ReportDraft(
            commitment_code=code,
            as_of_on=dt.date(2025, 7, 1),
            physical=Decimal(physical),
            narrative={"fr": "Un récit"},
        )
        for code in codes
    ]
    publish_reports(by=None, plan_id=plan.id, drafts=drafts, source={})


def kinds(told):
    return [one.kind.partition(".")[2] for one in told.publications]


def test_a_story_runs_from_the_first_version_on(plan):
    amend(plan, amount=Decimal(7))
    report(plan, "PDR-001")

    told = story()

    assert kinds(told) == ["published", "amended", "version_published"]
    (project,) = told.publications[1].projects
    assert (project.project.code, project.after) == ("PDR-001", {"amount": "7.00"})
    assert (told.publications[2].projects, told.publications[2].n_projects) == ((), 5)
    assert told.publications[1].amendment.why == "Prices"


def test_of_reports_only_figures_dates_and_statuses_are_told(plan):
    report(plan, "PDR-001")

    (project,) = story(limit=1).publications[0].projects

    assert set(project.after) <= {
        "as_of_on",
        "physical",
        "declared_status",
        "paid",
        "committed",
    } | {
        "actual_start_on",
        "actual_end_on",
        "forecast_end_on",
    }
    assert (project.before["physical"], project.after["physical"]) == ("80.00", "90.00")


def test_a_withdrawal_is_told(plan):
    report(plan, "PDR-001")
    act = Event.objects.filter(kind="reports.published").order_by("-pk").first()
    withdraw_reports(by=None, plan_id=plan.id, event_id=act.pk, reason="Mistaken")

    one = story(limit=1).publications[0]

    assert (one.kind, one.projects[0].after) == ("reports.withdrawn", None)


def test_a_draft_has_no_story():
    cast.draft_plan()

    assert story().publications == ()


@pytest.mark.parametrize("n", [1, 3])
def test_a_story_takes_the_same_queries(plan, n, django_assert_num_queries):
    for physical in range(n):
        report(plan, *list(plan.commitments)[:n], physical=90 + physical)

    with django_assert_num_queries(6):
        told = story()

    assert len(told.publications) == n + 1


def test_older_publications_are_a_page_away(plan):
    for physical in (91, 92, 93):
        report(plan, "PDR-001", physical=physical)

    first = story(limit=2)
    second = story(before=first.older, limit=2)

    last = last_publication_number()
    assert [one.number for one in first.publications] == [last, last - 1]
    assert [one.number for one in second.publications] == [last - 2, last - 3]
    assert (first.older, second.older) == (last - 1, None)


def test_a_place_hears_only_of_its_own_projects(plan):
    report(plan, "PDR-001", "PDR-002")
    report(plan, "PDR-001", physical=95)
    place = Place.objects.get(code="01.511")

    told = story(StoryFilter(plan_id=plan.id, place_id=place.pk))

    assert [one.n_projects for one in told.publications] == [1, 1]
    assert [one.project.code for one in told.publications[0].projects] == ["PDR-002"]


def test_a_month_holds_what_was_published_in_it(plan):
    clock.set_frozen(dt.date(2025, 7, 31))
    report(plan, "PDR-001")

    july = story(StoryFilter(month=dt.date(2025, 7, 1)))
    august = story(StoryFilter(month=dt.date(2025, 8, 1)))

    assert (kinds(july), kinds(august)) == (["published"], [])


def test_a_publication_names_every_project_of_its_version(plan):
    amend(plan, amount=Decimal(7))

    (project,) = projects_of_publication(last_publication_number())

    assert (project.before, project.after) == ({"amount": "1250000.50"}, {"amount": "7.00"})
    assert projects_of_publication(1) == ()


def test_a_project_that_no_version_holds_has_no_label():
    draft = cast.draft_plan()

    assert project_labels(draft.commitments.values()) == {}
