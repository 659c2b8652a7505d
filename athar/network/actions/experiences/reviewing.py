"""From a draft to the library: handed in, reviewed by a peer, published, taken back."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.network.actions.experiences.writing import held, note_version
from athar.network.enums.experiences import ExperienceState
from athar.network.models import Experience, ExperienceReview, ExperienceVersion
from athar.network.queries.experiences import draft_of, stated_of
from athar.network.rules.experiences import can_review_experience, can_write_experience
from athar.network.validators.experiences import check_complete, check_reason
from athar.people.rules import require
from athar.trail.actions import Touched, record
from athar.trail.refusing import acting


@acting("experience.submitted", "experience:{experience_id}")
def submit_experience(*, by: Actor | None, experience_id: int) -> None:
    """Hand a draft in for the review of a peer.

    Errors: PermissionDenied; Experience.DoesNotExist; ValidationError: withdrawn, wrong_state,
    incomplete, theme_missing.
    Queries: 6, and those of the record.
    """
    version = held(experience_id)
    require(can_write_experience(by, version.experience.member_id), "network.submit_experience")
    before = _expected(version, ExperienceState.DRAFT)
    check_complete(draft_of(version))
    version.submitted_at = clock.now()
    _move(by, "experience.submitted", version, before, ExperienceState.SUBMITTED)


@acting("experience.reviewed", "experience:{experience_id}")
def review_experience(
    *, by: Actor | None, experience_id: int, member_id: int, note: str = ""
) -> None:
    """Approve, as a peer of another member, what was handed in.

    Errors: PermissionDenied; Experience.DoesNotExist; ValidationError: withdrawn, wrong_state.
    Queries: 6, and those of the record.
    """
    _decide(by, experience_id, member_id, note.strip(), is_approval=True)


@acting("experience.returned", "experience:{experience_id}")
def return_experience(*, by: Actor | None, experience_id: int, member_id: int, note: str) -> None:
    """Give back, as a peer of another member, what was handed in, and say why.

    Errors: PermissionDenied; Experience.DoesNotExist; ValidationError: withdrawn, wrong_state,
    reason_missing.
    Queries: 6, and those of the record.
    """
    check_reason(note)
    _decide(by, experience_id, member_id, note.strip(), is_approval=False)


def _decide(
    by: Actor | None, experience_id: int, member_id: int, why: str, *, is_approval: bool
) -> None:
    version = held(experience_id)
    owner_id = version.experience.member_id
    allowed = can_review_experience(by, owner_id=owner_id, reviewer_id=member_id)
    require(allowed, "network.review_experience")
    before = _expected(version, ExperienceState.SUBMITTED)
    ExperienceReview.objects.create(
        version=version,
        member_id=member_id,
        is_approval=is_approval,
        note=why,
        decided_by_id=by.pk if by else None,
        decided_at=clock.now(),
    )
    kind, after = (
        ("experience.reviewed", ExperienceState.REVIEWED)
        if is_approval
        else ("experience.returned", ExperienceState.DRAFT)
    )
    _move(by, kind, version, before, after, reason=why)


@acting("experience.published", "experience:{experience_id}")
def publish_experience(*, by: Actor | None, experience_id: int) -> None:
    """Publish what a peer approved; the version published before stays to be read.

    Errors: PermissionDenied; Experience.DoesNotExist; ValidationError: withdrawn, wrong_state.
    Queries: 7, and those of the record.
    """
    version = held(experience_id)
    require(can_write_experience(by, version.experience.member_id), "network.publish_experience")
    before = _expected(version, ExperienceState.REVIEWED)
    show(by, version, before)


def show(by: Actor | None, version: ExperienceVersion, before: dict[str, object] | None) -> None:
    """Let the public read a version in place of the one before. Queries: those of the record, 4."""
    ExperienceVersion.objects.filter(
        experience=version.experience_id, state=ExperienceState.PUBLISHED
    ).update(state=ExperienceState.FORMER)
    version.published_on = clock.today()
    _move(by, "experience.published", version, before, ExperienceState.PUBLISHED)


@acting("experience.withdrawn", "experience:{experience_id}")
def withdraw_experience(*, by: Actor | None, experience_id: int, reason: str) -> None:
    """Take an experience back: it stays listed with the reason, and nobody takes it up any more.

    Errors: PermissionDenied; Experience.DoesNotExist; ValidationError: withdrawn, wrong_state
    for one that was never published, reason_missing.
    Queries: 4, and those of the record.
    """
    version = held(experience_id)
    experience = version.experience
    require(can_write_experience(by, experience.member_id), "network.withdraw_experience")
    check_reason(reason)
    if not experience.versions.filter(state=ExperienceState.PUBLISHED).exists():
        raise ValidationError(
            _("Only what was published is taken back; a draft is changed."), code="wrong_state"
        )
    at, why = clock.now(), reason.strip()
    Experience.objects.filter(pk=experience.pk).update(withdrawn_at=at, withdrawn_because=why)
    record(
        kind="experience.withdrawn",
        by=by,
        subject=f"experience:{experience.pk}",
        touched=[
            Touched(
                f"experience:{experience.pk}",
                {"withdrawn_at": None},
                {"withdrawn_at": at.isoformat()},
            )
        ],
        reason=why,
    )


def _expected(version: ExperienceVersion, state: ExperienceState) -> dict[str, object]:
    """Give what a version stated, or refuse one that is not as far as the act takes for granted."""
    if version.state != state:
        raise ValidationError(
            _("This is not possible now: the experience stands at “%(state)s”."),
            code="wrong_state",
            params={"state": ExperienceState(version.state).label},
        )
    return stated_of(version)


def _move(
    by: Actor | None,
    kind: str,
    version: ExperienceVersion,
    before: dict[str, object] | None,
    state: ExperienceState,
    *,
    reason: str = "",
) -> None:
    version.state = state
    version.row_version += 1
    version.save()
    note_version(by, kind, version, before, reason=reason)
