"""A row of a list, put together from what it counts in, its contract and its figures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from athar.kernel.text import Translated
from athar.rollups.contributions import NONE_STATED, read_memberships
from athar.rollups.enums import SubjectKind
from athar.rollups.figures import CommitmentFigures, ListRow


class Contract(NamedTuple):
    """What a list shows of the contract of a commitment."""

    plan_id: int
    plan_code: str
    code: str
    title: Translated
    is_sample: bool
    node_id: int | None
    covers_whole_place: bool


def list_row(
    counted_in: str, contract: Contract, place_ids: Iterable[int], figures: CommitmentFigures
) -> ListRow:
    """Give a row of a list. Queries: 0."""
    groups: dict[str, list[int]] = {kind: [] for kind in SubjectKind}
    for subject, _share in read_memberships(counted_in):
        groups[subject.kind].append(subject.id)
    return ListRow(
        **contract._asdict(),
        node_ids=tuple(groups[SubjectKind.NODE]),
        place_ids=tuple(place_ids),
        lead_ids=_stated(groups[SubjectKind.LEAD]),
        funder_ids=_stated(groups[SubjectKind.FUNDER]),
        theme_ids=tuple(groups[SubjectKind.THEME]),
        figures=figures,
    )


def _stated(ids: Iterable[int]) -> tuple[int, ...]:
    return tuple(one for one in ids if one != NONE_STATED)
