"""The calendar of a person: own due dates behind a secret address that can be revoked."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from athar.notices.actions import make_feed, revoke_feed
from athar.notices.feeds import account_of_feed, calendar_of
from athar.notices.queries import feed_made_at
from athar.people.models import Account
from athar.trail.models import Event
from tests.reporting import cast as made

pytestmark = pytest.mark.django_db


def unfolded(account):
    return calendar_of(account).decode().replace("\r\n ", "").split("\r\n")


def summaries(account):
    return [one for one in unfolded(account) if one.startswith("SUMMARY:")]


@pytest.fixture
def owing(frozen_day, plan, people):
    made.a_round(plan)
    return people


def test_calendar_holds_the_due_dates_of_one_person_in_their_language(owing):
    lines = unfolded(Account.objects.get(pk=owing.manager.pk))

    assert lines[:4] == [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Athar//Due dates//EN"),
        "X-WR-CALNAME:أثر: آجالي",
    ]
    event = lines[4:12]
    assert (event[0], event[2][:16], event[3:]) == (
        "BEGIN:VEVENT",
        "DTSTAMP:20251015",
        [
            *("DTSTART;VALUE=DATE:20251031", "DTEND;VALUE=DATE:20251101"),
            *("SUMMARY:أجل تقرير: سد واد لاو (PDR-001)", "TRANSP:TRANSPARENT", "END:VEVENT"),
        ],
    )
    assert lines.count("BEGIN:VEVENT") == 2


def test_calendar_shows_nobody_what_others_owe(owing):
    assert [summaries(one) for one in (owing.stranger, owing.coordinator, owing.citizen)] == [
        []
    ] * 3


def test_corrective_actions_stand_in_it(frozen_day, plan, people):
    made.published(plan, people.manager, people.validator, said=made.HELD_UP)
    account = Account.objects.get(pk=people.manager.pk)
    account.language = "fr"

    assert summaries(account)[-1] == (
        "SUMMARY:Mesure corrective à échéance\N{NO-BREAK SPACE}: Barrage de Oued Laou (PDR-001)"
    )


def test_lines_are_folded_by_octets_and_signs_escaped(owing, plan):
    from athar.plans.models import Commitment

    title = {"ar": "سد; " + "واد, " * 30}
    Commitment.objects.filter(pk=plan.commitments["PDR-001"]).update(title=title)
    account = Account.objects.get(pk=owing.manager.pk)

    assert max(len(line) for line in calendar_of(account).split(b"\r\n")) <= 75
    assert summaries(account)[0].startswith("SUMMARY:أجل تقرير: سد\\; واد\\, واد\\,")


def test_secret_opens_until_it_is_replaced_revoked_or_the_account_closed(owing):
    me = owing.manager
    first = make_feed(by=me, account_id=me.pk)
    opened = account_of_feed(first)
    second = make_feed(by=me, account_id=me.pk)
    Account.objects.filter(pk=me.pk).update(is_active=False)
    closed = account_of_feed(second)
    Account.objects.filter(pk=me.pk).update(is_active=True)

    assert (opened, account_of_feed(first), closed, account_of_feed(second)) == (me, None, None, me)
    assert revoke_feed(by=me, account_id=me.pk)
    assert (account_of_feed(second), feed_made_at(me.pk)) == (None, None)
    assert not revoke_feed(by=me, account_id=me.pk)


def test_events_hold_no_secret(owing):
    me = owing.manager
    secret = make_feed(by=me, account_id=me.pk)
    revoke_feed(by=me, account_id=me.pk)

    events = Event.objects.filter(kind__startswith="notices.feed").order_by("pk")
    assert [one.kind for one in events] == ["notices.feed_made", "notices.feed_revoked"]
    assert secret not in repr([list(one.changes.values()) for one in events])


@pytest.mark.parametrize("act", [make_feed, revoke_feed])
def test_nobody_acts_on_the_address_of_another(owing, act):
    with pytest.raises(PermissionDenied):
        act(by=owing.administrator, account_id=owing.manager.pk)
