"""The bytes of files that wait to be applied, and how far work on them has come.

Both lie in the data directory, outside the database: a transaction that takes a minute must not
keep its progress to itself.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from athar.intake.enums import Stage

_KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

LONGEST_SILENCE = 120.0
"""Seconds after which work that gives no sign is taken as interrupted."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far work has come: `done` of `total` rows where rows are counted."""

    stage: Stage
    done: int = 0
    total: int = 0


def keep_bytes(key: uuid.UUID, content: bytes) -> None:
    """Keep the bytes of a file until it is applied or set aside."""
    _write(_bytes_path(key), content)


def read_bytes(key: uuid.UUID) -> bytes | None:
    """Give the bytes that wait; None when they are no longer kept."""
    try:
        return _bytes_path(key).read_bytes()
    except FileNotFoundError:
        return None


def forget(key: uuid.UUID) -> None:
    """Remove the bytes and the progress of a file."""
    _bytes_path(key).unlink(missing_ok=True)
    _progress_path(key).unlink(missing_ok=True)


def keys_of_bytes(until: dt.datetime) -> Iterator[uuid.UUID]:
    """Give the keys of files whose bytes were kept before a time and still wait."""
    root: Path = settings.DATA_DIR / "uploads"
    for path in root.iterdir() if root.is_dir() else ():
        if _KEY.fullmatch(path.name) and path.stat().st_mtime < until.timestamp():
            yield uuid.UUID(path.name)


def tell(key: uuid.UUID, progress: Progress) -> None:
    """Say how far work on a file has come."""
    text = json.dumps([progress.stage, progress.done, progress.total])
    _write(_progress_path(key), text.encode())


def progress_of(key: uuid.UUID) -> Progress | None:
    """Give how far work on a file has come; None when nothing was said lately."""
    path = _progress_path(key)
    try:
        if time.time() - path.stat().st_mtime > LONGEST_SILENCE:
            return None
        stage, done, total = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    return Progress(Stage(stage), done, total)


def _bytes_path(key: uuid.UUID) -> Path:
    root: Path = settings.DATA_DIR / "uploads"
    return root / str(key)


def _progress_path(key: uuid.UUID) -> Path:
    return _bytes_path(key).with_suffix(".progress")


def _write(path: Path, content: bytes) -> None:
    """Write a file so that nobody ever reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    partial.write_bytes(content)
    partial.replace(path)
