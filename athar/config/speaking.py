"""How a web server keeps the language that is spoken."""

import threading

from django.utils.translation import trans_real


def speak_by_thread() -> None:
    """Keep the language that is spoken for each thread only.

    Django keeps it for each task of asyncio as well, of which a WSGI worker has none; a page asks
    for it hundreds of times, which takes a twentieth of its time.
    """
    trans_real._active = threading.local()  # type: ignore[attr-defined] # noqa: SLF001 - no other way
