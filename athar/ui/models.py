"""What tells every worker that pages it keeps are stale."""

from django.db import models


class PageMove(models.Model):
    """Something pages rest on moved `times` times; of one key all rows together say how often.

    Rows are only added, so that writers never wait for one another here; folding many into one
    leaves the sum as it is.
    """

    key = models.CharField(max_length=80)
    times = models.PositiveBigIntegerField(default=1)
