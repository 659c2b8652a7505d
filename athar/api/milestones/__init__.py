"""Milestones."""

from athar.api.milestones import views

__all__ = ["views"]
