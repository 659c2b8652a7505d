"""Levels of results, kinds of measures, kinds of claims and the five kinds of no number."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ResultLevel(models.TextChoices):
    """How far from the works a result lies: what was made, what it changed, what it led to."""

    OUTPUT = "output", _("Output")
    OUTCOME = "outcome", _("Outcome")
    IMPACT = "impact", _("Impact")


class Measure(models.TextChoices):
    """What kind of value an indicator takes."""

    UNIT = "unit", _("Number with a unit")
    PERCENTAGE = "percentage", _("Percentage")
    NOMINAL = "nominal", _("One of several answers")
    ORDINAL = "ordinal", _("Step on a scale")
    QUALITATIVE = "qualitative", _("Text")


NUMERIC = frozenset({Measure.UNIT, Measure.PERCENTAGE})
"""The measures whose values are quantities: they have targets in percent and may be added up."""


class DirectionChoice(models.TextChoices):
    """Whether an indicator is meant to rise or to fall; the words of kernel's Direction."""

    ASCENDING = "ascending", _("Meant to rise")
    DESCENDING = "descending", _("Meant to fall")


class Accumulation(models.TextChoices):
    """How values of successive periods belong together."""

    FLOW = "flow", _("Counted in each period")
    STOCK = "stock", _("Running total")
    RATE = "rate", _("Rate, average or index")


class RuleChoice(models.TextChoices):
    """How values are put together; the words of kernel's Rule."""

    NONE = "none", _("Not put together")
    SUM = "sum", _("Added up")
    LAST = "last", _("The latest")
    MAX = "max", _("The greatest")
    MIN = "min", _("The least")
    WEIGHTED_MEAN = "weighted_mean", _("Weighted mean")
    RATIO_OF_SUMS = "ratio_of_sums", _("Sum of numerators over sum of denominators")


class TrajectoryChoice(models.TextChoices):
    """What the target is between the periods for which one was set; kernel's Trajectory."""

    LINEAR = "linear", _("Straight from one target to the next")
    STEPPED = "stepped", _("Each target holds until the next")
    TYPED = "typed", _("Only where a target was set")


class Frequency(models.TextChoices):
    """How often an indicator is measured."""

    YEAR = "year", _("Every year")
    SEMESTER = "semester", _("Every six months")
    QUARTER = "quarter", _("Every quarter")
    MONTH = "month", _("Every month")
    DECADE = "decade", _("Every ten years (census)")
    ONCE = "once", _("Once")


class PlannedKind(models.TextChoices):
    """What was planned of an indicator: where it started, and where it is to arrive."""

    BASELINE = "baseline", _("Baseline")
    TARGET = "target", _("Target")


class Claim(models.TextChoices):
    """Who stands behind a value; the three are shown side by side and never mixed."""

    DECLARED = "declared", _("Declared")
    VALIDATED = "validated", _("Validated")
    INDEPENDENT = "independent", pgettext_lazy("kind of claim", "Independent")


class NoNumber(models.TextChoices):
    """Why there is no number; zero is a number and has no place here."""

    NOT_DUE = "not_due", _("Not due yet")
    NOT_REPORTED = "not_reported", _("Not reported")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")
    SUPPRESSED = "suppressed", _("Withheld")


class ValueSource(models.TextChoices):
    """By which way a value came in."""

    REPORT = "report", _("Progress report")
    IMPORT = "import", _("Imported file")
    FORM = "form", _("Entered by hand")
    API = "api", _("Sent by another system")
