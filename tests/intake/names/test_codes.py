"""Codes of a plan are known without what all begin with and without their zeros."""

from __future__ import annotations

import pytest

from athar.intake.agreements.codes import read_short_codes
from athar.intake.names.codes import KnownCodes

KNOWN = KnownCodes(
    f"PDR-A{axis}-P{programme:02}-{n:02}"
    for axis, programme in ((1, 1), (1, 2), (2, 3))
    for n in range(1, 12)
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("PDR-A1-P02-03", "PDR-A1-P02-03"),
        ("pdr a1 p02 03", "PDR-A1-P02-03"),
        ("A1-P02-03", "PDR-A1-P02-03"),
        ("PDR-A1-P2-3", "PDR-A1-P02-03"),
        ("P2/3", "PDR-A1-P02-03"),
        ("٢-٣", "PDR-A1-P02-03"),
        ("1.2.3", "PDR-A1-P02-03"),
        ("A1P02-11", "PDR-A1-P02-11"),
        ("PDR-A2-P03-01 : Route de Zoumi", "PDR-A2-P03-01"),
        ("3", None),
        ("A1", None),
        ("PDR-A1-P09-03", None),
        ("XYZ-A1-P02-03", None),
        ("Route de Zoumi", None),
        ("", None),
        ("-", None),
    ],
)
def test_a_text_means_the_only_code_that_ends_so(text, code):
    assert KNOWN.find(text) == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("P2-3", ("PDR-A1-P02-03",)),
        ("P2-3 ; 4", ("PDR-A1-P02-03", "PDR-A1-P02-04")),
        ("de P2-3 à P2-5", tuple(f"PDR-A1-P02-0{n}" for n in (3, 4, 5))),
        ("P2-3 à 5", tuple(f"PDR-A1-P02-0{n}" for n in (3, 4, 5))),
        ("من P2-3 إلى 4 و P3-1", ("PDR-A1-P02-03", "PDR-A1-P02-04", "PDR-A2-P03-01")),
        ("P9-1", ("P9-1",)),
    ],
)
def test_lists_and_ranges_of_short_codes_are_read(text, codes):
    assert read_short_codes(text, KNOWN) == codes
