"""A server of its own for each benchmark: started, measured from outside, stopped."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CLOCK_TICKS = os.sysconf("SC_CLK_TCK")
PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")
START_LIMIT = 60.0


@dataclass(slots=True)
class Server:
    """A running server: where it answers, its processes, how long its first page took.

    `start_cpu_seconds` is the processor time of all its processes until then.
    """

    port: int
    process: subprocess.Popen[bytes]
    seconds_to_first_page: float
    start_cpu_seconds: float = 0.0

    def workers(self) -> list[int]:
        """Give the process ids of the web workers (children of the process started)."""
        return _children(self.process.pid)

    def cpu_seconds(self) -> float:
        """Give the CPU time of the workers so far."""
        return sum(_cpu_seconds(pid) for pid in self.workers())

    def cpu_seconds_since(self, before: float) -> float:
        """Give the CPU time of the workers since; at least one tick, as less is not seen."""
        return max(self.cpu_seconds() - before, 1 / CLOCK_TICKS)

    def megabytes_per_worker(self) -> float:
        """Give the resident memory of the largest worker, in MiB."""
        return max(_resident_bytes(pid) for pid in self.workers()) / 2**20


def environment(data_dir: Path, **more: str) -> dict[str, str]:
    """Give a clean environment whose data stands in `data_dir`; modules stay compiled in it."""
    left_out = ("ATHAR_", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    return {**kept, "ATHAR_DATA_DIR": str(data_dir), **more}


def athar(*arguments: str, env: Mapping[str, str]) -> None:
    """Run one verb and insist that it succeeds; what it prints to standard error is shown."""
    subprocess.run(
        [sys.executable, "-m", "athar", *arguments],
        env=dict(env),
        stdout=subprocess.DEVNULL,
        check=True,
    )


@contextmanager
def serving(
    env: Mapping[str, str], path: str, *, jobs: bool = False, workers: int = 1, port: int = 0
) -> Iterator[Server]:
    """Serve until the block ends; the clock of the start stops at the first `path`.

    With `jobs` the work that waits is done too, as in an installation; without `port` it is a free
    one.
    """
    port = port or free_port()
    began = time.perf_counter()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "athar", "serve", "--port", str(port)),
            *("--workers", str(workers)),
            *(() if jobs else ("--without-jobs",)),
        ],
        env=dict(env),
        stdout=subprocess.DEVNULL,
    )
    try:
        answers(port, path, process)
        server = Server(port, process, time.perf_counter() - began)
        server.start_cpu_seconds = server.cpu_seconds() + _cpu_seconds(process.pid)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=20)


def answers(port: int, path: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until a page answers 200.

    Errors: RuntimeError when the server stops, answers otherwise, or takes too long.
    """
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server stopped with exit code {process.returncode}")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
        except OSError:
            time.sleep(0.02)
            continue
        finally:
            connection.close()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
        return
    raise RuntimeError("the server did not answer in time")


def free_port() -> int:
    """Give a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    found = [int(child) for child in listed]
    return [child for child in found if "resource_tracker" not in _command(child)] or [pid]


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8")


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / CLOCK_TICKS


def _resident_bytes(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text(encoding="utf-8").split()[1]) * PAGE_SIZE
