"""What is known of the eligibility of a member, year by year: rows are only added."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from athar.network.enums.eligibility import Confidence, CriterionKey
from athar.network.models.members import Member
from athar.reference.fields import ScaledDecimalField


class EligibilityFact(models.Model):
    """One criterion of one year; the newest row of a criterion counts.

    Without answer and value it says that it is not known. What a candidate's focal point records
    is a draft; what is public is recorded by the administrator or shown by the candidate.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="eligibility")
    year = models.PositiveSmallIntegerField()
    criterion = models.CharField(max_length=30, choices=CriterionKey)
    is_met = models.BooleanField(null=True)
    value = ScaledDecimalField(decimals=2, null=True)
    source_title = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(max_length=1000, blank=True)
    source_year = models.PositiveSmallIntegerField(null=True)
    confidence = models.CharField(max_length=10, choices=Confidence)
    is_draft = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_met=None) | Q(value=None), name="fact_is_an_answer_or_a_value"
            ),
            models.CheckConstraint(
                condition=Q(is_met=None, value=None) | ~Q(source_title=""),
                name="fact_names_its_source",
            ),
        ]
        indexes = [
            # what is known of a member, each year, the newest of each criterion last
            models.Index(fields=["member", "year", "id"], name="facts_of_member"),
        ]
