"""Made-up formulas."""

from hypothesis import strategies as st

from athar.kernel.formulas.nodes import (
    Call,
    Chain,
    Function,
    Name,
    Negative,
    Number,
    Operator,
    Power,
)

NUMBERS = st.decimals(min_value=0, max_value=10**6, places=2)
CODES = st.sampled_from(["a", "b", "water.rural", "sum", "1.2", "نسبة", "x-1"])
LEAVES = NUMBERS.map(Number) | CODES.map(Name)


def _chains(nodes, *signs):
    rest = st.lists(st.tuples(st.sampled_from(signs), nodes), min_size=1, max_size=3)
    return st.builds(Chain, nodes, rest.map(tuple))


def _calls(nodes):
    many = st.lists(nodes, min_size=1, max_size=3).map(tuple)
    return (
        st.builds(Call, st.sampled_from([Function.SUM, Function.MEAN, Function.MAX]), many)
        | st.builds(Call, st.just(Function.ABS), st.tuples(nodes))
        | st.builds(Call, st.just(Function.PERCENT), st.tuples(nodes, nodes))
        | st.builds(Call, st.just(Function.PER), st.tuples(nodes, nodes, nodes))
    )


def _grown(nodes):
    return (
        _chains(nodes, Operator.PLUS, Operator.MINUS)
        | _chains(nodes, Operator.TIMES, Operator.OVER)
        | st.builds(Negative, nodes)
        | st.builds(Power, nodes, st.integers(-9, 9))
        | _calls(nodes)
    )


TREES = st.recursive(LEAVES, _grown, max_leaves=12)
