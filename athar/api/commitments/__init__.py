"""Commitments."""

from athar.api.commitments import views

__all__ = ["views"]
