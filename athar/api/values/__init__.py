"""Measured values: read by anybody, written with a token."""

from athar.api.values import views, writing

__all__ = ["views", "writing"]
