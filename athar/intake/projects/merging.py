"""What is stored and a file does not speak of: kept, and completed by what the file adds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from athar.intake.projects.rows import BODY_FIELDS, PLACE_FIELDS, ProjectRow
from athar.intake.tables.stood import kept_cells
from athar.intake.vocabulary.fields import Field
from athar.kernel.text import Translated
from athar.plans.contracts import Stored
from athar.plans.drafts import CommitmentDraft
from athar.plans.enums import DatePrecision

_COLUMNS: Mapping[str, Field] = {
    "amount": Field.AMOUNT,
    "approved_on": Field.SESSION_DATE,
    "n_sub_projects": Field.SUB_PROJECTS,
    "source_url": Field.SOURCE,
    "is_sample": Field.SOURCE,
    "planned_start_on": Field.PLANNED_START,
    "planned_start_precision": Field.PLANNED_START,
    "planned_end_on": Field.PLANNED_END,
    "planned_end_precision": Field.PLANNED_END,
}
"""The facts of a commitment, and the column without which a file says nothing of them."""


def completed_texts(stored: Mapping[str, str], stated: Translated) -> Translated:
    """Give a text in the languages stored and stated; a file never erases another language."""
    return Translated({**stored, **stated})


def completed(draft: CommitmentDraft, row: ProjectRow, stored: Stored | None) -> CommitmentDraft:
    """Give the draft of a project with all that the file has no column for, as it is stored."""
    if stored is None:
        return draft
    kept: dict[str, Any] = {
        name: getattr(stored.row, name)
        for name, field in _COLUMNS.items()
        if row.row.column(field) is None
    }
    for name in ("planned_start_precision", "planned_end_precision"):
        if name in kept:
            kept[name] = DatePrecision(kept[name])
    if row.row.column(Field.SECTOR) is None:
        kept["theme_ids"] = tuple(sorted(stored.links.themes))
    if not row.places and not any(row.row.column(one) for one in PLACE_FIELDS):
        kept["place_ids"] = tuple(sorted(stored.links.places))
        kept["covers_whole_place"] = stored.row.covers_whole_place
    absent = {str(role) for field, role in BODY_FIELDS.items() if row.row.column(field) is None}
    bodies = [(role, code) for role, code in stored.links.bodies if role in absent]
    roles = {str(role): role for role in BODY_FIELDS.values()}
    return replace(
        draft,
        **kept,
        title=completed_texts(stored.row.title, draft.title),
        summary=completed_texts(stored.row.summary, draft.summary),
        bodies=(*draft.bodies, *((roles[role], code) for role, code in sorted(bodies))),
        weight=stored.row.weight if draft.weight is None else draft.weight,
        node_code=draft.node_code or (None if row.nodes else stored.content["node"]),
        origin=kept_cells(draft.origin, stored.row.origin, row),
    )
