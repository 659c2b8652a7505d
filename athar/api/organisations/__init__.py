"""Bodies that plans name."""

from athar.api.organisations import views

__all__ = ["views"]
