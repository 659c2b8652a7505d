"""Values stated by chance: of anything, anywhere, by anybody."""

from __future__ import annotations

from athar.indicators.enums import Claim, NoNumber
from athar.indicators.validators.values import key_of
from tests.rollups.cells.cast import TREE

PERIODS = ("2023", "2024", "2024-S1", "2024-Q1", "2024-Q4", "2024-01", "2024-02-29")
PARTS = ("", "sex=female", "sex=male", "area=rural", "area=urban", "area=rural,sex=male")
PARTS_OF = {"flow": PARTS, "rate": PARTS[0:1] + PARTS[3:5], "alone": PARTS[:3], "peak": PARTS[3:5]}


def stated_by_chance(chance, setting, n):
    """Give at most n values, each of another key."""
    some = [_draft(chance, setting) for _ in range(n)]
    return list({key_of(one): one for one in some}.values())


def _draft(chance, setting):
    code = chance.choice([one for one in setting.indicators if one != "words"])
    said = {"value": chance.randint(-5, 90)}
    if code == "rate" and chance.random() < 0.8:
        said = {"counts": (chance.randint(0, 50), chance.randint(1, 90))}
    if chance.random() < 0.3:
        said = {"no_number": chance.choice(list(NoNumber))}
    return setting.draft(
        code,
        chance.choice(TREE)[0],
        chance.choice(PERIODS),
        part=chance.choice(PARTS_OF.get(code, ("",))),
        claim=chance.choice((Claim.DECLARED, Claim.DECLARED, Claim.VALIDATED)),
        **said,
    )
