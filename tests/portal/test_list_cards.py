"""A commitment as the list shows it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation

from athar.kernel.progress import Computed, ComputedStatus
from athar.kernel.text import Translated
from athar.plans.enums import PlanKind
from athar.portal.commitments import wording
from athar.portal.commitments.cards import cards_of
from athar.portal.commitments.choices import Choices
from athar.portal.commitments.listing import gather_list

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def page(plan):
    return gather_list(plan.code, Choices())


@pytest.fixture
def cards(page):
    rows = cards_of(page.listing.rows, page.plan, page.names, "en", {})
    return {card.code: card for card in rows}


def test_card_leads_to_the_page_of_its_commitment(cards, plan):
    card = cards["PDR-001"]

    assert card.url == f"/en/plans/{plan.code}/commitments/PDR-001"
    assert (card.title["en"], card.axis["fr"], card.is_sample) == ("Oued Laou dam", "Eau", False)


def test_card_says_who_where_and_how_much(cards):
    assert {code: [fact.striptags() for fact in card.facts] for code, card in cards.items()} == {
        "PDR-001": ["وزارة التجهيز والماء", "مكان 01.151", "MAD 1.25 million"],
        "PDR-002": ["وزارة التجهيز والماء", "مكان 01.151, مكان 01.511", "MAD 750,000"],
        "PDR-003": ["North Region", "Whole region", "MAD 2 million"],
        "PDR-004": ["Place not stated", "Amount not known"],
        "PDR-005": ["وكالة إنعاش الشمال", "Place not stated", "MAD 100,000"],
    }


def test_card_keeps_unknown_and_zero_apart(cards):
    assert [(cards[code].physical, cards[code].number) for code in ("PDR-003", "PDR-004")] == [
        (Decimal(0), '<bdi dir="ltr">0%</bdi>'),
        (None, None),
    ]


def test_card_of_a_declared_completion_has_no_diamond(cards):
    card = cards["PDR-002"]

    assert [str(look.word) for look in (card.declared, card.computed)] == ["Declared complete"] * 2
    assert card.number.striptags() == "99%"


def test_card_without_an_axis_has_none(page):
    row = replace(page.listing.rows[0], node_ids=())

    (card,) = cards_of([row], page.plan, page.names, "en", {})

    assert card.axis is None


def test_card_of_what_was_removed_is_cancelled(page):
    row = page.listing.rows[0]
    gone = replace(row, figures=replace(row.figures, is_removed=True))

    (card,) = cards_of([gone], page.plan, page.names, "en", {})

    assert str(card.declared.word) == "Cancelled"


@pytest.mark.parametrize(
    ("days", "is_silent", "expected"),
    [
        (0, False, "updated today"),
        (107, False, "updated 107 days ago"),
        (190, True, "silent for 190 days"),
    ],
)
def test_silence_begins_after_one_reporting_period(page, days, is_silent, expected):
    row = page.listing.rows[0]
    silent = replace(row, figures=replace(row.figures, silent_days=days))

    (card,) = cards_of([silent], page.plan, page.names, "en", {})

    assert (card.is_silent, card.age.striptags()) == (is_silent, expected)


def test_age_of_what_is_finished_is_its_day(cards):
    assert cards["PDR-002"].age.striptags() == "as of 30 June 2025"
    assert cards["PDR-004"].age.striptags() == "never reported on"


def test_many_places_are_counted(page):
    names = [Translated(en=name) for name in ("A", "B")]

    assert wording.joined(names, n_more=3).striptags() == "A, B and 3 more"


def test_whole_place_of_another_plan_is_its_territory():
    assert wording.whole_place(PlanKind.NATIONAL_ACTION_PLAN) == "Whole territory"


def test_validated_completion_has_the_diamond(page):
    figures = replace(
        page.listing.rows[0].figures,
        is_validated=True,
        computed=Computed(ComputedStatus.COMPLETED),
    )

    assert str(wording.computed_look(figures).word) == "Completed"


@pytest.mark.parametrize(
    ("projects", "status", "n", "expected"),
    [
        (True, "", 0, "0 projects"),
        (True, "stale", 1, "1 silent project"),
        (True, "off_track", 2, "2 projects off track"),
        (False, "", 1, "1 commitment"),
        (False, "no_data", 3, "3 commitments without data"),
        (False, "cancelled", 2, "2 cancelled commitments"),
    ],
)
def test_heading_counts_in_the_words_of_the_plan(page, projects, status, n, expected):
    listing = replace(page.listing, total=n, amount=None)

    assert (
        wording.heading(listing, projects=projects, status=status, place="", currency="MAD")
        == expected
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "Shown: 1–5 of 5. Planned in all: MAD 4.1 million; the amount of 1 is not known."),
        ({"amount_unknown": 0}, "Shown: 1–5 of 5. Planned in all: MAD 4.1 million."),
        ({"amount": None}, "Shown: 1–5 of 5."),
        ({"total": 0, "rows": ()}, "Nothing matches these filters."),
    ],
)
def test_summary_says_what_is_shown_and_what_the_sum_rests_on(page, changes, expected):
    listing = replace(page.listing, **changes)

    assert wording.summary(listing, 30, "MAD").striptags() == expected
