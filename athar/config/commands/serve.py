"""`athar serve` and `athar work`: the web server, and the worker that runs the jobs."""

from __future__ import annotations

import argparse
import ipaddress
import subprocess
import sys
import threading
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command

RESTART_SECONDS = 2.0


def register(verbs: Any) -> None:
    """Add the verbs to the command line."""
    serve = verbs.add_parser("serve", help="serve the pages and run the jobs")
    serve.add_argument("--host", default="127.0.0.1", metavar="H")
    serve.add_argument("--port", default=8000, type=int, metavar="N")
    serve.add_argument("--workers", default=1, type=int, metavar="N")
    serve.add_argument("--without-jobs", action="store_true", help="do not start the job worker")
    serve.set_defaults(func=run_serve)
    work = verbs.add_parser("work", help="run the jobs only")
    work.set_defaults(func=run_work)


def run_work(arguments: argparse.Namespace) -> int:
    """Run jobs until stopped."""
    call_command("db_worker", interval=1.0, queue_name="*", verbosity=1)
    return 0


def run_serve(arguments: argparse.Namespace) -> int:
    """Serve until stopped; refuse to be reachable from outside while that would be unsafe."""
    refusals = reasons_to_refuse(arguments.host)
    if refusals:
        sys.stderr.write("athar: not listening on " + arguments.host + ":\n")
        sys.stderr.writelines(f"  - {reason}\n" for reason in refusals)
        return 1
    stop = threading.Event()
    keeper = None
    if not arguments.without_jobs:
        keeper = threading.Thread(target=_keep_worker, args=(stop,), daemon=True)
        keeper.start()
    try:
        _run_web(arguments.host, arguments.port, arguments.workers)
    finally:
        stop.set()
        if keeper:
            keeper.join(timeout=15)
    return 0


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
        reasons.append("the secret is the development one: set ATHAR_SECRET_KEY or ATHAR_SECRET_KEY_FILE")
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
            return
        time.sleep(RESTART_SECONDS)
