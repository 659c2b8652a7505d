"""What two plans say of a contribution that one of them states."""

from django.db import models
from django.db.models import Q

from athar.network.enums.convergence import Answer, ContributionKind
from athar.reference.fields import ScaledDecimalField


class Accord(models.Model):
    """Of which kind a contribution is and since when, and what the other plan answered.

    The contribution itself and its share stand in the contract of the plan that contributes; where
    they are no longer stated, the accord says nothing.
    """

    commitment = models.ForeignKey("plans.Commitment", on_delete=models.CASCADE, related_name="+")
    target = models.ForeignKey("plans.Commitment", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=ContributionKind)
    since_on = models.DateField(null=True)
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.PROPOSED)
    # the share that was answered: with another one the question is open again
    share = ScaledDecimalField(decimals=6, null=True)
    reason = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commitment", "target"], name="accord_once"),
            models.CheckConstraint(
                condition=Q(answer=Answer.PROPOSED, answered_at=None)
                | (~Q(answer=Answer.PROPOSED) & Q(answered_at__isnull=False)),
                name="accord_is_answered_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(answer=Answer.DECLINED, reason=""), name="accord_declined_with_reason"
            ),
        ]
