"""What the public may find of the library of experiences: what is published, and nothing else."""

from __future__ import annotations

from athar.network.enums.experiences import TEXTS, ExperienceState
from athar.network.models import ExperienceVersion
from athar.search.enums import Kind
from athar.search.gathering import joined
from athar.search.models import Entry
from athar.search.tokens import tokens_of


def experience_entries() -> list[Entry]:
    """Give the entries of published experiences: all that is told, by whom, the policy areas.

    Queries: 2.
    """
    rows = ExperienceVersion.objects.filter(state=ExperienceState.PUBLISHED)
    rows = rows.select_related("experience__member__place").prefetch_related("themes")
    return [_entry(row) for row in rows.order_by("experience")]


def _entry(row: ExperienceVersion) -> Entry:
    member = row.experience.member
    body = joined(
        [
            *(getattr(row, name) for name in TEXTS[1:]),
            member.place.names if member.place else member.names,
            *(theme.names for theme in row.themes.all()),
        ]
    )
    return Entry(
        id=Kind.EXPERIENCE.first_id + row.experience_id,
        kind=Kind.EXPERIENCE,
        code=row.experience.code,
        title=row.title,
        body=body,
        tokens=tokens_of(
            titles=row.title.values(), codes=(row.experience.code,), bodies=body.values()
        ),
    )
