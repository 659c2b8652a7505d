"""What is kept of the contract: the document, the page that lists it, answers of the demonstration.

To write them anew after a change that is meant: WRITE_CONTRACT=1 pytest tests/api/test_contract.py
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import orjson

from tests.contracts.sources import ROOT

EXAMPLES = ROOT / "athar" / "api" / "data" / "examples.json"
DOCUMENT = ROOT / "docs" / "reference" / "openapi.json"
PAGE = ROOT / "docs" / "reference" / "api.md"


def kept(path: Path, now: bytes) -> bytes:
    """Give what is kept; with WRITE_CONTRACT, keep what is now."""
    if os.environ.get("WRITE_CONTRACT"):
        path.write_bytes(now)
    return path.read_bytes()


def as_text(data: Any) -> bytes:
    """Write data so that a change shows line by line."""
    return orjson.dumps(data, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def steady(data: Any) -> Any:
    """Give data with one time of day everywhere: the demonstration is published when it is made."""
    text = re.sub(rb'T[0-9:.]{8,15}\+00:00"', b'T09:00:00+00:00"', orjson.dumps(data))
    return orjson.loads(text)


def without_cursors(data: Any) -> Any:
    """Give data with the same cursor everywhere: keys of rows differ from database to database."""
    return orjson.loads(re.sub(rb"cursor=[\w-]+", b"cursor=x", orjson.dumps(data)))
