"""The order in which computed indicators are worked out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from athar.kernel.formulas import Cycle, order

EARLIER = st.dictionaries(
    st.integers(0, 9), st.sets(st.integers(0, 9), max_size=4), max_size=8
).map(
    lambda graph: {
        str(code): {str(one) for one in below if one < code} for code, below in graph.items()
    }
)


def test_order_puts_each_after_what_it_needs():
    dependencies = {"rate": ["poor", "people"], "gap": {"rate", "goal"}, "people": ("men", "women")}

    assert order(dependencies) == ("people", "rate", "gap")


def test_order_of_nothing_is_nothing():
    assert order({}) == ()


@pytest.mark.parametrize(
    ("dependencies", "loop"),
    [
        ({"a": {"a"}}, ("a", "a")),
        ({"b": {"c"}, "c": {"a"}, "a": {"b", "x"}}, ("a", "b", "c", "a")),
        ({"d": {"b"}, "b": {"c"}, "c": {"b"}}, ("b", "c", "b")),
    ],
)
def test_order_names_the_loop(dependencies, loop):
    with pytest.raises(Cycle) as found:
        order(dependencies)

    assert found.value.loop == loop
    assert str(found.value) == f"Computed in a circle: {' ← '.join(loop)}."


@settings(max_examples=40)
@given(EARLIER)
def test_order_holds_every_key_once_after_its_needs(dependencies):
    found = order(dependencies)

    late = [
        (code, one)
        for code, needed in dependencies.items()
        for one in needed & set(dependencies)
        if found.index(one) > found.index(code)
    ]
    assert (sorted(found), late) == (sorted(dependencies), [])
