"""Agreements and funding."""

from athar.api.money import views

__all__ = ["views"]
