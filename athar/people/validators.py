"""What a body and an account must be, whoever states it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.people.drafts import OrganisationDraft
from athar.people.enums import Role

LONGEST_CODE = 40


def check_organisations(drafts: Sequence[OrganisationDraft], known: Collection[str]) -> None:
    """Check a batch of bodies; `known` are the codes already registered.

    Errors: ValidationError with one entry per problem: code_missing, code_too_long,
    named_twice, name_missing, unknown_parent.
    """
    times = Counter(draft.code for draft in drafts)
    problems = [
        problem
        for draft in drafts
        for problem in _problems(draft, times[draft.code], known=times.keys() | set(known))
    ]
    if problems:
        raise ValidationError(problems)


def _problems(
    draft: OrganisationDraft, times: int, *, known: Collection[str]
) -> list[ValidationError]:
    about = {"body": draft.code, "parent": draft.parent_code}
    found = []
    if not draft.code.strip():
        found.append(ValidationError(_("A body has no code."), code="code_missing"))
    if len(draft.code) > LONGEST_CODE:
        message = _("The code %(body)s is too long.")
        found.append(ValidationError(message, code="code_too_long", params=about))
    if times > 1:
        message = _("The body %(body)s is stated twice.")
        found.append(ValidationError(message, code="named_twice", params=about))
    if not draft.names:
        message = _("The body %(body)s has no name.")
        found.append(ValidationError(message, code="name_missing", params=about))
    if draft.parent_code is not None and draft.parent_code not in known:
        message = _("The body %(body)s belongs to %(parent)s, which is not registered.")
        found.append(ValidationError(message, code="unknown_parent", params=about))
    return found


def check_grant(role: str, scope: str) -> None:
    """Check that a role exists and that its scope is a key such as `plan:3` or `installation`.

    Errors: ValidationError: unknown_role, scope_malformed.
    """
    if role not in Role.values:
        raise ValidationError(
            _("There is no role called %(role)s."), code="unknown_role", params={"role": role}
        )
    kind, _colon, key = scope.partition(":")
    if scope != "installation" and not (kind.isidentifier() and key):
        raise ValidationError(
            _("%(scope)s is not a scope."), code="scope_malformed", params={"scope": scope}
        )
