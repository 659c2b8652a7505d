"""The index follows acts after they are committed; running one twice, or late, changes nothing."""

from __future__ import annotations

from django_tasks import task

from athar.plans.queries import published_plans
from athar.search import actions
from athar.search.gathering import plans_naming
from athar.trail.models import Change, Event

OF_A_PLAN = (
    *("plan.imported", "plan.version_published", "plan.amended", "plan.edited"),
    *("agreements.imported", "import.undone"),
)
OF_BODIES = ("organisations.put",)
OF_PLACES = ("place.spelling_learned",)
OF_REFERENCE = ("places.loaded", "themes.loaded")
OF_INDICATORS = ("indicators.put", "library.put")
OF_EXPERIENCES = ("experience.published",)


@task
def follow_plan(event_id: int) -> None:
    """Find what a plan now promises, and the bodies that have a part in it."""
    subject = Event.objects.values_list("subject", flat=True).get(pk=event_id)
    actions.index_plan(plan_id=int(subject.removeprefix("plan:")))
    actions.index_bodies()
    actions.index_indicators()


@task
def follow_bodies(event_id: int) -> None:
    """Find bodies, and what they have a part in, by what they are called now."""
    actions.index_bodies()
    touched = Change.objects.filter(event=event_id, subject__startswith="organisation:")
    keys = [int(one.partition(":")[2]) for one in touched.values_list("subject", flat=True)]
    for plan_id in plans_naming(keys):
        actions.index_plan(plan_id=plan_id)


@task
def follow_places(event_id: int) -> None:
    """Find places by the spellings now known."""
    actions.index_places()


@task
def follow_reference(event_id: int) -> None:
    """Find places, and what lies in them or belongs to a theme, by the names now known."""
    actions.index_places()
    for plan in published_plans():
        actions.index_plan(plan_id=plan.id)


@task
def follow_indicators(event_id: int) -> None:
    """Find indicators by what they are called and defined as now."""
    actions.index_indicators()


@task
def follow_experiences(event_id: int) -> None:
    """Find experiences by what their newest version tells."""
    actions.index_experiences()
