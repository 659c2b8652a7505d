"""One commitment with its figures as of a publication."""

from __future__ import annotations

from athar.plans.queries import CommitmentView, commitment_view_then
from athar.rollups.figures import CommitmentFigures
from athar.rollups.past import Past
from athar.rollups.queries.commitments import figures
from athar.rollups.queries.past import own_of


def commitment_as_of(past: Past, code: str) -> tuple[CommitmentView, CommitmentFigures] | None:
    """Give a commitment as its page showed it, with its figures.

    Shape: None when it was not public then.
    Queries: 1, and 1 for each of places, bodies and themes it named then and no longer names.
    """
    one = past.commitment(code)
    if one is None:
        return None
    row = next(row for row in past.own_rows if row.subject_id == one.row.pk)
    return commitment_view_then(past.then, one, past.as_of), figures(
        own_of(row, past.plan), past.day
    )
