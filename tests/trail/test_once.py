"""An act asked for under a key is done once; what failed may be asked again."""

from __future__ import annotations

import datetime as dt

import pytest

from athar.kernel import clock
from athar.trail.models import KeptAnswer
from athar.trail.once import KEPT_FOR, KeyInUse, once

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask():
    """Ask for an act that counts how often it was done."""
    done = []

    def count():
        done.append(1)
        return {"n": len(done)}

    def asked(*, caller="account:1", key="k", digest="d", act=count):
        found = once(caller=caller, key=key, digest=digest, act=act)
        return found.answer, found.is_repeated

    return asked


def test_the_same_is_answered_again_and_not_done(ask):
    assert [ask(), ask()] == [({"n": 1}, False), ({"n": 1}, True)]


def test_a_key_belongs_to_its_caller(ask):
    assert [ask(), ask(caller="account:2")] == [({"n": 1}, False), ({"n": 2}, False)]


def test_a_key_stands_for_one_thing(ask):
    ask()

    with pytest.raises(KeyInUse):
        ask(digest="other")


def fail():
    raise ZeroDivisionError


def test_what_failed_keeps_no_answer(ask):
    with pytest.raises(ZeroDivisionError):
        ask(act=fail)

    assert KeptAnswer.objects.count() == 0
    assert ask(digest="other") == ({"n": 1}, False)


def test_an_answer_is_forgotten_in_time(ask):
    ask()
    KeptAnswer.objects.update(asked_at=clock.now() - KEPT_FOR + dt.timedelta(minutes=1))
    kept = ask()
    KeptAnswer.objects.update(asked_at=clock.now() - KEPT_FOR - dt.timedelta(minutes=1))

    assert (kept, ask()) == (({"n": 1}, True), ({"n": 2}, False))
