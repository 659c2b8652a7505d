"""Other members take an experience up; prizes are given to it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.network.actions.experiences.writing import held
from athar.network.drafts.experiences import AdoptionDraft, AwardDraft
from athar.network.enums.experiences import ExperienceState
from athar.network.models import Adoption, Award
from athar.network.rules.experiences import can_adopt_experience, can_write_experience
from athar.people.rules import require
from athar.trail.actions import Touched, record
from athar.trail.refusing import acting


@acting("experience.adopted", "experience:{experience_id}")
def adopt_experience(
    *,
    by: Actor | None,
    experience_id: int,
    member_id: int,
    row_version: int,
    draft: AdoptionDraft,
) -> Adoption:
    """Say that a member took up what another one did, or tell more of it later.

    Shape: `row_version` is 0 for one that was not there when it was read.
    Errors: PermissionDenied; Experience.DoesNotExist; ValidationError: withdrawn, not_published,
    edited_meanwhile, in_future.
    Queries: 5, and those of the record.
    """
    experience = held(experience_id).experience
    allowed = can_adopt_experience(by, owner_id=experience.member_id, adopter_id=member_id)
    require(allowed, "network.adopt_experience")
    if not experience.versions.filter(state=ExperienceState.PUBLISHED).exists():
        raise ValidationError(_("This experience is not published."), code="not_published")
    if draft.since_on and draft.since_on > clock.today():
        raise ValidationError(_("This day is yet to come."), code="in_future")
    found = Adoption.objects.filter(experience=experience, member=member_id).first()
    if (found.row_version if found else 0) != row_version:
        raise ValidationError(_("Somebody changed this in the meantime."), code="edited_meanwhile")
    before = _facts(found) if found else None
    adoption = found or Adoption(experience=experience, member_id=member_id, row_version=0)
    for name in ("since_on", "changed", "came_of_it", "source_url"):
        setattr(adoption, name, getattr(draft, name))
    adoption.row_version += 1
    adoption.save()
    touched = Touched(f"adoption:{adoption.pk}", before, _facts(adoption))
    record(
        kind="experience.adopted", by=by, subject=f"experience:{experience.pk}", touched=[touched]
    )
    return adoption


def _facts(one: Adoption) -> dict[str, object]:
    return {
        "member": one.member_id,
        "since_on": one.since_on.isoformat() if one.since_on else None,
        "changed": dict(one.changed),
        "came_of_it": dict(one.came_of_it),
        "source_url": one.source_url,
    }


@acting("experience.awarded", "experience:{experience_id}")
def record_award(*, by: Actor | None, experience_id: int, draft: AwardDraft) -> bool:
    """Record a prize that an experience was given, with where that is told.

    Shape: False when it is recorded already.
    Errors: PermissionDenied; Experience.DoesNotExist; ValidationError: withdrawn.
    Queries: 4, and those of the record.
    """
    experience = held(experience_id).experience
    require(can_write_experience(by, experience.member_id), "network.record_award")
    award, is_new = Award.objects.get_or_create(
        experience=experience,
        source_url=draft.source_url,
        defaults={"name": draft.name, "year": draft.year},
    )
    if is_new:
        told = {"name": dict(draft.name), "year": draft.year, "source_url": draft.source_url}
        record(
            kind="experience.awarded",
            by=by,
            subject=f"experience:{experience.pk}",
            touched=[Touched(f"award:{award.pk}", None, told)],
        )
    return is_new
