"""Experiences of members, and questions among peers."""

from athar.api.experiences import views

__all__ = ["views"]
