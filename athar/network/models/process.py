"""Meetings, publications and consultations by which the process of a plan is checked."""

from django.db import models
from django.db.models import F, Q

from athar.network.enums.process import RecordKind


class ProcessRecord(models.Model):
    """One thing that happened, or stands, on a day, with the address of its proof."""

    member = models.ForeignKey("network.Member", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=RecordKind)
    on = models.DateField()
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=1000)

    class Meta:
        indexes = [
            # the record of a member in time
            models.Index(fields=["member", "on"], name="process_of_member"),
        ]


class Consultation(models.Model):
    """A consultation on a plan; None is not known, never zero."""

    member = models.ForeignKey("network.Member", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=1000)
    timeline_on = models.DateField(null=True)
    opens_on = models.DateField()
    closes_on = models.DateField(null=True)
    n_received = models.PositiveIntegerField(null=True)
    n_answered = models.PositiveIntegerField(null=True)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on=None) | Q(closes_on__gte=F("opens_on")),
                name="consultation_closes_after_opening",
            ),
            models.CheckConstraint(
                condition=Q(n_answered=None)
                | (Q(n_received__isnull=False) & Q(n_answered__lte=F("n_received"))),
                name="answered_among_received",
            ),
        ]
        indexes = [
            models.Index(fields=["member", "opens_on"], name="consultations_of_member"),
        ]
