"""Undoing an import is refused: no import, undone already, changed since, nobody who may."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from athar.evidence.actions import attach_link
from athar.intake.models import RestorePoint
from athar.kernel import clock
from athar.kernel.periods import format_date
from athar.kernel.text import Translated
from athar.trail.models import Event
from tests.intake import agreements_small, returns_small
from tests.intake.small import DAM, DEARER_ROAD, ROWS, SCHOOL
from tests.intake.undoing_small import (
    CHANGED_DAM,
    rows,
    take,
    undo,
)

pytestmark = pytest.mark.django_db

LINK = "https://example.org/"
CHANGED = "The plan PDR-NORD changed after this import, so that it cannot be undone any more"


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def refused(event_ids, **more):
    before = rows()
    with pytest.raises(ValidationError) as error:
        undo(event_ids, **more)
    assert rows() == before
    return error.value


def test_what_is_no_import_is_refused(published):
    error = refused([Event.objects.get(kind="plan.version_published").pk])

    assert error.code == "unknown_import"


def test_undoing_twice_is_refused(published, editor):
    event_ids = take(DEARER_ROAD, DAM, SCHOOL, by=editor, reason="Prices")
    undo(event_ids, by=editor)

    assert refused(event_ids, by=editor).code == "already_undone"


def test_undoing_the_import_of_a_removed_plan_twice_is_refused():
    event_ids = take(*ROWS)
    undo(event_ids)

    assert refused(event_ids).code == "already_undone"


@pytest.mark.parametrize("reason", ["", " "])
def test_undoing_says_why(drafted, reason):
    (event_id,) = take(DEARER_ROAD, DAM, SCHOOL)

    assert refused([event_id], reason=reason).code == "reason_missing"


def test_undoing_what_is_published_needs_somebody_who_decides(published, editor):
    event_ids = take(DEARER_ROAD, DAM, SCHOOL, by=editor, reason="Prices")

    assert refused(event_ids).code == "actor_missing"


def test_a_later_import_blocks_and_is_named(published, editor):
    event_ids = take(DEARER_ROAD, DAM, SCHOOL, by=editor, reason="Prices")
    take(DEARER_ROAD, CHANGED_DAM, SCHOOL, by=editor, reason="Dates")

    error = refused(event_ids, by=editor)

    (message,) = error.messages
    assert error.code == "changed_since"
    assert message == f"{CHANGED}: import of the plan on {format_date(clock.today(), lang='en')}."


def test_the_message_is_worded_for_whoever_reads_it(published, editor):
    event_ids = take(DEARER_ROAD, DAM, SCHOOL, by=editor, reason="Prices")
    take(DEARER_ROAD, CHANGED_DAM, SCHOOL, by=editor, reason="Dates")
    error = refused(event_ids, by=editor)

    with translation.override("fr"):
        (message,) = error.messages

    assert message.endswith(f"import du plan, le {format_date(clock.today(), lang='fr')}.")


def test_the_first_version_blocks_the_removal_of_its_plan(published):
    event_ids = [RestorePoint.objects.get().event_id]

    error = refused(event_ids)

    assert (error.code, "publication of the plan" in error.messages[0]) == ("changed_since", True)


def test_a_later_return_blocks_an_import_of_agreements(plan, people):
    (event_id,) = agreements_small.take(agreements_small.table(agreements_small.FRENCH)).event_ids
    returns_small.take(agreements_small.table(returns_small.FRENCH))

    assert refused([event_id], by=people.editor).code == "changed_since"


def test_who_may_not_undo_does_not_learn_what_changed_since(plan, people):
    (event_id,) = agreements_small.take(agreements_small.table(agreements_small.FRENCH)).event_ids
    returns_small.take(agreements_small.table(returns_small.FRENCH))

    with pytest.raises(PermissionDenied):
        undo([event_id], by=people.citizen)


def test_evidence_added_since_does_not_block(published, editor):
    event_ids = take(DEARER_ROAD, DAM, SCHOOL, by=editor, reason="Prices")
    shows = Translated(fr="Le procès-verbal")
    attach_link(by=None, subject=f"plan:{published.pk}", scope_keys=(), url=LINK, title=shows)

    assert undo(event_ids, by=editor).versions == {"PDR-NORD": 3}


@pytest.mark.parametrize(
    ("who", "may_plan", "may_return"),
    [
        ("editor", True, True),
        ("coordinator", False, True),
        ("manager", False, False),
        ("validator", False, False),
        ("evaluator", False, False),
        ("administrator", False, False),
        ("citizen", False, False),
        ("stranger", False, False),
    ],
)
def test_who_may_import_may_undo(plan, people, who, may_plan, may_return):
    agreements = agreements_small.take(agreements_small.table(agreements_small.FRENCH)).event_ids
    returns = returns_small.take(agreements_small.table(returns_small.FRENCH)).event_ids

    allowed = []
    for event_ids in (returns, agreements):
        try:
            undo(event_ids, by=getattr(people, who))
        except PermissionDenied:
            allowed.append(False)
            undo(event_ids, by=people.editor)
        else:
            allowed.append(True)

    assert allowed == [may_return, may_plan]
