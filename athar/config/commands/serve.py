"""`athar serve` and `athar work`: the web server, and the worker that runs the jobs."""

from __future__ import annotations

import argparse
import gc
import ipaddress
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder

from athar.config.ticking import keep_ticking

RESTART_SECONDS = 2.0


def register(verbs: Any) -> None:
    """Add the verbs to the command line."""
    serve = verbs.add_parser("serve", help="serve the pages and run the jobs")
    serve.add_argument("--host", default="127.0.0.1", metavar="H")
    serve.add_argument("--port", default=8000, type=_within(1, 65535), metavar="N")
    serve.add_argument("--workers", default=1, type=_within(1, 64), metavar="N")
    serve.add_argument("--without-jobs", action="store_true", help="do not start the job worker")
    serve.set_defaults(func=run_serve)
    work = verbs.add_parser("work", help="run the jobs only")
    work.set_defaults(func=run_work)


def _within(lowest: int, highest: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        number = int(text)
        if not lowest <= number <= highest:
            raise argparse.ArgumentTypeError(f"must be from {lowest} to {highest}")
        return number

    return read


def run_work(arguments: argparse.Namespace) -> int:
    """Run jobs until stopped, and beside them what comes due by the clock."""
    threading.Thread(target=keep_ticking, daemon=True).start()
    call_command("db_worker", interval=1.0, queue_name="*", verbosity=1)
    return 0


def run_serve(arguments: argparse.Namespace) -> int:
    """Serve until stopped; refuse to be reachable from outside while that would be unsafe."""
    reasons = reasons_to_wait() or reasons_to_refuse(arguments.host)
    reasons = reasons or address_problems(arguments.host, arguments.port)
    if reasons:
        sys.stderr.write(f"athar: not listening on {arguments.host}:{arguments.port}:\n")
        sys.stderr.writelines(f"  - {reason}\n" for reason in reasons)
        return 1
    signal.signal(signal.SIGTERM, _leave)
    stop = threading.Event()
    keeper = threading.Thread(target=_keep_worker, args=(stop,), daemon=True)
    try:
        _load_everything()
        if not arguments.without_jobs:
            keeper.start()
        _run_web(arguments.host, arguments.port, arguments.workers)
    finally:
        stop.set()
        if keeper.is_alive():
            keeper.join(timeout=15)
    return 0


def _leave(signum: int, frame: object) -> None:
    """Stop in order when told to before the web server listens to signals itself."""
    raise SystemExit(0)


def _load_everything() -> None:
    """Import what pages need before the web workers are forked: they start at once, share it."""
    from django.urls import get_resolver

    from athar.ui.templating import load_templates

    import_module("athar.config.wsgi")
    len(get_resolver().url_patterns)
    load_templates()
    connections.close_all()  # a connection must never be shared by two processes
    gc.freeze()


def reasons_to_wait() -> list[str]:
    """Say what must be done before any page can be shown. Queries: 2."""
    waiting = _migrations_on_disk() - set(MigrationRecorder(connection).applied_migrations())
    if waiting:
        return [f"the database is not up to date ({len(waiting)} migrations): run athar setup"]
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        return ["the style sheets are not collected: run athar setup"]
    return []


def _migrations_on_disk() -> set[tuple[str, str]]:
    """Name every migration without importing one: a server should start at once."""
    return {
        (app.label, path.stem)
        for app in apps.get_app_configs()
        for path in Path(app.path, "migrations").glob("[0-9]*.py")
    }


def address_problems(host: str, port: int) -> list[str]:
    """Say why an address cannot be listened on: taken, forbidden, or none of this machine."""
    bare = host.strip("[]")
    try:
        family, kind, _, _, address = socket.getaddrinfo(bare, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, OverflowError) as error:
        return [f"{getattr(error, 'strerror', None) or error}"]
    return []


def is_loopback(host: str) -> bool:
    """Tell whether an address can only be reached from this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def reasons_to_refuse(host: str) -> list[str]:
    """Say what must be mended before this host may be listened on. Queries: 1 beyond loopback."""
    from athar.people.queries import has_demo_accounts

    if is_loopback(host):
        return []
    reasons = []
    if settings.HAS_DEVELOPMENT_SECRET:
        reasons.append(
            "the secret is the development one: set ATHAR_SECRET_KEY or ATHAR_SECRET_KEY_FILE"
        )
    if settings.DEBUG:
        reasons.append("ATHAR_DEBUG is on")
    if has_demo_accounts():
        reasons.append("demo accounts exist: start from an empty database, or remove them")
    return reasons


def _run_web(host: str, port: int, workers: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    address = f"http://{host if ':' not in host else f'[{host}]'}:{port}"
    sys.stdout.write(f"Athar answers at {address}\n")
    sys.stdout.flush()
    Granian(
        "athar.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        websockets=False,
        respawn_failed_workers=True,
        log_enabled=False,
        process_name=None,
    ).serve()


def _keep_worker(stop: threading.Event) -> None:
    """Keep one job worker alive until told to stop; it finishes the job it is running."""
    while not stop.is_set():
        worker = subprocess.Popen([sys.executable, "-m", "athar", "work"])
        while worker.poll() is None and not stop.wait(0.2):
            pass
        if stop.is_set():
            worker.terminate()
            try:
                worker.wait(timeout=10)
            except subprocess.TimeoutExpired:
                worker.kill()
                worker.wait()
            return
        sys.stderr.write("athar: the job worker stopped and is started again\n")
        stop.wait(RESTART_SECONDS)
