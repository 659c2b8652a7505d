"""In what a state or a local government takes part, as what, and whether it is in order."""

from django.db import models
from django.utils.translation import pgettext_lazy


class MemberKind(models.TextChoices):
    STATE = "state", pgettext_lazy("kind of member", "State")
    LOCAL = "local", pgettext_lazy("kind of member", "Local government")


class Programme(models.TextChoices):
    """What is taken part in; one member may take part in more than one."""

    NETWORK = "network", pgettext_lazy("programme", "African Open Government Network")
    OGP = "ogp", pgettext_lazy("programme", "Open Government Partnership")
    OGP_LOCAL = "ogp_local", pgettext_lazy("programme", "OGP Local")


class Standing(models.TextChoices):
    MEMBER = "member", pgettext_lazy("standing", "Member")
    CANDIDATE = "candidate", pgettext_lazy("standing", "Candidate")
    OBSERVER = "observer", pgettext_lazy("standing", "Observer")


class Condition(models.TextChoices):
    """The five statuses of OGP's procedural review; see docs/methods."""

    ACTIVE = "active", pgettext_lazy("condition of a member", "Active")
    UNDER_REVIEW = "under_review", pgettext_lazy("condition of a member", "Under procedural review")
    INACTIVE = "inactive", pgettext_lazy("condition of a member", "Inactive")
    SUSPENDED = "suspended", pgettext_lazy("condition of a member", "Suspended")
    WITHDRAWN = "withdrawn", pgettext_lazy("condition of a member", "Withdrawn")
