"""The experiences of the demonstration: what public pages tell, each with its source."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from athar.kernel.text import Translated

if TYPE_CHECKING:
    from athar.network.drafts.experiences import ExperienceDraft

DATA = Path(__file__).resolve().parent.parent / "demo" / "network" / "experiences.json"
_ADDRESSES = ("source_url", "evidence_url")


def told() -> list[Mapping[str, Any]]:
    """Read what is told of each experience."""
    records: list[Mapping[str, Any]] = json.loads(DATA.read_text("utf-8"))["experiences"]
    return records


def put_experiences() -> int:
    """Publish the experiences of the members that are listed; give how many changed."""
    from athar.network.actions.experiences import put_experience
    from athar.network.queries.experiences import member_ids

    n_changed, members = 0, member_ids()
    for one in told():
        if one["member"] in members:
            key, is_changed = put_experience(
                by=None, member_id=members[one["member"]], code=one["code"], draft=_draft(one)
            )
            _award(key, one)
            n_changed += is_changed
    return n_changed


def _draft(one: Mapping[str, Any]) -> ExperienceDraft:
    from athar.network.drafts.experiences import ExperienceDraft
    from athar.network.enums.experiences import TEXTS, Level
    from athar.plans.queries import public_commitment
    from athar.reference.enums import Taxonomy
    from athar.reference.queries import themes

    areas = {theme.code: theme.id for theme in themes(Taxonomy.OGP_POLICY_AREA)}
    linked = [text.split("/") for text in one.get("commitments", ())]
    stated: dict[str, Any] = {name: Translated(one.get(name)) for name in (*TEXTS, "unit")}
    stated |= {name: one[name] for name in _ADDRESSES if name in one}
    return ExperienceDraft(
        **stated,
        figure=Decimal(one["figure"]) if "figure" in one else None,
        level=Level(one["level"]),
        theme_ids=tuple(sorted(areas[code] for code in one["policy_areas"])),
        commitments=tuple(
            (plan, code) for plan, code in linked if public_commitment(plan, code) is not None
        ),
    )


def _award(key: int, one: Mapping[str, Any]) -> None:
    from athar.network.actions.experiences import record_award
    from athar.network.drafts.experiences import AwardDraft

    for award in one.get("awards", ()):
        draft = AwardDraft(
            name=Translated(award["name"]), year=award["year"], source_url=award["source_url"]
        )
        record_award(by=None, experience_id=key, draft=draft)
