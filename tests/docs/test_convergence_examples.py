"""The worked examples of docs/methods/convergence.md, run through the kernel."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal

import pytest

from athar.kernel.convergence import progress_together
from tests.docs.worked_examples import number, rows_of

TIE = re.compile(r"(\w)→(\w)(?: (\d+) %)?")


@pytest.mark.parametrize("row", rows_of("convergence", "together"))
def test_the_examples_are_what_the_kernel_gives(row):
    ties: defaultdict[str, dict[str, Decimal]] = defaultdict(dict)
    for one, target, share in TIE.findall(row["contributions"]):
        ties[target][one] = Decimal(share or 100) / 100
    progress = {key: number(row[key]) for key in "NRC"}

    together = progress_together("N", ties, progress)

    assert together.value == number(row["together"])
    assert f"{together.known} of {together.expected}" == row["known for"]
