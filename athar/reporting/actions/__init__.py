"""Every write of reporting: publishing what bodies report."""

from athar.reporting.actions.publishing import publish_reports

__all__ = ["publish_reports"]
