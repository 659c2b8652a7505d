"""The worked examples of docs/methods/roll-ups.md, recorded and read again."""

from __future__ import annotations

import pytest

from athar.indicators.enums import NoNumber
from athar.rollups.queries import figures_of_indicator
from tests.docs.worked_examples import Example, examples_of
from tests.rollups.cells.cast import set_up

PLACES = {
    "region": "R1",
    "hills": "P1",
    "city": "P2",
    "coast": "P3",
    "hilltop": "M1",
    "riverside": "M2",
}
STATED, FIGURES = (
    {one.variant: one for one in examples_of("roll-ups") if one.kind == kind}
    for kind in ("stated", "figures")
)


def _said(text: str) -> dict[str, object]:
    if text in NoNumber:
        return {"no_number": NoNumber(text)}
    if "/" in text:
        return {"counts": tuple(map(int, text.split("/")))}
    return {"value": text}


def test_every_example_says_what_was_stated_and_what_is_shown() -> None:
    assert (sorted(STATED), sorted(FIGURES)) == (["flow", "rate"], ["flow", "rate"])


@pytest.mark.django_db
@pytest.mark.parametrize("example", FIGURES.values(), ids=lambda one: one.variant)
def test_figures_are_as_the_page_says(example: Example, frozen_day: object) -> None:
    setting = set_up()
    code = example.variant
    setting.record(
        *(
            setting.draft(
                code,
                PLACES[row["place"]],
                row["period"],
                part=row["part"].replace("whole", ""),
                **_said(row["stated"]),
            )
            for row in STATED[code].rows
        )
    )

    found = figures_of_indicator(
        setting.indicators[code],
        place_ids=[setting.places[one] for one in PLACES.values()],
        categories=[""],
    )

    names = {setting.places[code]: name for name, code in PLACES.items()}
    shown = {
        (names[one.place_id], one.period): (
            str(one.no_number or one.value),
            str(one.made_of) or "stated",
            f"{one.known} of {one.expected}",
        )
        for one in found
    }
    assert shown == {
        (row["place"], row["period"]): (row["figure"], row["from"], row["known"])
        for row in example.rows
    }
