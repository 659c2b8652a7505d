"""What a commitment does for one of another plan, and what both sides say of it."""

from django.db import models
from django.utils.translation import pgettext_lazy

from athar.reference.enums import PlaceKind


class ContributionKind(models.TextChoices):
    IMPLEMENTS = "implements", pgettext_lazy("kind of contribution", "Implements")
    SUPPORTS = "supports", pgettext_lazy("kind of contribution", "Supports")
    REPORTS_ON = "reports_on", pgettext_lazy("kind of contribution", "Reports on")


class Answer(models.TextChoices):
    """What the plan that is contributed to says."""

    PROPOSED = "proposed", pgettext_lazy("answer to a contribution", "Proposed")
    ACCEPTED = "accepted", pgettext_lazy("answer to a contribution", "Agreed")
    DECLINED = "declined", pgettext_lazy("answer to a contribution", "Declined")


class Tier(models.TextChoices):
    NATIONAL = "national", pgettext_lazy("tier of government", "National")
    REGIONAL = "regional", pgettext_lazy("tier of government", "Regional")
    LOCAL = "local", pgettext_lazy("tier of government", "Communal")


TIER_OF = {
    PlaceKind.COUNTRY: Tier.NATIONAL,
    PlaceKind.TERRITORY: Tier.NATIONAL,
    PlaceKind.REGION: Tier.REGIONAL,
}
"""The tier of the plans of a place; every other place is local."""
