"""An experience from its draft through a peer's review to the library, and what refuses it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from athar.kernel.text import Translated
from athar.network.actions.experiences import (
    adopt_experience,
    begin_experience,
    publish_experience,
    put_experience,
    record_award,
    return_experience,
    review_experience,
    submit_experience,
    withdraw_experience,
    write_experience,
)
from athar.network.drafts.experiences import AdoptionDraft, AwardDraft
from athar.network.enums.experiences import ExperienceState
from athar.network.models import ExperienceVersion
from athar.network.queries.experiences import draft_of, experience_page
from athar.trail.models import Event
from tests.network import library_cast as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def net():
    return made.network()


def state_of(key):
    return [
        (number, ExperienceState(state))
        for number, state in ExperienceVersion.objects.filter(experience=key)
        .order_by("number")
        .values_list("number", "state")
    ]


def codes(refusal):
    return sorted(one.code for one in refusal.value.error_list)


def test_experience_is_published_after_a_peer_approved_it(net, frozen_day):
    key = made.published(net)

    page = experience_page("citizen-budget")
    assert (page.experience.member.code, page.experience.published_on) == ("MAR", frozen_day)
    assert (page.review.member.code, page.review.note) == ("TUN", "clear")
    kinds = Event.objects.filter(subject=f"experience:{key}").order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == [
        *("experience.begun", "experience.submitted"),
        *("experience.reviewed", "experience.published"),
    ]


def test_edited_published_experience_is_a_new_version_and_the_former_stays(net):
    key = made.published(net)
    mar = net.focal["MAR"]
    seen = ExperienceVersion.objects.get(experience=key)

    changed = made.told(net, title=Translated(fr="Deuxième"))
    write_experience(by=mar, experience_id=key, row_version=seen.row_version, draft=changed)
    before = experience_page("citizen-budget")
    made.forward(net, key)

    assert before.experience.title == {"ar": "ميزانية المواطن", "fr": "Budget citoyen"}
    assert state_of(key) == [(1, ExperienceState.FORMER), (2, ExperienceState.PUBLISHED)]
    assert experience_page("citizen-budget").experience.title == {"fr": "Deuxième"}
    former = experience_page("citizen-budget", 1)
    assert (former.experience.title["fr"], former.is_current) == ("Budget citoyen", False)


def test_peer_gives_back_with_a_reason_and_it_is_a_draft_again(net):
    key = made.begun(net)
    submit_experience(by=net.focal["MAR"], experience_id=key)
    by_peer = {"by": net.focal["KEN"], "member_id": net.members["KEN"], "experience_id": key}

    with pytest.raises(ValidationError) as refusal:
        return_experience(note=" ", **by_peer)
    return_experience(note="no figure", **by_peer)

    assert codes(refusal) == ["reason_missing"]
    assert state_of(key) == [(1, ExperienceState.DRAFT)]
    assert experience_page("citizen-budget") is None


@pytest.mark.parametrize(("who", "member"), [("MAR", "MAR"), ("MAR", "TUN"), ("TUN", "KEN")])
def test_nobody_reviews_their_own_nor_for_another_member(net, who, member):
    key = made.begun(net)
    submit_experience(by=net.focal["MAR"], experience_id=key)

    with pytest.raises(PermissionDenied):
        review_experience(by=net.focal[who], experience_id=key, member_id=net.members[member])

    assert state_of(key) == [(1, ExperienceState.SUBMITTED)]


def test_who_speaks_for_both_does_not_review(net):
    key = made.begun(net)
    submit_experience(by=net.focal["MAR"], experience_id=key)
    both = made.account("everybody", made.Role.FOCAL_POINT, "installation")

    with pytest.raises(PermissionDenied):
        review_experience(by=both, experience_id=key, member_id=net.members["TUN"])

    assert state_of(key) == [(1, ExperienceState.SUBMITTED)]


@pytest.mark.parametrize("act", [submit_experience, publish_experience])
def test_focal_point_of_another_member_does_not_write(net, act):
    key = made.begun(net)

    with pytest.raises(PermissionDenied):
        act(by=net.focal["TUN"], experience_id=key)

    assert state_of(key) == [(1, ExperienceState.DRAFT)]


def test_draft_stays_the_same_version_however_often_it_is_written(net):
    key = made.begun(net)

    write_experience(
        by=net.focal["MAR"], experience_id=key, row_version=1, draft=made.told(net, contact="c")
    )

    assert state_of(key) == [(1, ExperienceState.DRAFT)]
    assert draft_of(ExperienceVersion.objects.get(experience=key)).contact == "c"


def test_second_of_two_writers_is_told(net):
    key = made.published(net)
    writing = {"by": net.focal["MAR"], "experience_id": key, "row_version": 4}
    write_experience(draft=made.told(net, contact="a"), **writing)

    with pytest.raises(ValidationError) as refusal:
        write_experience(draft=made.told(net, contact="b"), **writing)

    assert codes(refusal) == ["edited_meanwhile"]
    assert draft_of(ExperienceVersion.objects.get(experience=key, number=2)).contact == "a"


def test_what_is_under_review_is_neither_changed_nor_handed_in_twice(net):
    key = made.begun(net)
    submit_experience(by=net.focal["MAR"], experience_id=key)

    with pytest.raises(ValidationError) as written:
        write_experience(
            by=net.focal["MAR"], experience_id=key, row_version=2, draft=made.told(net)
        )
    with pytest.raises(ValidationError) as twice:
        submit_experience(by=net.focal["MAR"], experience_id=key)

    assert (codes(written), codes(twice)) == (["not_a_draft"], ["wrong_state"])


def test_code_is_sound_and_taken_once(net):
    made.begun(net)

    with pytest.raises(ValidationError) as taken:
        made.begun(net)
    with pytest.raises(ValidationError) as malformed:
        made.begun(net, "Citizen budget")

    assert (codes(taken), codes(malformed)) == (["code_taken"], ["code_malformed"])


def test_incomplete_draft_is_kept_but_not_handed_in(net):
    key = made.begun(net, problem=Translated(), theme_ids=())

    with pytest.raises(ValidationError) as refusal:
        submit_experience(by=net.focal["MAR"], experience_id=key)

    assert codes(refusal) == ["incomplete", "theme_missing"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": Translated()}, "title_missing"),
        ({"context": Translated(fr="a" * 3001)}, "text_too_long"),
        ({"evidence_url": "ftp://example.org"}, "address_malformed"),
        ({"source_url": "example"}, "address_malformed"),
        ({"unit": Translated()}, "unit_missing"),
        ({"currency": "dh"}, "currency_malformed"),
        ({"cost": Decimal(-1)}, "cost_negative"),
        ({"theme_ids": (0,)}, "theme_unknown"),
        ({"commitments": (("NO", "1"),)}, "commitment_unknown"),
    ],
    ids=lambda one: one if isinstance(one, str) else "-".join(one),
)
def test_what_cannot_be_told_is_refused(net, changes, code):
    with pytest.raises(ValidationError) as refusal:
        made.begun(net, **changes)

    assert codes(refusal) == [code]
    assert ExperienceVersion.objects.count() == 0


def test_withdrawn_experience_stays_listed_with_its_reason_and_is_not_taken_up(net):
    key = made.published(net)

    withdraw_experience(by=net.focal["MAR"], experience_id=key, reason=" wrong figure ")
    with pytest.raises(ValidationError) as refusal:
        adopt_experience(
            by=net.focal["KEN"],
            experience_id=key,
            member_id=net.members["KEN"],
            row_version=0,
            draft=AdoptionDraft(),
        )

    assert experience_page("citizen-budget").experience.withdrawn_because == "wrong figure"
    assert codes(refusal) == ["withdrawn"]


def test_draft_is_not_taken_back(net):
    key = made.begun(net)

    with pytest.raises(ValidationError) as refusal:
        withdraw_experience(by=net.focal["MAR"], experience_id=key, reason="x")

    assert codes(refusal) == ["wrong_state"]


def adopting(net, key, row_version=0, who="KEN", member=None, **given):
    return adopt_experience(
        by=net.focal[who],
        experience_id=key,
        member_id=net.members[member or who],
        row_version=row_version,
        draft=AdoptionDraft(**given),
    )


def test_another_member_takes_it_up_and_tells_later_what_came_of_it(net, frozen_day):
    key = made.published(net)

    adopting(net, key, since_on=frozen_day, changed=Translated(en="in Swahili"))
    adopting(net, key, 1, since_on=frozen_day, came_of_it=Translated(en="twice the readers"))

    (adoption,) = experience_page("citizen-budget").adoptions
    assert (adoption.member.code, adoption.since_on, adoption.row_version) == (
        *("KEN", frozen_day, 2),
    )
    assert (adoption.changed, adoption.came_of_it) == ({}, {"en": "twice the readers"})


def test_adoption_is_refused_to_the_owner_before_its_day_and_when_read_too_early(net, frozen_day):
    key = made.published(net)
    draft = made.begun(net, "other")
    adopting(net, key)

    with pytest.raises(PermissionDenied):
        adopting(net, key, who="MAR")
    with pytest.raises(ValidationError) as unpublished:
        adopting(net, draft)
    with pytest.raises(ValidationError) as meanwhile:
        adopting(net, key)
    with pytest.raises(ValidationError) as to_come:
        adopting(net, key, 1, since_on=frozen_day.replace(year=2030))

    found = [codes(one) for one in (unpublished, meanwhile, to_come)]
    assert found == [["not_published"], ["edited_meanwhile"], ["in_future"]]


def test_award_is_recorded_once(net):
    key = made.published(net)
    award = AwardDraft(name=Translated(en="Prize"), year=2021, source_url="https://example.org/p")

    given = [
        record_award(by=net.focal["MAR"], experience_id=key, draft=award) for _again in range(2)
    ]

    assert given == [True, False]
    (shown,) = experience_page("citizen-budget").awards
    assert (shown.name, shown.year) == ({"en": "Prize"}, 2021)


def putting(net, **changes):
    return put_experience(
        by=None,
        member_id=net.members["KEN"],
        code="from-a-source",
        draft=made.told(net, source_url="https://example.org/s", **changes),
    )


def test_what_a_source_tells_is_published_once_and_again_when_it_tells_otherwise(net):
    first, again, otherwise = putting(net), putting(net), putting(net, contact="new")

    key = first[0]
    assert (first, again, otherwise) == ((key, True), (key, False), (key, True))
    assert state_of(key) == [(1, ExperienceState.FORMER), (2, ExperienceState.PUBLISHED)]
    assert experience_page("from-a-source").review is None


def test_what_a_member_tells_itself_is_not_replaced_by_a_source(net):
    key = made.published(net)

    kept = put_experience(
        by=None,
        member_id=net.members["MAR"],
        code="citizen-budget",
        draft=made.told(net, source_url="https://example.org/s"),
    )

    assert kept == (key, False)


def test_without_a_source_nothing_is_put(net):
    with pytest.raises(ValidationError) as refusal:
        put_experience(by=None, member_id=net.members["KEN"], code="x", draft=made.told(net))

    assert codes(refusal) == ["source_missing"]


def test_commitment_of_a_published_plan_is_linked_and_one_of_a_draft_is_not(net, plan):
    linked = (("PDR-NORD-2022-2027", "PDR-001"),)
    made.published(net, commitments=linked)

    page = experience_page("citizen-budget")

    assert [(one.plan, one.code) for one in page.commitments] == list(linked)


def test_begin_asks_for_the_member(net):
    with pytest.raises(PermissionDenied):
        begin_experience(
            by=net.focal["TUN"], member_id=net.members["MAR"], code="x", draft=made.told(net)
        )
