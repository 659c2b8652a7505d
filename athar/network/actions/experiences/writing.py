"""Telling an experience: its first draft, and each further version."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.kernel.actor import Actor
from athar.network.drafts.experiences import ExperienceDraft
from athar.network.enums.experiences import ExperienceState
from athar.network.models import Experience, ExperienceVersion
from athar.network.queries.experiences import stated_of
from athar.network.rules.experiences import can_write_experience
from athar.network.validators.experiences import check_code, check_experience
from athar.people.rules import require
from athar.plans.queries import public_commitment
from athar.reference.enums import Taxonomy
from athar.reference.queries import themes
from athar.trail.actions import Touched, record
from athar.trail.refusing import acting

_LINKED = ("theme_ids", "commitments")
COLUMNS = tuple(one.name for one in fields(ExperienceDraft) if one.name not in _LINKED)


@acting("experience.begun", "member:{member_id}")
def begin_experience(
    *, by: Actor | None, member_id: int, code: str, draft: ExperienceDraft
) -> ExperienceVersion:
    """Begin to tell an experience of a member, under a code that stays.

    Errors: PermissionDenied; ValidationError: code_malformed, code_taken, and of
    `check_experience`, commitment_unknown.
    Queries: 5, 1 for each commitment, and those of the record.
    """
    require(can_write_experience(by, member_id), "network.begin_experience")
    check_code(code)
    if Experience.objects.filter(code=code).exists():
        raise ValidationError(_("This code is taken."), code="code_taken")
    checked(draft)
    experience = Experience.objects.create(code=code, member_id=member_id)
    version = ExperienceVersion(experience=experience, number=1, row_version=0)
    state(version, draft)
    note_version(by, "experience.begun", version, None)
    return version


@acting("experience.written", "experience:{experience_id}")
def write_experience(
    *, by: Actor | None, experience_id: int, row_version: int, draft: ExperienceDraft
) -> ExperienceVersion:
    """Change the draft of an experience; of a published one this begins its next version.

    Shape: `row_version` is that of the version that was read.
    Errors: PermissionDenied; Experience.DoesNotExist; ValidationError: edited_meanwhile,
    not_a_draft, commitment_unknown, and of `check_experience`.
    Queries: 8, 1 for each commitment, and those of the record.
    """
    version = held(experience_id)
    require(can_write_experience(by, version.experience.member_id), "network.write_experience")
    if version.row_version != row_version:
        raise ValidationError(
            _("Somebody changed this experience in the meantime."), code="edited_meanwhile"
        )
    if version.state not in {ExperienceState.DRAFT, ExperienceState.PUBLISHED}:
        raise ValidationError(
            _("An experience under review is not changed. Wait for the answer of the peer."),
            code="not_a_draft",
        )
    checked(draft)
    before = stated_of(version)
    if version.state == ExperienceState.PUBLISHED:
        version = following(version)
    state(version, draft)
    note_version(by, "experience.written", version, before)
    return version


def checked(draft: ExperienceDraft) -> None:
    """Check what is told. Queries: 1."""
    check_experience(draft, [one.id for one in themes(Taxonomy.OGP_POLICY_AREA)])


def held(experience_id: int) -> ExperienceVersion:
    """Lock an experience until the transaction ends, and give its newest version.

    Errors: Experience.DoesNotExist; ValidationError: withdrawn.
    Queries: 2.
    """
    experience = Experience.objects.select_for_update().get(pk=experience_id)
    if experience.withdrawn_at is not None:
        raise ValidationError(_("This experience was taken back."), code="withdrawn")
    version = ExperienceVersion.objects.filter(experience=experience).order_by("-number")[0]
    version.experience = experience
    return version


def following(version: ExperienceVersion) -> ExperienceVersion:
    """Begin the version after this one. Queries: 0."""
    return ExperienceVersion(
        experience=version.experience,
        number=version.number + 1,
        row_version=version.row_version,
    )


def state(version: ExperienceVersion, draft: ExperienceDraft) -> None:
    """Store what is told in a version. Queries: 5, and 1 for each commitment."""
    commitments = list(_commitments(draft.commitments))
    for name in COLUMNS:
        setattr(version, name, getattr(draft, name))
    version.row_version += 1
    version.save()
    version.themes.set(draft.theme_ids)
    version.commitments.set(commitments)


def _commitments(codes: Iterable[tuple[str, str]]) -> Iterable[int]:
    for plan, code in codes:
        found = public_commitment(plan, code)
        if found is None:
            raise ValidationError(
                _("No published plan has the commitment %(code)s."),
                code="commitment_unknown",
                params={"code": f"{plan}/{code}"},
            )
        yield found


def note_version(
    by: Actor | None,
    kind: str,
    version: ExperienceVersion,
    before: dict[str, Any] | None,
    *,
    reason: str = "",
) -> None:
    """Write on the record what became of a version. Queries: those of the record."""
    touched = Touched(f"experience_version:{version.pk}", before, stated_of(version))
    record(
        kind=kind,
        by=by,
        subject=f"experience:{version.experience_id}",
        touched=[touched],
        reason=reason,
    )
