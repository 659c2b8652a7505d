"""Codes are typed as people type them."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from athar.people.forms import CodeField


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("12345678", "12345678"),
        (" 1234 5678 ", "12345678"),
        ("1234-5678", "1234-5678"),
        ("١٢٣٤٥٦", "123456"),
        ("۱۲۳\u202f۴۵۶", "123456"),
    ],
)
def test_code_is_read_in_any_digits(typed, code):
    assert CodeField().clean(typed) == code


@pytest.mark.parametrize("typed", ["", "   ", "1" * 41, "12\x0034"])
def test_code_that_is_none_is_refused(typed):
    with pytest.raises(ValidationError):
        CodeField().clean(typed)
