"""Reads the rules of the process that are shipped, each set with its day, source and confidence."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from athar.kernel.process import Rules
from athar.network.enums.eligibility import Confidence

DATA = Path(__file__).resolve().parent / "data" / "process.json"
_NUMBERS = tuple(Rules.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class DatedRules:
    """The rules from a day on; `confidence` by requirement, "review" for what follows."""

    since: dt.date
    source: str
    review_source: str
    rules: Rules
    confidence: Mapping[str, Confidence]


@lru_cache(maxsize=1)
def process_rules() -> DatedRules:
    """Give the newest rules: earlier cycles are checked by them too, and the page says so."""
    stated = max(json.loads(DATA.read_text("utf-8"))["rules"], key=lambda one: str(one["since"]))
    return DatedRules(
        since=dt.date.fromisoformat(stated["since"]),
        source=stated["source"],
        review_source=stated["review_source"],
        rules=Rules(**{name: stated[name] for name in _NUMBERS}),
        confidence={key: Confidence(one) for key, one in stated["confidence"].items()},
    )
