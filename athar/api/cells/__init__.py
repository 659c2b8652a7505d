"""Figures that are rolled up."""

from athar.api.cells import views

__all__ = ["views"]
