"""Progress put together across plans (docs/methods/convergence.md)."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from athar.kernel.convergence import counted_parts, progress_together

KEYS = st.integers(0, 5)
SHARES = st.decimals("0.01", "1", places=2)
TIES = st.dictionaries(KEYS, st.dictionaries(KEYS, SHARES, max_size=4), max_size=6)
PROGRESS = st.dictionaries(KEYS, st.none() | st.decimals(0, 100, places=2))
ONE, HALF = Decimal(1), Decimal("0.5")


def test_what_two_paths_reach_counts_once_by_its_largest_part() -> None:
    ties = {"n": {"r": ONE, "c": HALF}, "r": {"c": ONE}}

    parts = counted_parts("n", ties)

    assert parts == {"n": ONE, "r": ONE, "c": ONE}


def test_a_circle_comes_to_an_end() -> None:
    ties = {"n": {"r": ONE}, "r": {"n": ONE}}

    together = progress_together("n", ties, {"n": Decimal(40), "r": Decimal(80)})

    assert (together.value, together.known, together.expected) == (Decimal(60), 2, 2)


@given(TIES, KEYS)
def test_nothing_counts_more_than_whole_and_itself_always_whole(ties, key) -> None:
    parts = counted_parts(key, ties)

    assert parts[key] == 1
    assert all(0 < part <= 1 for part in parts.values())


@given(TIES, KEYS, PROGRESS)
def test_the_mean_stays_between_what_is_known_and_counts_each_once(ties, key, progress) -> None:
    together = progress_together(key, ties, progress)

    reached = counted_parts(key, ties)
    known = [progress[one] for one in reached if progress.get(one) is not None]
    assert (together.known, together.expected) == (len(known), len(reached))
    if known:
        assert min(known) <= together.value <= max(known)
    else:
        assert together.value is None


@given(TIES, KEYS, PROGRESS)
def test_a_second_path_that_is_no_larger_changes_nothing(ties, key, progress) -> None:
    before = progress_together(key, ties, progress)
    direct = {**counted_parts(key, ties), **ties.get(key, {})}
    more = {**ties, key: {one: part for one, part in direct.items() if one != key}}

    after = progress_together(key, more, progress)

    assert after == before
