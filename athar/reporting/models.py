"""Reports: the only home of declared status, physical progress and execution."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from athar.indicators.enums import Claim, NoNumber
from athar.plans.enums import DatePrecision
from athar.reference.fields import PercentField, TranslatedField
from athar.reporting.enums import DeclaredStatusChoice, ReportField, ReportState


class Round(models.Model):
    """A reporting campaign of a plan for one period."""

    plan = models.ForeignKey("plans.Plan", on_delete=models.PROTECT, related_name="rounds")
    code = models.CharField(max_length=20)
    start_on = models.DateField()
    end_on = models.DateField()
    opens_on = models.DateField()
    due_on = models.DateField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="round_once_in_plan"),
            models.CheckConstraint(
                condition=Q(end_on__gte=F("start_on")), name="round_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opens_on")), name="round_due_after_open"
            ),
        ]


class Report(models.Model):
    """What a body says of one commitment as of a date.

    Empty figures are unknown, never zero; why they are empty stands in the report's entries.
    The amounts committed and paid stand in finance.Execution under the key `report:<id>`.
    """

    # a draft may lose a commitment with its reports; a published one is held by its snapshot
    commitment = models.ForeignKey(
        "plans.Commitment", on_delete=models.CASCADE, related_name="reports"
    )
    round = models.ForeignKey(Round, null=True, on_delete=models.PROTECT, related_name="reports")
    as_of_on = models.DateField()
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.DRAFT)
    claim = models.CharField(
        max_length=10,
        choices=[(one.value, one.label) for one in (Claim.DECLARED, Claim.VALIDATED)],
        default=Claim.DECLARED,
    )
    declared_status = models.CharField(max_length=20, choices=DeclaredStatusChoice, blank=True)
    physical = PercentField(null=True)
    financial = PercentField(null=True)
    actual_start_on = models.DateField(null=True)
    actual_end_on = models.DateField(null=True)
    actual_end_precision = models.CharField(
        max_length=10, choices=DatePrecision, default=DatePrecision.DAY
    )
    forecast_end_on = models.DateField(null=True)
    narrative = TranslatedField()
    source = models.JSONField(default=dict)
    authored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    author_name = models.CharField(max_length=200, blank=True)
    validated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    validated_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    event = models.ForeignKey("trail.Event", null=True, on_delete=models.PROTECT, related_name="+")
    # the act that took a published report back: who, when and why
    withdrawal = models.ForeignKey(
        "trail.Event", null=True, on_delete=models.PROTECT, related_name="+"
    )
    # the newest published report of its commitment
    is_current = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["commitment"], condition=Q(is_current=True), name="one_current_report"
            ),
            models.CheckConstraint(
                condition=Q(is_current=False) | Q(state=ReportState.PUBLISHED),
                name="current_report_is_published",
            ),
            models.CheckConstraint(
                condition=Q(state=ReportState.WITHDRAWN, withdrawal__isnull=False)
                | (~Q(state=ReportState.WITHDRAWN) & Q(withdrawal=None)),
                name="withdrawn_report_has_withdrawal",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(ReportState.PUBLISHED, ReportState.WITHDRAWN))
                | Q(published_at__isnull=False, event__isnull=False),
                name="published_report_has_event_and_time",
            ),
            models.CheckConstraint(
                condition=Q(claim=Claim.DECLARED) | Q(validated_at__isnull=False),
                name="validated_report_says_when",
            ),
            models.CheckConstraint(
                condition=Q(physical=None) | Q(physical__gte=0, physical__lte=100),
                name="physical_between_0_and_100",
            ),
            models.CheckConstraint(
                condition=Q(financial=None) | Q(financial__gte=0, financial__lte=100),
                name="financial_between_0_and_100",
            ),
        ]
        indexes = [
            # timeline of a commitment
            models.Index(fields=["commitment", "-as_of_on", "-id"], name="report_by_date"),
        ]


class ReportEntry(models.Model):
    """What stood behind one field of a report: the text written, its place, why no number."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="entries")
    field = models.CharField(max_length=20, choices=ReportField)
    written = models.CharField(max_length=300, blank=True)
    no_number = models.CharField(max_length=20, choices=NoNumber, blank=True)
    # {"file": sha256, "name": file name, "sheet": …, "row": n, "column": "X / header"}
    origin = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "field"], name="report_entry_once_per_field"),
        ]
