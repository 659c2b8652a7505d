"""What a version of an experience states, as the record keeps it and as forms take it back."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from athar.evidence.enums import Licence
from athar.network.drafts.experiences import ExperienceDraft
from athar.network.enums.experiences import TEXTS, Level
from athar.network.models import ExperienceVersion

_LINKED = ("theme_ids", "commitments")
_TRANSLATED = (*TEXTS, "unit")


def draft_of(version: ExperienceVersion) -> ExperienceDraft:
    """Give what a version states as a draft. Queries: 2."""
    commitments = version.commitments.order_by("plan__code", "code")
    columns = {
        one.name: getattr(version, one.name)
        for one in fields(ExperienceDraft)
        if one.name not in _LINKED
    }
    return ExperienceDraft(
        **columns
        | {
            "level": Level(version.level),
            "licence": Licence(version.licence),
            "theme_ids": tuple(version.themes.order_by("pk").values_list("pk", flat=True)),
            "commitments": tuple(commitments.values_list("plan__code", "code")),
        }
    )


def stated_of(version: ExperienceVersion) -> dict[str, Any]:
    """Give what a version states as plain values for the record. Queries: 2."""
    draft = draft_of(version)
    stated = {one.name: getattr(draft, one.name) for one in fields(ExperienceDraft)}
    return {
        **stated,
        **{name: dict(stated[name]) for name in _TRANSLATED},
        "figure": None if draft.figure is None else str(draft.figure),
        "cost": None if draft.cost is None else str(draft.cost),
        "theme_ids": list(draft.theme_ids),
        "commitments": ["/".join(one) for one in draft.commitments],
        "number": version.number,
        "state": str(version.state),
    }
