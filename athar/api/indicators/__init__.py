"""Libraries and indicators."""

from athar.api.indicators import detail, views

__all__ = ["detail", "views"]
