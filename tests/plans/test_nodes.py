"""The tree of groupings: added, moved with all below, removed only from a draft."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from athar.kernel.text import Translated
from athar.plans.actions import put_nodes
from athar.plans.drafts import Differences, NodeDraft
from athar.plans.models import Commitment, Node, Plan
from tests import cast


def paths():
    return list(Node.objects.order_by("path").values_list("path", flat=True))


def put(plan, *drafts, by=None, complete=True):
    return put_nodes(by=by, plan_id=plan.id, drafts=drafts, complete=complete)


AXIS, DAMS, WATER, ROADS = cast.NODES
ALL_PATHS = ["A1/", "A1/P01/", "A1/P02/", "A2/"]


def test_the_same_groupings_again_change_nothing(plan):
    assert (put(plan, *cast.NODES), paths()) == (Differences(), ALL_PATHS)


def test_a_grouping_is_added_under_another(plan):
    new = NodeDraft(code="P03", level=1, title=Translated(fr="Pistes"), parent_code="A2")

    differences = put(plan, *cast.NODES, new)

    (added,) = differences.added
    assert (added.subject, added.before) == (f"node:{Node.objects.get(code='P03').pk}", None)
    assert added.after == {
        "code": "P03",
        "level": 1,
        "path": "A2/P03/",
        "title": {"fr": "Pistes"},
    }


def test_a_change_is_written_over_the_same_grouping(plan):
    key = Node.objects.get(code="A1").pk

    differences = put(plan, replace(AXIS, title=Translated(fr="Eau potable")), complete=False)

    (changed,) = differences.changed
    assert (changed.subject, changed.before["title"], changed.after["title"]) == (
        f"node:{key}",
        {"ar": "الماء", "fr": "Eau"},
        {"fr": "Eau potable"},
    )
    assert Node.objects.get(code="A1").title == {"fr": "Eau potable"}


def test_a_grouping_that_only_changes_place_in_the_order_is_not_changed(plan):
    differences = put(plan, replace(WATER, position=7), complete=False)

    assert (differences, Node.objects.get(code="P02").position) == (Differences(), 7)


def test_what_stands_under_a_moved_grouping_moves_with_it(plan):
    Plan.objects.update(levels=[])
    top, middle, low = (
        NodeDraft(code=f"S{level}", level=level, title=Translated(fr="Sud"), parent_code=parent)
        for level, parent in enumerate((None, "S0", "S1"))
    )
    put(plan, top, middle, low, complete=False)

    differences = put(plan, replace(middle, parent_code="A2"), complete=False)

    assert [(one.code, one.before["path"], one.after["path"]) for one in differences.changed] == [
        ("S1", "S0/S1/", "A2/S1/"),
        ("S2", "S0/S1/S2/", "A2/S1/S2/"),
    ]
    assert paths() == [*ALL_PATHS, "A2/S1/", "A2/S1/S2/", "S0/"]


def test_groupings_of_a_published_plan_stay(plan):
    assert (put(plan, AXIS, DAMS), paths()) == (Differences(), ALL_PATHS)


def test_a_draft_loses_groupings_and_their_commitments_stand_under_the_plan(draft_plan):
    differences = put(draft_plan, ROADS)

    assert [(one.code, one.after) for one in differences.gone] == [
        ("A1", None),
        ("P01", None),
        ("P02", None),
    ]
    assert paths() == ["A2/"]
    assert Commitment.objects.get(code="PDR-001").node is None


def test_codes_too_long_together_are_refused(plan):
    long = [
        NodeDraft(
            code=f"{level}" * 40,
            level=level,
            title=Translated(fr="Titre"),
            parent_code=f"{level - 1}" * 40 if level else None,
        )
        for level in range(10)
    ]
    Plan.objects.update(levels=[])

    with pytest.raises(ValidationError) as refused:
        put(plan, *long)

    assert (refused.value.code, paths()) == ("path_too_long", ALL_PATHS)


def test_refused_groupings_change_nothing(plan):
    with pytest.raises(ValidationError) as refused:
        put(plan, replace(AXIS, title=Translated(fr="Autre")), replace(DAMS, level=0))

    assert [one.code for one in refused.value.error_list] == ["wrong_level"]
    assert Node.objects.get(code="A1").title == {"ar": "الماء", "fr": "Eau"}


@pytest.mark.parametrize("who", ["manager", "coordinator", "stranger", "citizen"])
def test_only_the_editor_states_groupings(plan, people, who):
    with pytest.raises(PermissionDenied):
        put(plan, by=getattr(people, who))

    assert paths() == ALL_PATHS
