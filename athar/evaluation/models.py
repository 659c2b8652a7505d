"""Assessments, append-only: a later word supersedes an earlier one, nothing is overwritten."""

from django.db import models
from django.db.models import Q

from athar.evaluation.enums import NoWord, Stage
from athar.plans.enums import DatePrecision


class Assessment(models.Model):
    """What an evaluator said of a commitment by one criterion: a step of its scale, or no word.

    The scheme, criterion and version are those of the shipped scales (athar.evaluation.schemes).
    """

    commitment = models.ForeignKey(
        "plans.Commitment", on_delete=models.PROTECT, related_name="assessments"
    )
    scheme = models.CharField(max_length=20)
    criterion = models.CharField(max_length=40)
    version = models.CharField(max_length=10)
    stage = models.CharField(max_length=10, choices=Stage)
    value = models.CharField(max_length=40, blank=True)
    no_word = models.CharField(max_length=2, choices=NoWord, blank=True)
    assessor = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    assessed_on = models.DateField(null=True)
    assessed_precision = models.CharField(
        max_length=10, choices=DatePrecision, default=DatePrecision.DAY
    )
    source_url = models.URLField(max_length=1000, blank=True)
    # {"name": file, "row": n, "column": heading, "written": text of the cell}
    origin = models.JSONField(default=dict)
    # the act that published it
    event = models.ForeignKey("trail.Event", on_delete=models.PROTECT, related_name="+")
    supersedes = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="superseded_by"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(value="") ^ Q(no_word=""), name="assessment_is_a_step_or_no_word"
            ),
            models.CheckConstraint(
                condition=Q(no_word__in=["", *NoWord.values]), name="assessment_no_word_is_known"
            ),
        ]
