"""Kinds of plans, the roles of bodies, how progress is weighted."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlanKind(models.TextChoices):
    REGIONAL_DEVELOPMENT_PROGRAMME = (
        "regional_development_programme",
        _("Regional development programme"),
    )
    NATIONAL_ACTION_PLAN = "national_action_plan", _("National action plan")
    LOCAL_ACTION_PLAN = "local_action_plan", _("Local action plan")
    OTHER = "other", _("Plan")

    @property
    def counts_projects(self) -> bool:
        """Tell whether the unit of accountability is shown as a project."""
        return self is PlanKind.REGIONAL_DEVELOPMENT_PROGRAMME


class BodyRole(models.TextChoices):
    LEAD = "lead", _("Lead body")
    SUPPORT = "support", _("Supporting body")
    OWNER = "owner", _("Project owner")
    DELEGATED_OWNER = "delegated_owner", _("Delegated project owner")


class InclusionMarker(models.TextChoices):
    """What a commitment is for inclusion and equality, as donors mark it; none: not examined."""

    MAIN = "main", pgettext_lazy("inclusion and equality", "Its main purpose")
    AMONG = "among", pgettext_lazy("inclusion and equality", "One of its purposes")
    NO_PURPOSE = "no_purpose", pgettext_lazy("inclusion and equality", "Examined, no purpose of it")


class DatePrecision(models.TextChoices):
    DAY = "day", pgettext_lazy("precision of a date", "day")
    MONTH = "month", pgettext_lazy("precision of a date", "month")
    QUARTER = "quarter", pgettext_lazy("precision of a date", "quarter")
    SEMESTER = "semester", pgettext_lazy("precision of a date", "semester")
    YEAR = "year", pgettext_lazy("precision of a date", "year")


class WeightRuleChoice(models.TextChoices):
    COST = "cost", _("Weighted by cost")
    EQUAL = "equal", _("Every item counts the same")
    CUSTOM = "custom", _("Weights set in the plan")


class CarryOverFate(models.TextChoices):
    """What became of a commitment in a later plan."""

    CONTINUED = "continued", _("Continued")
    MERGED = "merged", _("Merged")
    DROPPED = "dropped", _("Dropped")


class EditKind(models.TextChoices):
    """What of a plan an edit concerns."""

    COMMITMENT = "commitment", _("Commitment")
    NODE = "node", _("Axis or programme")
    PLAN = "plan", _("The plan itself")


class EditFate(models.TextChoices):
    """What an edit does once it is published."""

    ADDED = "added", _("Added")
    CHANGED = "changed", pgettext_lazy("fate of an edit", "Changed")
    GONE = "gone", pgettext_lazy("fate of an edit", "Taken out")
