"""What a question to peers and an answer must be."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SHORTEST, LONGEST = 10, 2000


def check_words(text: str, *, shortest: int = SHORTEST) -> None:
    """Check the words of a question or an answer.

    Errors: ValidationError: text_too_short, text_too_long.
    """
    if len(text.strip()) < shortest:
        raise ValidationError(_("Write a whole sentence."), code="text_too_short")
    if len(text) > LONGEST:
        raise ValidationError(
            _("This is too long: at most 2,000 characters."), code="text_too_long"
        )


def check_area(theme_id: int, themes: Collection[int]) -> None:
    """Check that a question belongs to a policy area there is.

    Errors: ValidationError: theme_unknown.
    """
    if theme_id not in themes:
        raise ValidationError(_("This is no policy area."), code="theme_unknown")
