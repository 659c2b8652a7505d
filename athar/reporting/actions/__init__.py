"""Every write of reporting: publishing what bodies report, and withdrawing it."""

from athar.reporting.actions.publishing import publish_reports
from athar.reporting.actions.withdrawing import withdraw_reports

__all__ = ["publish_reports", "withdraw_reports"]
