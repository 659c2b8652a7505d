"""Asking a server as fast as one connection allows, and what it cost the server."""

from __future__ import annotations

import http.client
import json
import math
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from tests.benchmarks.server import Server

#: Requests sent at once: the one who asks must not be slower than the one who answers.
AT_ONCE = 32


class Failing(Exception):  # noqa: N818 - the page is failing
    """A page did not answer 200; the message names it."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What requests cost: per second of the clock, milliseconds of the server's processor each."""

    n: int
    per_second: float
    cpu_ms: float
    p50_ms: float = math.nan
    p95_ms: float = math.nan
    bytes: int = 0

    @property
    def per_core(self) -> float:
        """Give how many requests a second of processor answers."""
        return 1000 / self.cpu_ms


def cold(server: Server, path: str, *, seconds: float, at_most: int = 4000) -> Cost:
    """Ask for a page that is rendered anew each time: another query makes it another address."""
    addresses = (f"{path}{'&' if '?' in path else '?'}n={n}" for n in count())
    return _one_by_one(server, addresses, seconds, at_most)


def asked(server: Server, paths: Iterator[str], *, seconds: float, at_most: int = 4000) -> Cost:
    """Ask for one address after another."""
    return _one_by_one(server, paths, seconds, at_most)


def _one_by_one(server: Server, paths: Iterator[str], seconds: float, at_most: int) -> Cost:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)

    def ask() -> bytes:
        path = next(paths)
        connection.request("GET", path, headers={"Host": "localhost"})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise Failing(f"{path} answered {answer.status}")
        return body

    for _ in range(3):
        body = ask()
    times: list[float] = []
    cpu, began = server.cpu_seconds(), time.perf_counter()
    while time.perf_counter() - began < seconds and len(times) < at_most:
        start = time.perf_counter()
        ask()
        times.append((time.perf_counter() - start) * 1000)
    elapsed = time.perf_counter() - began
    ranked = sorted(times)
    return Cost(
        n=len(times),
        per_second=round(len(times) / elapsed, 1),
        cpu_ms=round(server.cpu_seconds_since(cpu) * 1000 / len(times), 3),
        p50_ms=round(statistics.median(ranked), 2),
        p95_ms=round(ranked[math.ceil(len(ranked) * 0.95) - 1], 2),
        bytes=len(body),
    )


def warm(server: Server, path: str, *, seconds: float, **headers: str) -> Cost:
    """Ask for one stored page again and again, many requests at once, from another process."""
    asked_for = {"path": path, "port": server.port, "seconds": seconds, "headers": headers}
    cpu = server.cpu_seconds()
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.loading", json.dumps(asked_for)],
        capture_output=True,
        check=True,
        text=True,
    )
    n, elapsed, size = json.loads(done.stdout)
    used = server.cpu_seconds_since(cpu)
    return Cost(n, round(n / elapsed, 1), round(used * 1000 / n, 5), bytes=size)


def tag_of(server: Server, path: str, **headers: str) -> str:
    """Give the ETag of a page in the coding asked for."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", path, headers={"Host": "localhost", **_named(headers)})
    answer = connection.getresponse()
    answer.read()
    return answer.headers["ETag"]


def transferred(server: Server, path: str) -> tuple[int, bytes]:
    """Give how many bytes an address takes on the wire, and its text."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", path, headers={"Host": "localhost", "Accept-Encoding": "br, gzip"})
    answer = connection.getresponse()
    sent = answer.read()
    connection.request("GET", path, headers={"Host": "localhost"})
    return len(sent), connection.getresponse().read()


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def _many_at_once(path: str, port: int, seconds: float, headers: Mapping[str, str]) -> list[float]:
    lines = [f"GET {path} HTTP/1.1", "Host: localhost"]
    lines += [f"{name}: {value}" for name, value in _named(headers).items()]
    request = ("\r\n".join(lines) + "\r\n\r\n").encode()
    with socket.create_connection(("127.0.0.1", port)) as connection:
        read = _reader(connection)
        connection.sendall(request)
        size = len(read(None))
        n, began = 0, time.perf_counter()
        while time.perf_counter() - began < seconds:
            connection.sendall(request * AT_ONCE)
            read(size * AT_ONCE)
            n += AT_ONCE
        return [n, time.perf_counter() - began, size]


def _reader(connection: socket.socket) -> Callable[[int | None], bytes]:
    """Give a function that reads so many bytes, or one whole answer to learn its size."""

    def read(size: int | None) -> bytes:
        received = b""
        while size is None or len(received) < size:
            received += connection.recv(1 << 20)
            head, end, _body = received.partition(b"\r\n\r\n")
            if size is None and end:
                sizes = [
                    one for one in head.lower().split(b"\r\n") if one.startswith(b"content-length:")
                ]
                wanted = int(sizes[0].split(b":")[1]) if sizes else 0
                size = len(head) + 4 + wanted
        return received

    return read


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_many_at_once(**json.loads(sys.argv[1]))))
