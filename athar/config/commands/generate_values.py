"""`athar generate --indicators --values`: a library of made-up indicators, and values of them."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from athar.indicators.drafts import IndicatorDraft
    from athar.indicators.validators import ValueRow

AT_ONCE = 500_000
"""Values of one act: what makes the bar move, and bounds what an interruption takes back."""
N_ADOPTED = 20
"""How many of the indicators each made-up plan adopts."""

Draw = Callable[[int, int], None]


def generate_values(*, n_indicators: int, n_values: int, seed: int, draw: Draw) -> Counter[str]:
    """Make up a library, values at all communes, and lines of the made-up plans; count them."""
    from athar.config.generation import indicators as made
    from athar.indicators.actions import load_measures, put_indicators, put_library
    from athar.indicators.enums import Measure
    from athar.kernel import clock
    from athar.reference.enums import PlaceKind, Scheme
    from athar.reference.queries import places_by_code

    places = places_by_code(Scheme.HCP).values()
    communes = [one.id for one in places if one.kind is PlaceKind.COMMUNE]
    most = made.most_values(n_indicators, len(communes))
    if n_values > most:
        sys.stderr.write(f"athar: {n_indicators} indicators take {most} values at most\n")
        n_values = most
    load_measures(by=None)
    drafts = made.make_indicators(n_indicators)
    library = made.library(seed)
    library_id = put_library(by=None, draft=library)
    keys = put_indicators(by=None, library_id=library_id, drafts=drafts)
    n_lines = _adopt(library.code, drafts[:N_ADOPTED])
    rows = made.make_values(
        [(keys[one.code], one.measure is Measure.PERCENTAGE) for one in drafts],
        communes,
        n_values=n_values,
        seed=seed,
        today=clock.today(),
    )
    n_new = _record(rows, n_values, draw)
    return Counter({"indicators": len(drafts), "values": n_new, "result lines": n_lines})


def _adopt(code: str, drafts: Sequence[IndicatorDraft]) -> int:
    """Let every made-up plan adopt indicators for its region; give how many lines there are."""
    from athar.config.generation import indicators as made
    from athar.config.generation.plans import PREFIX
    from athar.indicators.actions import put_framework
    from athar.plans.queries import published_plans

    n_lines = 0
    for plan in published_plans():
        if plan.code.startswith(f"{PREFIX}-") and plan.place_id is not None:
            years = (plan.start_on.year - 1, plan.end_on.year)
            lines = made.make_lines(code, drafts, place_id=plan.place_id, years=years)
            put_framework(by=None, plan_id=plan.id, drafts=lines)
            n_lines += len(lines)
    return n_lines


def _record(rows: Iterator[ValueRow], n_values: int, draw: Draw) -> int:
    from athar.config.commands.generate import SOURCE
    from athar.indicators.actions import record_table

    n_done = n_new = 0
    while batch := list(islice(rows, AT_ONCE)):
        n_new += record_table(by=None, rows=batch, source=SOURCE).added
        n_done += len(batch)
        draw(n_done, n_values)
    return n_new
