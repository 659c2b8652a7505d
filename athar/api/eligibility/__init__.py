"""Eligibility for the Open Government Partnership."""

from athar.api.eligibility import views

__all__ = ["views"]
