"""States of a report, declared statuses, reasons of obstacles, and the fields of a report."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class ObstacleReason(models.TextChoices):
    """Why a commitment is held up."""

    FUNDING = "funding", _("Funding")
    LAND = "land", _("Land")
    PROCUREMENT = "procurement", _("Procurement")
    PERMITS = "permits", _("Permits and authorisations")
    CONTRACTOR = "contractor", _("Contractor")
    DESIGN = "design", _("Studies and design")
    WEATHER = "weather", _("Weather")
    PARTNER = "partner", _("Waiting for a partner")
    SECURITY = "security", pgettext_lazy("reason of an obstacle", "Security")
    OTHER = "other", pgettext_lazy("reason of an obstacle", "Other")


class Outcome(models.TextChoices):
    """What became of a corrective action."""

    DONE = "done", pgettext_lazy("outcome of a corrective action", "Done")
    UNDER_WAY = "under_way", pgettext_lazy("outcome of a corrective action", "Under way")
    DROPPED = "dropped", pgettext_lazy("outcome of a corrective action", "Dropped")


class RoundState(models.TextChoices):
    """How a round stands on a day: it follows from its dates and from whether it was closed."""

    TO_COME = "to_come", pgettext_lazy("state of a reporting round", "To come")
    OPEN = "open", pgettext_lazy("state of a reporting round", "Open")
    OVERDUE = "overdue", pgettext_lazy("state of a reporting round", "Past its due date")
    CLOSED = "closed", pgettext_lazy("state of a reporting round", "Closed")
