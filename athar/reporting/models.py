"""Reports: the only home of declared status, physical progress and execution."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from athar.indicators.enums import Claim, NoNumber
from athar.plans.enums import DatePrecision
from athar.reference.fields import PercentField, TranslatedField
from athar.reporting.enums import (
    DeclaredStatusChoice,
    ObstacleReason,
    Outcome,
    ReportField,
    ReportState,
)

_PUBLIC_ONCE = (ReportState.PUBLISHED, ReportState.WITHDRAWN)
_EMPTY = Q(
    declared_status="",
    physical=None,
    financial=None,
    actual_start_on=None,
    actual_end_on=None,
    forecast_end_on=None,
    narrative={},
)


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


class Assignment(models.Model):
    """That a body owes the report of a commitment in a round; who reported stands in the report."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="assignments")
    commitment = models.ForeignKey(
        "plans.Commitment", on_delete=models.CASCADE, related_name="assignments"
    )
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField()
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "commitment"], name="assignment_once_in_round"
            ),
        ]
        indexes = [
            # how many reports each body owes in each round
            models.Index(fields=["round", "organisation"], name="assignment_by_body"),
        ]


class Report(models.Model):
    """What a body says of one commitment as of a date.

    Until it is published a report is text: `typed` holds what was typed, by field, and no figure.
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
    # {field: text as it was typed}: see athar/reporting/typed.py for the names of fields
    typed = models.JSONField(default=dict)
    # who last touched a field, and at which version: {field: [version, account, name]}
    marks = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    # the body that owes it, None for what was imported
    organisation = models.ForeignKey(
        "people.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    is_on_behalf = models.BooleanField(default=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True)
    # the first of two steps of validation
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    checked_at = models.DateTimeField(null=True)
    publish_on = models.DateField(null=True)
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
            models.UniqueConstraint(
                fields=["round", "commitment"],
                condition=Q(round__isnull=False) & ~Q(state=ReportState.WITHDRAWN),
                name="one_report_in_round",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_PUBLIC_ONCE) | _EMPTY, name="unpublished_report_is_text"
            ),
            models.CheckConstraint(
                condition=Q(state__in=(ReportState.DRAFT, ReportState.RETURNED, *_PUBLIC_ONCE))
                | Q(submitted_at__isnull=False),
                name="submitted_report_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.VALIDATED) | Q(validated_at__isnull=False),
                name="validated_state_says_when",
            ),
            models.CheckConstraint(
                condition=Q(publish_on=None)
                | ~Q(state__in=(ReportState.DRAFT, ReportState.RETURNED, ReportState.SUBMITTED)),
                name="only_validated_report_is_scheduled",
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
            # how many reports each body made in each round, by state
            models.Index(fields=["round", "organisation", "state"], name="report_by_body"),
            # whether the report of a commitment in a round was made
            models.Index(fields=["round", "commitment", "state"], name="report_in_round"),
            # what waits to be published on a day
            models.Index(
                fields=["publish_on"],
                condition=Q(state=ReportState.VALIDATED),
                name="report_to_publish",
            ),
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


class ReportComment(models.Model):
    """A remark on a field of a report (empty = on all of it), or the note of a return."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="comments")
    field = models.CharField(max_length=250, blank=True)
    text = models.TextField()
    is_return = models.BooleanField(default=False)
    # the version of the report that it speaks of
    version = models.PositiveIntegerField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    author_name = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="report_comment_says_something"),
        ]


class Obstacle(models.Model):
    """What holds a commitment up, as a published report says."""

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="obstacle")
    reason = models.CharField(max_length=20, choices=ObstacleReason)
    text = TranslatedField()


class CorrectiveAction(models.Model):
    """What is done against an obstacle, by whom and by when, as a published report says."""

    obstacle = models.OneToOneField(
        Obstacle, on_delete=models.CASCADE, related_name="corrective_action"
    )
    commitment = models.ForeignKey(
        "plans.Commitment", on_delete=models.CASCADE, related_name="corrective_actions"
    )
    text = TranslatedField()
    owner = models.CharField(max_length=200)
    due_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(owner=""), name="corrective_action_has_owner"),
        ]


class FollowUp(models.Model):
    """What a later published report says became of a corrective action."""

    action = models.ForeignKey(
        CorrectiveAction, on_delete=models.CASCADE, related_name="follow_ups"
    )
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="follow_ups")
    outcome = models.CharField(max_length=10, choices=Outcome)
    text = TranslatedField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["action", "report"], name="follow_up_once_in_report"),
        ]
