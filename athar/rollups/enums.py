"""What a computed figure can be about, how lists are sorted, and why an item was left out."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SubjectKind(models.TextChoices):
    COMMITMENT = "commitment", _("Commitment")
    NODE = "node", _("Grouping")
    PLAN = "plan", _("Plan")
    PLACE = "place", _("Place")
    LEAD = "lead", _("Lead body")
    FUNDER = "funder", _("Funder")
    THEME = "theme", _("Theme")
    YEAR = "year", _("Year")


class MadeOf(models.TextChoices):
    """Of what a figure was put together; one that was stated was not put together at all."""

    STATED = "", pgettext_lazy("how a figure came about", "Stated")
    CATEGORIES = "categories", pgettext_lazy("how a figure came about", "From its categories")
    PERIODS = "periods", pgettext_lazy("how a figure came about", "From shorter periods")
    PLACES = "places", pgettext_lazy("how a figure came about", "From the places in it")
    FORMULA = "formula", pgettext_lazy("how a figure came about", "From other indicators")


class SortKey(models.TextChoices):
    """In what order a list of commitments stands; unknown values always come last."""

    PLAN_ORDER = "plan", pgettext_lazy("order of a list", "Order of the plan")
    CODE = "code", pgettext_lazy("order of a list", "Code")
    AMOUNT = "amount", pgettext_lazy("order of a list", "Amount")
    PHYSICAL = "physical", pgettext_lazy("order of a list", "Progress")
    PLANNED_END = "planned_end", pgettext_lazy("order of a list", "Planned end")
    SLIPPAGE = "slippage", pgettext_lazy("order of a list", "Delay")
    UPDATED = "updated", pgettext_lazy("order of a list", "Last update")


class Figure(StrEnum):
    """The figures that can be explained; the word stands in their address."""

    STATUSES = "statuses"
    PHYSICAL = "physical"
    FINANCIAL = "financial"
    MONEY = "money"
    STATUS = "status"
    SLIPPAGE = "slippage"


class Formula(StrEnum):
    """The rule by which a figure was computed."""

    STATUS_COUNTS = "status_counts"
    WEIGHTED_MEAN = "weighted_mean"
    PAID_OVER_PLANNED = "paid_over_planned"
    SUM = "sum"
    PROGRESS_OVER_PLANNED = "progress_over_planned"
    REPORTED = "reported"
    DAYS_LATE = "days_late"


class LeftOutBecause(models.TextChoices):
    """Why a commitment does not count in a figure."""

    CANCELLED = "cancelled", _("Cancelled, or removed from the plan")
    NO_PROGRESS = "no_progress", _("Progress not known")
    NO_COST = "no_cost", _("Cost not known")
    NO_WEIGHT = "no_weight", _("No weight set in the plan")
    NO_PAYMENT = "no_payment", _("Payment not known")
