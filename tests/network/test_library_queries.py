"""What the library gives to everybody, and what the desk gives to focal points."""

from __future__ import annotations

import datetime as dt

import pytest

from athar.kernel.text import Translated
from athar.network.actions.experiences import adopt_experience, submit_experience
from athar.network.drafts.experiences import AdoptionDraft
from athar.network.enums.experiences import ExperienceState
from athar.network.models import ExperienceVersion
from athar.network.queries.experiences import (
    LibraryFilter,
    desk_experience,
    desk_experiences,
    experience_page,
    latest_experiences,
    library,
    library_choices,
    members_spoken_for,
    seen_experiences,
)
from athar.people.enums import Role
from tests.network import library_cast as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def net():
    return made.network()


@pytest.fixture
def three(net):
    """Three published experiences, one unproved, beside a draft and one under review."""
    keys = [
        made.published(net, "first"),
        made.published(
            net,
            "second",
            evidence_url="",
            theme_ids=(net.themes["public-participation"],),
            level="national",
        ),
        made.published(net, "third", result=Translated(), figure=None, unit=Translated()),
    ]
    made.begun(net, "draft")
    submit_experience(by=net.focal["MAR"], experience_id=made.begun(net, "reviewing"))
    for day, key in enumerate(keys, 1):
        ExperienceVersion.objects.filter(experience=key).update(published_on=dt.date(2025, 1, day))
    return keys


def codes(found):
    return [one.code for one in found]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, ["third", "second", "first"]),
        ({"theme": "public-participation"}, ["second"]),
        ({"member": "TUN"}, []),
        ({"level": "local"}, ["third", "first"]),
        ({"is_proved": True}, ["first"]),
    ],
    ids=("all", "theme", "member", "level", "proved"),
)
def test_library_holds_what_is_published_and_matches(three, wanted, expected):
    found = library(LibraryFilter(**wanted))

    assert (codes(found.experiences), found.n, found.n_all) == (expected, len(expected), 3)
    assert [one.is_proved for one in found.experiences if one.code == "first"] in ([True], [])


def test_library_is_narrowed_to_what_a_search_found(three):
    assert codes(library(LibraryFilter(keys=three[:1])).experiences) == ["first"]


def test_library_goes_on_after_a_code(three, django_assert_num_queries):
    with django_assert_num_queries(4):
        first = library(LibraryFilter(), limit=2)
    with django_assert_num_queries(5):
        second = library(LibraryFilter(), after=first.after, limit=2)

    assert (codes(first.experiences), first.after) == (["third", "second"], "second")
    assert (codes(second.experiences), second.after) == (["first"], "")
    assert codes(library(LibraryFilter(), after="draft").experiences) == []


def test_page_asks_as_often_with_one_adoption_as_with_two(net, three, django_assert_num_queries):
    for code in ("TUN", "KEN"):
        with django_assert_num_queries(7):
            experience_page("first")
        adopt_experience(
            by=net.focal[code],
            experience_id=three[0],
            member_id=net.members[code],
            row_version=0,
            draft=AdoptionDraft(),
        )

    assert [one.member.code for one in experience_page("first").adoptions] == ["TUN", "KEN"]


@pytest.mark.parametrize(
    ("code", "number"), [("draft", None), ("reviewing", None), ("no", None), ("first", 2)]
)
def test_what_is_not_published_has_no_page(three, code, number):
    assert experience_page(code, number) is None


def test_choices_are_those_of_which_there_is_something(three, django_assert_num_queries):
    with django_assert_num_queries(2):
        themes, members = library_choices()

    assert [one.code for one in themes] == ["fiscal-openness", "public-participation"]
    assert [one.code for one in members] == ["MAR"]


def test_only_published_experiences_are_seen(three):
    keys = [*three, max(three) + 1, max(three) + 2]

    assert seen_experiences(keys) == set(three)
    assert codes(latest_experiences(1)) == ["third"]


def test_languages_are_those_in_which_all_is_told(net):
    made.published(net, "first", result=Translated(), before_copying=Translated())
    made.published(net, "second")

    first, second = (experience_page(code).experience for code in ("first", "second"))

    assert (first.languages, second.languages) == (("ar", "fr"), ("fr",))
    assert (second.told_in("ar"), second.told_in("en")) == ((3, 5), (0, 5))


def test_desk_lists_own_drafts_and_what_waits_for_a_peer(net, three, django_assert_num_queries):
    mar, tun = net.focal["MAR"], net.focal["TUN"]
    members_spoken_for(mar)

    with django_assert_num_queries(2):
        own = desk_experiences(mar)

    assert [(one.code, one.state) for one in own] == [
        *((code, ExperienceState.PUBLISHED) for code in ("first", "second", "third")),
        ("draft", ExperienceState.DRAFT),
        ("reviewing", ExperienceState.SUBMITTED),
    ]
    assert [(one.code, one.is_own) for one in desk_experiences(tun)] == [("reviewing", False)]


def test_desk_shows_a_draft_to_its_member_only(net, three):
    strangers = (net.focal["TUN"], made.account("editor", Role.EVALUATOR, "installation"))

    shown = [desk_experience(one, "draft") for one in (net.focal["MAR"], *strangers)]

    assert [one is not None for one in shown] == [True, False, False]
    reviewed = desk_experience(net.focal["TUN"], "reviewing")
    assert (reviewed.is_own, reviewed.reviews) == (False, ())
    assert desk_experience(strangers[1], "first") is None
    assert desk_experience(net.focal["MAR"], "nothing") is None


def test_focal_point_of_everything_speaks_for_all(net):
    everybody = made.account("everybody", Role.FOCAL_POINT, "installation")

    spoken = [members_spoken_for(one) for one in (everybody, net.focal["TUN"], net.moderator)]

    assert [[one.code for one in some] for some in spoken] == [["KEN", "MAR", "TUN"], ["TUN"], []]
