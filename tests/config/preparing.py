"""Acts that need something to stand first, which the system makes and the act only meets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests import cast


@dataclass(frozen=True, slots=True)
class After:
    """An act, and what must stand before it; `act` takes by, plan and what was prepared."""

    prepare: Callable[[cast.SmallPlan], Any]
    act: Callable[[Any, cast.SmallPlan, Any], object]


Act = Callable[[Any, cast.SmallPlan], object] | After


def prepared(act: Act, plan: cast.SmallPlan) -> Callable[[Any], object]:
    """Make what an act needs; give the act itself, which takes only by whom."""
    if isinstance(act, After):
        given = act.prepare(plan)
        return lambda by: act.act(by, plan, given)
    return lambda by: act(by, plan)
