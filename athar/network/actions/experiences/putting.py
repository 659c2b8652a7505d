"""Bringing in what public sources tell of an experience; no peer has reviewed it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.kernel.actor import Actor
from athar.network.actions.experiences.reviewing import show
from athar.network.actions.experiences.writing import checked, following, held, state
from athar.network.drafts.experiences import ExperienceDraft
from athar.network.enums.experiences import ExperienceState
from athar.network.models import Experience, ExperienceVersion
from athar.network.queries.experiences import draft_of, stated_of
from athar.network.rules.experiences import can_put_experiences
from athar.network.validators.experiences import check_code, check_complete
from athar.people.rules import require
from athar.trail.refusing import acting


@acting("experience.put", "member:{member_id}")
def put_experience(
    *, by: Actor | None, member_id: int, code: str, draft: ExperienceDraft
) -> tuple[int, bool]:
    """Publish what a public source tells of an experience; a new version when it tells otherwise.

    Shape: (key, whether anything changed). What the member wrote itself is left alone.
    Errors: PermissionDenied; ValidationError: source_missing, code_malformed, withdrawn,
    commitment_unknown, and of `check_experience` and `check_complete`.
    Queries: 13 at most, 1 for each commitment, and those of the record.
    """
    require(can_put_experiences(by), "network.put_experience")
    check_code(code)
    checked(draft)
    check_complete(draft)
    if not draft.source_url:
        raise ValidationError(_("Say where this is told."), code="source_missing")
    experience, _is_new = Experience.objects.get_or_create(
        code=code, defaults={"member_id": member_id}
    )
    if not experience.versions.exists():
        version = ExperienceVersion(experience=experience, number=1, row_version=0)
        before = None
    else:
        last = held(experience.pk)
        is_ours = last.source_url and last.state == ExperienceState.PUBLISHED
        if not is_ours or draft == draft_of(last):
            return experience.pk, False
        version = following(last)
        before = stated_of(last)
    state(version, draft)
    show(by, version, before)
    return experience.pk, True
