"""Indicators and their libraries, the results framework of plans, and append-only values."""

from django.db import models
from django.db.models import Q

from athar.indicators.enums import (
    Accumulation,
    Claim,
    DirectionChoice,
    Frequency,
    Measure,
    NoNumber,
    PlannedKind,
    ResultLevel,
    RuleChoice,
    TrajectoryChoice,
    ValueSource,
)
from athar.reference.enums import PlaceKind
from athar.reference.fields import TranslatedField


class Unit(models.Model):
    """A unit of measurement; `exponents` say of which base units it is made: {"person": 1}."""

    code = models.CharField(max_length=30, unique=True)
    names = TranslatedField()
    symbols = TranslatedField()
    exponents = models.JSONField(default=dict)


class Dimension(models.Model):
    """One way of breaking values down, such as sex or age; its options partition the whole."""

    code = models.SlugField(max_length=40, unique=True)
    names = TranslatedField()
    # in order: [{"code": "female", "names": {lang: word}}, …]
    options = models.JSONField(default=list)
    position = models.PositiveSmallIntegerField(default=0)


class Category(models.Model):
    """One combination of options: "" is the whole, "area=rural,sex=female" a part of it."""

    code = models.CharField(max_length=200, unique=True)
    # the option of each dimension it names: {"area": "rural"}
    parts = models.JSONField(default=dict)


class Library(models.Model):
    """A collection of indicators with codes that never move; a plan's own one names its plan."""

    code = models.CharField(max_length=64, unique=True)
    title = TranslatedField()
    summary = TranslatedField()
    plan = models.OneToOneField(
        "plans.Plan", null=True, on_delete=models.PROTECT, related_name="indicator_library"
    )
    source = models.ForeignKey(
        "reference.DataSource", null=True, on_delete=models.PROTECT, related_name="+"
    )
    position = models.PositiveSmallIntegerField(default=0)


class Indicator(models.Model):
    """What is measured, how, in what unit, and how its values are put together.

    Values are whole numbers of 10^-`decimals` of the unit; `decimals` is fixed by the first value.
    """

    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="indicators")
    code = models.CharField(max_length=80)
    title = TranslatedField()
    definition = TranslatedField()
    # the rest of the method sheet: {"calculation": {lang: text}, "source": …, "limits": …}
    sheet = models.JSONField(default=dict)
    level = models.CharField(max_length=10, choices=ResultLevel)
    measure = models.CharField(max_length=12, choices=Measure, default=Measure.UNIT)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    direction = models.CharField(max_length=10, choices=DirectionChoice, blank=True)
    accumulation = models.CharField(max_length=5, choices=Accumulation, default=Accumulation.STOCK)
    over_time = models.CharField(max_length=14, choices=RuleChoice, default=RuleChoice.LAST)
    over_place = models.CharField(max_length=14, choices=RuleChoice, default=RuleChoice.NONE)
    over_categories = models.CharField(max_length=14, choices=RuleChoice, default=RuleChoice.NONE)
    decimals = models.PositiveSmallIntegerField(default=0)
    frequency = models.CharField(max_length=10, choices=Frequency, default=Frequency.YEAR)
    # the kind of territory on which it is to be measured; empty = wherever it is
    measured_at = models.CharField(max_length=30, choices=PlaceKind, blank=True)
    # codes of its dimensions; the first one measured gives the whole where none was stated
    dimensions = models.JSONField(default=list)
    # ordinal, nominal: [{"value": 1, "names": {lang: word}}, …] from the worst to the best
    scale = models.JSONField(default=list)
    # computed from others: "100 * a / b"; empty = measured
    formula = models.TextField(blank=True)
    # of kernel's Limits, those that are asked: {"minimum": "0", "jump": "0.5"}
    limits = models.JSONField(default=dict)
    # [{"scheme": "sdg", "code": "6.1.1"}, …]
    references = models.JSONField(default=list)
    source = models.ForeignKey(
        "reference.DataSource", null=True, on_delete=models.PROTECT, related_name="+"
    )
    position = models.PositiveIntegerField(default=0)
    is_sample = models.BooleanField(default=False)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["library", "code"], name="indicator_once_in_library"),
            models.CheckConstraint(
                condition=Q(decimals__lte=9), name="indicator_has_at_most_9_decimals"
            ),
        ]


