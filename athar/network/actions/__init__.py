"""Every write, by room."""

from athar.network.actions.eligibility import record_eligibility

__all__ = ["record_eligibility"]
