"""What a body and an account must be, whoever states it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.people.drafts import OrganisationDraft
from athar.people.enums import Role

LONGEST_CODE = 40
LONGEST_TOKEN_NAME = 80
MOST_TOKENS = 10
#: A year, and the rest of its last day.
LONGEST_TOKEN = dt.timedelta(days=367)


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


def check_edit(
    draft: OrganisationDraft, parents: Mapping[str, str | None], identifiers: Mapping[str, str]
) -> None:
    """Check what changes of one body against the others.

    Shape: `parents` gives the code of the body each belongs to, `identifiers` the code of the body
    an IATI identifier stands for.
    Errors: ValidationError: parent_is_below, iati_taken.
    """
    above, seen = draft.parent_code, set[str]()
    while above is not None and above not in seen:
        seen.add(above)
        if above == draft.code:
            message = _("A body cannot belong to itself or to one of its own parts.")
            raise ValidationError(message, code="parent_is_below")
        above = parents.get(above)
    other = identifiers.get(draft.iati_identifier, draft.code)
    if draft.iati_identifier and other != draft.code:
        message = _("The body %(body)s has this identifier already.")
        raise ValidationError(message, code="iati_taken", params={"body": other})


BRANCH_ROLES = frozenset({Role.PROJECT_MANAGER, Role.COORDINATOR, Role.VALIDATOR})
"""The roles that are held over one branch of a plan too: a plan is edited as a whole."""


def check_grant(role: str, scope: str) -> None:
    """Check that a role exists and that its scope is a key such as `plan:3` or `installation`.

    Errors: ValidationError: unknown_role, scope_malformed, not_over_a_branch.
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
    if kind == "node" and role not in BRANCH_ROLES:
        message = _(
            "Over one branch of a plan somebody reports, coordinates or validates. "
            "Choose the whole plan for another role."
        )
        raise ValidationError(message, code="not_over_a_branch")


def check_token(name: str, lasting: dt.timedelta, n_in_force: int) -> None:
    """Check a new token: its name, how long it lasts, how many its owner has already.

    Errors: ValidationError: name_missing, name_too_long, already_expired, lasts_too_long,
    too_many_tokens.
    """
    if not name.strip():
        raise ValidationError(_("Say what the token is for."), code="name_missing")
    if len(name) > LONGEST_TOKEN_NAME:
        raise ValidationError(
            _("At most %(n)d characters."),
            code="name_too_long",
            params={"n": LONGEST_TOKEN_NAME},
        )
    if lasting <= dt.timedelta():
        raise ValidationError(_("The last day has passed already."), code="already_expired")
    if lasting > LONGEST_TOKEN:
        raise ValidationError(_("A token lasts one year at most."), code="lasts_too_long")
    if n_in_force >= MOST_TOKENS:
        raise ValidationError(
            _("There are %(n)d tokens already. Revoke one first."),
            code="too_many_tokens",
            params={"n": MOST_TOKENS},
        )
