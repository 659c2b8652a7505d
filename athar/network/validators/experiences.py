"""What an experience must state, whoever states it."""

from __future__ import annotations

import re
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from athar.network.drafts.experiences import ExperienceDraft
from athar.network.enums.experiences import NEEDED, TEXTS

LONGEST_TEXT = 3000
_CODE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")
_CURRENCY = re.compile(r"[A-Z]{3}")
_is_address = URLValidator(schemes=["http", "https"])


def check_code(code: str) -> None:
    """Check the code of an experience, which stands in its address.

    Errors: ValidationError: code_malformed.
    """
    if not _CODE.fullmatch(code):
        raise ValidationError(
            _("Write the code in small Latin letters, digits and hyphens, as in citizen-budget."),
            code="code_malformed",
        )


def check_experience(draft: ExperienceDraft, themes: Collection[int]) -> None:
    """Check what is told of an experience; `themes` are the policy areas there are.

    Errors: ValidationError with one entry per problem: title_missing, text_too_long,
    address_malformed, unit_missing, currency_malformed, cost_negative, theme_unknown.
    """
    problems = [*_of_texts(draft), *_of_figures(draft)]
    if not set(draft.theme_ids) <= set(themes):
        problems.append(ValidationError(_("This is no policy area."), code="theme_unknown"))
    if problems:
        raise ValidationError(problems)


def _of_texts(draft: ExperienceDraft) -> list[ValidationError]:
    found = []
    if not draft.title:
        found.append(ValidationError(_("Give the experience a title."), code="title_missing"))
    if any(len(text) > LONGEST_TEXT for name in TEXTS for text in getattr(draft, name).values()):
        message = _("A text is too long: at most 3,000 characters.")
        found.append(ValidationError(message, code="text_too_long"))
    for address in filter(None, (draft.evidence_url, draft.source_url)):
        try:
            _is_address(address)
        except ValidationError:
            message = _("Write the whole address, as in https://example.org/page.")
            found.append(ValidationError(message, code="address_malformed"))
    return found


def _of_figures(draft: ExperienceDraft) -> list[ValidationError]:
    found = []
    if draft.figure is not None and not draft.unit:
        message = _("Say what the figure counts.")
        found.append(ValidationError(message, code="unit_missing"))
    if draft.cost is not None and not _CURRENCY.fullmatch(draft.currency):
        message = _("Name the currency of the cost by its three letters, as in MAD.")
        found.append(ValidationError(message, code="currency_malformed"))
    if draft.cost is not None and draft.cost < 0:
        found.append(ValidationError(_("A cost is not negative."), code="cost_negative"))
    return found


def check_complete(draft: ExperienceDraft) -> None:
    """Check that a peer can judge an experience before it is handed in.

    Errors: ValidationError: incomplete, theme_missing.
    """
    problems = []
    if not all(getattr(draft, name) for name in NEEDED):
        message = _("Tell the title, the problem and what was done before handing it in.")
        problems.append(ValidationError(message, code="incomplete"))
    if not draft.theme_ids:
        message = _("Choose a policy area before handing it in.")
        problems.append(ValidationError(message, code="theme_missing"))
    if problems:
        raise ValidationError(problems)


def check_reason(text: str) -> None:
    """Check that an act which others have to understand says why.

    Errors: ValidationError: reason_missing.
    """
    if not text.strip():
        raise ValidationError(_("Say why."), code="reason_missing")
