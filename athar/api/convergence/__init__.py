"""What commitments do for commitments of other plans."""

from athar.api.convergence import views

__all__ = ["views"]
