"""Searching."""

from athar.api.found import views

__all__ = ["views"]