class ResultLine(models.Model):
    """One line of a plan's results framework: an indicator that a plan, axis or project adopts."""

    plan = models.ForeignKey("plans.Plan", on_delete=models.PROTECT, related_name="result_lines")
    node = models.ForeignKey(
        "plans.Node", null=True, on_delete=models.PROTECT, related_name="result_lines"
    )
    commitment = models.ForeignKey(
        "plans.Commitment", null=True, on_delete=models.CASCADE, related_name="result_lines"
    )
    # whose result it is: "plan:1", "node:7" or "commitment:12"
    subject = models.CharField(max_length=40)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="lines")
    # for which territory and which part of the whole the plan answers
    place = models.ForeignKey("reference.Place", on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=10, choices=ResultLevel)
    trajectory = models.CharField(
        max_length=10, choices=TrajectoryChoice, default=TrajectoryChoice.LINEAR
    )
    position = models.PositiveIntegerField(default=0)
    is_sample = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "indicator", "place", "category"], name="result_line_once"
            ),
            models.CheckConstraint(
                condition=Q(node=None) | Q(commitment=None),
                name="result_line_of_node_or_commitment",
            ),
        ]
        indexes = [
            # the framework of a plan, in its order
            models.Index(fields=["plan", "position"], name="result_line_in_order"),
        ]


class PlannedValue(models.Model):
    """A baseline or a target of a line for one period; a revision is a new row, never a change."""

    line = models.ForeignKey(ResultLine, on_delete=models.CASCADE, related_name="planned_values")
    kind = models.CharField(max_length=8, choices=PlannedKind)
    period = models.CharField(max_length=21)
    revision = models.PositiveSmallIntegerField(default=0)
    # in units of 10^-decimals of the indicator; None takes the earlier one back
    value = models.BigIntegerField(null=True)
    reason = models.TextField(blank=True)
    origin = models.JSONField(default=dict)
    event = models.ForeignKey("trail.Event", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line", "kind", "period", "revision"], name="planned_value_revision_once"
            ),
            models.CheckConstraint(
                condition=Q(revision=0) | ~Q(reason=""), name="planned_value_revision_says_why"
            ),
        ]


class Measurement(models.Model):
    """A value measured at a place, in a period, for one category; a correction supersedes it.

    Rows are only ever added: the greatest `revision` of a key counts. Who, when, why and from
    which file stand in the event of the act, and `cell` says where in the file it stood. Numbers
    are whole numbers of 10^-decimals of the indicator.

    What a row names is held by the two actions that add rows and not by foreign keys, which are
    asked row by row: see docs/adr/0043-values-without-foreign-keys.md.
    """

    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    place = models.ForeignKey(
        "reference.Place",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    period = models.CharField(max_length=21)
    category = models.ForeignKey(
        Category,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    claim = models.CharField(max_length=11, choices=Claim)
    revision = models.PositiveIntegerField(default=0)
    value = models.BigIntegerField(null=True)
    numerator = models.BigIntegerField(null=True)
    denominator = models.BigIntegerField(null=True)
    text = models.TextField(blank=True)
    no_number = models.CharField(max_length=14, choices=NoNumber, blank=True)
    source = models.CharField(max_length=6, choices=ValueSource)
    # "Sheet!B12", and the text that stood there when it is not the plain number
    cell = models.CharField(max_length=80, blank=True)
    written = models.CharField(max_length=80, blank=True)
    event = models.ForeignKey(
        "trail.Event", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )

    class Meta:
        constraints = [
            # also what finds the current value of a key, and the values of an indicator by place
            models.UniqueConstraint(
                fields=["indicator", "place", "period", "category", "claim", "revision"],
                name="measurement_revision_once",
            ),
            models.CheckConstraint(
                condition=Q(
                    value__isnull=False, numerator=None, denominator=None, text="", no_number=""
                )
                | Q(
                    value=None,
                    numerator__isnull=False,
                    denominator__isnull=False,
                    text="",
                    no_number="",
                )
                | (Q(value=None, numerator=None, denominator=None, no_number="") & ~Q(text=""))
                | (Q(value=None, numerator=None, denominator=None, text="") & ~Q(no_number="")),
                name="measurement_is_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(denominator=None) | ~Q(denominator=0),
                name="measurement_denominator_not_zero",
            ),
        ]
