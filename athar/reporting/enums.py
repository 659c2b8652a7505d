"""States of a report, declared statuses, and the fields that entries speak of."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    VALIDATED = "validated", _("Validated")
    PUBLISHED = "published", _("Published")
    # published once, then taken back: kept and shown as such, but no longer a figure
    WITHDRAWN = "withdrawn", _("Withdrawn")


class DeclaredStatusChoice(models.TextChoices):
    NOT_STARTED = "not_started", _("Not started")
    ON_TRACK = "on_track", _("On track")
    DELAYED = "delayed", _("Delayed")
    AT_RISK = "at_risk", _("At risk")
    STOPPED = "stopped", _("Stopped")
    COMPLETED = "completed", _("Completed")
    CANCELLED = "cancelled", _("Cancelled")


class ReportField(models.TextChoices):
    STATUS = "status", _("Declared status")
    PHYSICAL = "physical", _("Physical progress")
    FINANCIAL = "financial", _("Declared financial progress")
    COMMITTED = "committed", _("Amount committed")
    PAID = "paid", _("Amount paid")
    ACTUAL_START = "actual_start", _("Actual start")
    ACTUAL_END = "actual_end", _("Actual end")
    FORECAST_END = "forecast_end", _("Forecast end")
