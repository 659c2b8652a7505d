"""The server refuses to be reached from outside while that would be unsafe."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.db.migrations.recorder import MigrationRecorder

from athar.config.commandline import main
from athar.config.commands.serve import (
    address_problems,
    is_loopback,
    reasons_to_refuse,
    reasons_to_wait,
)
from athar.people.models import Account
from tests.benchmarks.server import answers, environment, free_port
from tests.installed import installed

SECRET = "the development one"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]", "127.8.8.8"])
def test_loopback_is_recognised(host):
    assert is_loopback(host) is True


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "athar.example.org", ""])
def test_anything_else_is_outside(host):
    assert is_loopback(host) is False


def test_loopback_is_never_refused(settings):
    settings.HAS_DEVELOPMENT_SECRET = True

    assert reasons_to_refuse("127.0.0.1") == []


@pytest.mark.django_db
def test_development_secret_is_refused_outside(settings):
    settings.HAS_DEVELOPMENT_SECRET = True

    reasons = reasons_to_refuse("0.0.0.0")

    assert len(reasons) == 1
    assert SECRET in reasons[0]


@pytest.mark.django_db
def test_demo_accounts_and_debug_are_refused_outside(settings):
    settings.HAS_DEVELOPMENT_SECRET = False
    settings.DEBUG = True
    Account.objects.create_user("a@example.org", is_demo=True)

    reasons = reasons_to_refuse("0.0.0.0")

    assert reasons == [
        "ATHAR_DEBUG is on",
        "demo accounts exist: start from an empty database, or remove them",
    ]


def test_address_that_is_free_has_no_problem():
    assert address_problems("127.0.0.1", 0) == []


def test_address_that_is_taken_is_said():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        problems = address_problems("127.0.0.1", taken.getsockname()[1])

    assert problems == ["Address already in use"]


@pytest.mark.parametrize("host", ["203.0.113.7", "no.such.host.invalid"])
def test_address_of_another_machine_is_refused(host):
    assert len(address_problems(host, 8000)) == 1


@pytest.mark.django_db
def test_server_waits_for_the_database_and_the_assets(settings, tmp_path):
    ready = reasons_to_wait()
    settings.STATIC_ROOT = tmp_path
    without_assets = reasons_to_wait()
    MigrationRecorder.Migration.objects.filter(app="ui").delete()

    assert ready == []
    assert without_assets == ["the style sheets are not collected: run athar setup"]
    assert reasons_to_wait() == ["the database is not up to date (1 migrations): run athar setup"]


@pytest.mark.django_db
def test_refused_server_says_why_and_stops(settings, capsys):
    settings.HAS_DEVELOPMENT_SECRET = True

    code = main(("serve", "--host", "0.0.0.0", "--port", "8001"))

    assert code == 1
    assert capsys.readouterr().err.splitlines() == [
        "athar: not listening on 0.0.0.0:8001:",
        "  - the secret is the development one: set ATHAR_SECRET_KEY or ATHAR_SECRET_KEY_FILE",
    ]


@pytest.mark.parametrize("words", [("--port", "0"), ("--port", "99999"), ("--workers", "0")])
def test_numbers_out_of_range_are_refused(words, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(("serve", *words))

    assert stopped.value.code == 2
    assert "must be from 1 to" in capsys.readouterr().err


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    """An installation of its own on SQLite, set up by the command."""
    directory = tmp_path_factory.mktemp("installation")
    installed("ready", directory)
    return environment(directory)


def _until(found: Callable[[], Any]) -> Any:
    deadline = time.monotonic() + 60
    while not (result := found()):
        assert time.monotonic() < deadline, "waited for a minute"
        time.sleep(0.05)
    return result


def _job_workers(server: subprocess.Popen[bytes]) -> list[int]:
    started = Path(f"/proc/{server.pid}/task").glob("*/children")  # by each of its threads
    pids = [int(pid) for one in started for pid in _read(one).split()]
    return [pid for pid in pids if _read(Path(f"/proc/{pid}/cmdline")).endswith(b"\0work\0")]


def _read(file: Path) -> bytes:
    """Read what the system tells of a thread or a process; nothing when it is gone by then."""
    try:
        return file.read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


@pytest.fixture
def served(installation) -> Iterator[subprocess.Popen[bytes]]:
    """Serve with two web workers and the job worker; whatever is left of them is killed."""
    port = free_port()
    command = [sys.executable, "-m", "athar", "serve", "--port", str(port), "--workers", "2"]
    with subprocess.Popen(
        command, env=installation, stdout=subprocess.DEVNULL, start_new_session=True
    ) as server:
        try:
            answers(port, "/readyz", server)
            yield server
        finally:
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)


def test_server_replaces_a_dead_job_worker_and_stops_in_order(served):
    first = _until(lambda: _job_workers(served))
    os.kill(first[0], signal.SIGKILL)
    second = _until(lambda: [pid for pid in _job_workers(served) if pid not in first])

    served.terminate()

    assert served.wait(timeout=60) == 0
    assert not Path(f"/proc/{second[0]}").exists()
