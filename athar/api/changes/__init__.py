"""What changed."""

from athar.api.changes import views

__all__ = ["views"]
