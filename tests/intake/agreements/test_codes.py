"""The codes in one cell: lists in any language, ranges, numbers that go on."""

from __future__ import annotations

import pytest

from athar.intake.agreements.codes import read_codes

KNOWN = frozenset({*(f"PDR-A1-P03-{n:02}" for n in range(1, 12)), "PRJ-7"})
TWO, THREE, FOUR = "PDR-A1-P03-02", "PDR-A1-P03-03", "PDR-A1-P03-04"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ()),
        ("-", ()),
        (TWO, (TWO,)),
        ("pdr a1 p03 02", (TWO,)),
        (f"{TWO} ; {FOUR}", (TWO, FOUR)),
        (f"{TWO}\n{FOUR}\n{TWO}", (TWO, FOUR)),
        (f"{TWO} et {FOUR}", (TWO, FOUR)),
        (f"{TWO} و {FOUR}", (TWO, FOUR)),
        (f"{TWO}، {FOUR}", (TWO, FOUR)),
        (f"{TWO} {FOUR}", (TWO, FOUR)),
        (f"{TWO}, 4", (TWO, FOUR)),
        (f"{TWO}/03/04", (TWO, THREE, FOUR)),
        (f"{TWO} à 04", (TWO, THREE, FOUR)),
        (f"de {TWO} au {FOUR}", (TWO, THREE, FOUR)),
        ("من PDR-A1-P03-٠٢ إلى ٠٤", (TWO, THREE, FOUR)),
        (f"{TWO} to {FOUR}", (TWO, THREE, FOUR)),
        (f"{TWO} – 04", (TWO, THREE, FOUR)),
        (f"{TWO}-04", (TWO, THREE, FOUR)),
        (f"{TWO} à 03 ; PRJ-7", (TWO, THREE, "PRJ-7")),
    ],
)
def test_codes_are_read_as_people_write_them(text, codes):
    assert read_codes(text, KNOWN) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("PDR-A9-P77-01", ("PDR-A9-P77-01",)),
        ("PDR-A1-P03-10 à 12", ("PDR-A1-P03-10", "PDR-A1-P03-11", "PDR-A1-P03-12")),
        (f"{FOUR} à 02", (f"{FOUR} à 02",)),
        (f"{TWO} à PDR-A2-P03-04", (f"{TWO} à PDR-A2-P03-04",)),
        (f"{TWO} à 9999", (f"{TWO} à 9999",)),
        ("X-1-2", ("X-1-2",)),
        ("A à B1", ("A-À-B1",)),
        ("ABC ET", ("ABC-ET",)),
        ("12", ("12",)),
    ],
)
def test_what_is_not_known_is_given_as_it_stands(text, codes):
    assert read_codes(text, KNOWN) == codes
