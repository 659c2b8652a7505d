"""What kept pages rest on, by name: what moves and what a page names are written alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from athar.ui.actions import EVERYTHING, key_of_plan

#: Where a request says what its answer rests on; absent = the answer is not kept.
KEYS = "athar.keys"
#: The day it is: "updated 12 days ago" grows by itself.
DAY = "day"
#: Measured values: a page that rests on whatever moves rests on them too.
VALUES = "values"


def keys_of_page(kwargs: Mapping[str, Any]) -> frozenset[str] | None:
    """Give what a page rests on, by the parts of its address; None = whatever moves."""
    if "plan" in kwargs:
        return frozenset({key_of_plan(kwargs["plan"]), EVERYTHING, DAY})
    return None
