"""States and local governments of the network."""

from athar.api.members import views

__all__ = ["views"]
