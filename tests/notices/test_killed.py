"""A worker that is killed at any step of handing over a mail, or whose line breaks: one mail."""

from __future__ import annotations

import subprocess
import sys

import pytest

from athar.kernel import clock
from athar.notices.jobs import tell_people
from athar.notices.models import Mail
from athar.notices.queries import held_back
from tests.notices.cast import only
from tests.notices.mail_server import PATIENCE, STEPS, mail_server
from tests.reporting import cast as made

STATES = "SELECT state, count(*) FROM notices_mail GROUP BY state ORDER BY state"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def server():
    with mail_server() as running:
        yield running


@pytest.fixture(scope="module")
def ready(installations):
    """The small plan with what its manager owes, in an installation of its own."""
    made_ready = installations.copy("notices")
    assert _start(made_ready, 0, "prepare").wait(timeout=300) == 0
    return made_ready


def _start(installation, port, *words):
    more = {
        "DJANGO_SETTINGS_MODULE": "athar.config.settings",
        "ATHAR_MAIL_URL": f"smtp://127.0.0.1:{port}",
        "ATHAR_DIGEST_HOUR": "0",
    }
    command = [sys.executable, "-m", "tests.notices.worker", *words]
    return subprocess.Popen(command, env=installation.env | more, stderr=subprocess.DEVNULL)


def test_worker_that_is_killed_at_any_step_never_sends_twice(installations, ready, server):
    taken, states = [], []

    for step in STEPS:
        installation = installations.copy(f"notices_{step}", of=ready)
        server.held = step
        first = _start(installation, server.port)
        assert server.reached.wait(PATIENCE)
        first.kill()
        first.wait(timeout=60)
        server.held = ""
        server.reached.clear()
        assert _start(installation, server.port).wait(timeout=60) == 0
        taken.append(len(server.taken))
        states.append(dict(installation.rows(STATES)).get("leaving"))
        server.taken.clear()

    assert dict(zip(STEPS, taken, strict=True)) == {
        "greeting": 0,
        "mail": 0,
        "data": 0,
        "taken": 1,
        "quit": 1,
    }
    assert states == [1] * len(STEPS)


@pytest.fixture
def owing(frozen_day, plan, people, settings, server):
    """The manager owes two reports, and mail leaves through the small server."""
    only(settings)
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = SMTP, server.port
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 0.5
    made.a_round(plan)
    return people.manager


def _again():
    """Tell once more, whatever moment each mail waits for."""
    Mail.objects.update(next_try_at=clock.now())
    tell_people()


def _mine(account):
    row = Mail.objects.get(account=account)
    return row.state, row.n_tries, row.error


@pytest.mark.django_db
@pytest.mark.parametrize(("step", "n_taken"), [("mail", 0), ("data", 0), ("taken", 1)])
def test_mail_whose_outcome_is_unknown_is_held_back_and_shown(owing, server, step, n_taken):
    server.held = step
    tell_people()
    server.held = ""

    _again()

    assert (len(server.taken), _mine(owing)) == (n_taken, ("leaving", 0, "SMTPServerDisconnected"))
    assert [(one.who, one.is_unknown, one.error) for one in held_back(5)] == [
        (str(owing), True, "SMTPServerDisconnected")
    ]


@pytest.mark.django_db
def test_mail_that_was_taken_is_sent_whatever_becomes_of_the_line(owing, server):
    server.held = "quit"
    tell_people()
    server.held = ""

    _again()

    assert (len(server.taken), _mine(owing)) == (1, ("sent", 0, ""))


@pytest.mark.django_db
def test_mail_that_the_server_does_not_take_is_tried_again(owing, server):
    server.refuses = b"451 later"
    tell_people()
    refused = _mine(owing)
    server.refuses = b""

    _again()

    assert (refused, _mine(owing)[0]) == (("waiting", 1, "SMTPDataError"), "sent")
    assert len(server.taken) == 1


@pytest.mark.django_db
def test_server_that_is_not_reached_is_tried_again(owing, server, settings):
    settings.EMAIL_TIMEOUT, server.held = 0.2, "greeting"
    tell_people()
    missed = _mine(owing)
    server.held, settings.EMAIL_TIMEOUT = "", 5

    _again()

    assert (missed[:2], _mine(owing)[0], len(server.taken)) == (("waiting", 1), "sent", 1)
