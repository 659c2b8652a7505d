"""The worked examples of eligibility, run through the kernel."""

from __future__ import annotations

from decimal import Decimal

import pytest

from athar.kernel.eligibility import cheapest_paths, score
from athar.network.shipped import current_rules
from tests.docs.worked_examples import rows_of

ROWS = rows_of("eligibility", "eligibility")
CRITERIA = {
    "proposal": "budget_proposal",
    "audit": "audit_report",
    "law": "information_law",
    "constitution": "information_constitution",
    "draft": "information_draft",
    "disclosure": "disclosure_law",
    "public": "disclosure_public",
}
ANSWERS = {"yes": True, "no": False, "-": None}


def test_every_outcome_has_an_example():
    assert {row["outcome"] for row in ROWS} == {"eligible", "not eligible", "not enough data"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["country"])
def test_country_counts_as_the_page_says(row):
    facts = {key: ANSWERS[row[column]] for column, key in CRITERIA.items()}
    facts["civil_liberties"] = None if row["liberties"] == "-" else Decimal(row["liberties"])
    total = None if row["total"] == "-" else int(row["total"])

    found = score(current_rules().rules, facts, total)
    paths = cheapest_paths(current_rules().rules, facts, total)

    points = "none" if found.points is None else f"{found.points} / {found.available}"
    shortest = " ".join(paths[0].reforms) if paths else "none"
    said = (points, found.outcome.replace("_", " "), shortest)
    assert said == (row["points"], row["outcome"], row["shortest path"])
