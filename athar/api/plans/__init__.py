"""Plans and their groupings."""

from athar.api.plans import views

__all__ = ["views"]
