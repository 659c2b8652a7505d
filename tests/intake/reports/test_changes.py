"""What an import says it adds, changes and takes out."""

from athar.intake.reports.changes import Changes, Fate, Thing, Touch
from athar.plans.drafts import Difference, Differences


def _difference(code, before, after):
    return Difference(f"commitment:{code}", code, before, after)


def test_changes_of_one_thing_are_merged_and_counted_once():
    contract = Differences(changed=(_difference("P1", {"amount": "1.00"}, {"amount": "2.00"}),))
    reports = Differences(
        added=(_difference("P1", None, {"physical": "40.00"}),),
        changed=(_difference("P2", {"physical": "10.00"}, {"physical": None}),),
    )

    changes = Changes.of(Thing.PROJECT, {Thing.PROJECT: (contract, reports)})

    assert changes == Changes(
        changed=2,
        touches=(
            Touch(
                Thing.PROJECT,
                "P1",
                Fate.CHANGED,
                {"amount": ("1.00", "2.00"), "physical": (None, "40.00")},
            ),
            Touch(Thing.PROJECT, "P2", Fate.CHANGED, {"physical": ("10.00", None)}),
        ),
    )


def test_added_project_stays_added_when_it_is_reported_on():
    added = Differences(added=(_difference("P1", None, {"code": "P1"}),))
    reports = Differences(added=(_difference("P1", None, {"physical": "40.00"}),))

    changes = Changes.of(Thing.PROJECT, {Thing.PROJECT: (added, reports)})

    assert (changes.added, changes.changed) == (1, 0)


def test_things_of_another_kind_are_named_and_not_counted():
    gone = Differences(gone=(_difference("A1", {"title": {"fr": "Axe"}}, None),))

    changes = Changes.of(Thing.PROJECT, {Thing.PROJECT: (), Thing.NODE: (gone,)})

    assert changes.as_json() == {
        "changes": {"added": 0, "changed": 0, "gone": 0},
        "differences": [{"thing": "node", "code": "A1", "fate": "gone"}],
    }


def test_changed_thing_shows_each_field_before_and_after():
    changed = Differences(changed=(_difference("P1", {"amount": "1.00"}, {"amount": "2.00"}),))

    shown = Changes.of(Thing.PROJECT, {Thing.PROJECT: (changed,)}).as_json()["differences"]

    assert shown == [
        {
            "thing": "project",
            "code": "P1",
            "fate": "changed",
            "fields": {"amount": ["1.00", "2.00"]},
        }
    ]
