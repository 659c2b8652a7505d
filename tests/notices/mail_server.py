"""A small mail server of its own, which can stop at any step of taking a mail."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from typing import Any

#: The steps of taking a mail, in their order: the server stands still before it answers one.
STEPS = ("greeting", "mail", "data", "taken", "quit")
PATIENCE = 60.0


class MailServer:
    """What a server took, and where it stands still.

    Shape: `reached` is set when a client waits for the answer of the step `held`; `refuses` is
    what it answers to the words of a mail in place of taking it.
    """

    def __init__(self) -> None:
        """Take every mail at first."""
        self.taken: list[Any] = []
        self.held = ""
        self.refuses = b""
        self.reached = threading.Event()
        self.released = threading.Event()
        self.port = 0

    def step(self, name: str) -> None:
        """Stand still where the test says so, until it lets go."""
        if name == self.held:
            self.reached.set()
            self.released.wait(PATIENCE)

    def ids(self) -> list[str]:
        """Give the Message-ID of each mail that was taken."""
        return [one["Message-ID"] for one in self.taken]


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Listen on a free port of this machine until the block ends."""
    state = MailServer()

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            try:
                self._talk()
            except OSError:  # whoever spoke is gone
                return

        def _say(self, line: bytes) -> None:
            self.wfile.write(line + b"\r\n")

        def _talk(self) -> None:
            state.step("greeting")
            self._say(b"220 here")
            while word := self.rfile.readline().split(b" ")[0].strip().upper():
                if word == b"DATA":
                    self._take()
                    continue
                state.step(word.decode().lower())
                self._say(b"221 bye" if word == b"QUIT" else b"250 well")

        def _take(self) -> None:
            state.step("data")
            self._say(b"354 go on")
            lines = iter(self.rfile.readline, b".\r\n")
            letter = message_from_bytes(b"".join(lines))
            if state.refuses:
                self._say(state.refuses)
                return
            state.taken.append(letter)
            state.step("taken")
            self._say(b"250 taken")

    class Listening(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    with Listening(("127.0.0.1", 0), Talk) as listening:
        state.port = listening.server_address[1]
        threading.Thread(target=listening.serve_forever, args=(0.05,), daemon=True).start()
        yield state
        state.released.set()
        listening.shutdown()
