"""Places."""

from athar.api.places import views

__all__ = ["views"]
