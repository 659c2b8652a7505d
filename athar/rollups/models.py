"""Computed figures, kept in the write transaction; every one can be rebuilt from the stores."""

from typing import Any

from django.db import models

from athar.indicators.enums import Claim, NoNumber
from athar.reference.fields import MoneyField, PercentField, ScaledDecimalField
from athar.rollups.enums import MadeOf, SubjectKind


class WholeNumberField(models.CharField):  # type: ignore[type-arg] # generic for mypy only
    """A whole number of any size: sums of cost × progress of a country pass 64 bits.

    Stored as text, read whole; the database never adds it up.
    """

    def from_db_value(self, value: str, expression: Any, connection: Any) -> int:
        return int(value)

    def get_prep_value(self, value: Any) -> str:
        return str(int(value))


class Progress(models.Model):
    """Facts of one subject of a plan that do not depend on the day they are read.

    For a commitment: its own values. For everything else: exact sums over the commitments
    counted in it, so that a change adds the difference and a rebuild is equal.
    Sums of weight × percent are in weight units × hundredths of a percent; units of weight are
    hundredths of the currency, items, or ten-thousandths, as the plan weighs. A group without any
    commitment has no row.
    """

    plan = models.ForeignKey("plans.Plan", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=SubjectKind)
    # primary key of the commitment, node, plan, place, organisation or theme, or a year of the
    # planned period; 0 = "none stated"
    subject_id = models.PositiveBigIntegerField()

    n_total = models.PositiveIntegerField(default=0)
    # cancelled, or removed by an amendment: left out of every percentage
    n_cancelled = models.PositiveIntegerField(default=0)
    n_removed = models.PositiveIntegerField(default=0)
    n_validated_complete = models.PositiveIntegerField(default=0)
    # declared status → number of commitments; "none" when nothing was declared
    by_status = models.JSONField(default=dict)

    n_physical_known = models.PositiveIntegerField(default=0)
    n_physical_zero = models.PositiveIntegerField(default=0)
    n_weighted = models.PositiveIntegerField(default=0)
    weight_sum = models.BigIntegerField(default=0)
    weighted_sum = WholeNumberField(max_length=40, default=0)

    n_amount_known = models.PositiveIntegerField(default=0)
    amount_sum = MoneyField(default=0)
    n_committed_known = models.PositiveIntegerField(default=0)
    committed_sum = MoneyField(default=0)
    n_paid_known = models.PositiveIntegerField(default=0)
    paid_sum = MoneyField(default=0)
    # over commitments, not cancelled, whose amount and payment are both known
    n_financial = models.PositiveIntegerField(default=0)
    financial_amount_sum = MoneyField(default=0)
    financial_paid_sum = MoneyField(default=0)
    # of those, how many are paid in full
    n_paid_in_full = models.PositiveIntegerField(default=0)
    # of a funder: what it pays itself; of funder 0: what is not split
    share_sum = MoneyField(default=0)

    # of a commitment its dates; of a group the earliest start, the latest end and report
    first_planned_start_on = models.DateField(null=True)
    first_planned_end_on = models.DateField(null=True)
    planned_start_on = models.DateField(null=True)
    planned_end_on = models.DateField(null=True)
    actual_start_on = models.DateField(null=True)
    actual_end_on = models.DateField(null=True)
    forecast_end_on = models.DateField(null=True)
    last_reported_on = models.DateField(null=True)

    # of a commitment only; the row outlives it until its part is taken out of the sums
    commitment = models.ForeignKey(
        "plans.Commitment",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    declared_status = models.CharField(max_length=20, blank=True)
    physical = PercentField(null=True)
    amount = MoneyField(null=True)
    committed = MoneyField(null=True)
    paid = MoneyField(null=True)
    is_validated = models.BooleanField(default=False)
    # physical over planned share at the date of the report, rounded down: it compares with any
    # threshold of up to six decimals as the exact ratio does
    ratio = ScaledDecimalField(decimals=6, null=True)
    slippage_first = models.IntegerField(null=True)
    slippage_current = models.IntegerField(null=True)
    # the groups it counts in, each as " kind:id:share" (share in hundredths, of funders)
    counted_in = models.TextField(blank=True)
    # search key of its code and titles in every language
    words = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "kind", "subject_id"], name="progress_once"),
        ]
        indexes = [
            # a place, body or funder over all plans
            models.Index(fields=["kind", "subject_id"], name="progress_by_subject"),
        ]


class Cell(models.Model):
    """The figure of one indicator at a place, in a period, for a category, by one kind of claim.

    Either as it was stated last, or put together by the rules of the indicator from the figures
    of its categories, of the periods in it, or of the places directly in it (docs/methods). A
    figure of which nothing is known has no row. Numbers are whole numbers of 10^-decimals of the
    indicator; nothing is ever divided here: a rate has its two sums and no value. Sums are held
    within 64 bits: a sum that passes them refuses the act, so that databases can add up.
    What a stated figure says of itself (its sum, least, greatest) is not written twice.
    """

    pk = models.CompositePrimaryKey("indicator_id", "category_id", "period", "place_id", "claim")
    indicator = models.ForeignKey(
        "indicators.Indicator",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    category = models.ForeignKey(
        "indicators.Category",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    period = models.CharField(max_length=21)
    place = models.ForeignKey(
        "reference.Place",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    claim = models.CharField(max_length=11, choices=Claim)

    # the figure shown; None for a rate, which is numerator / denominator, and without a number
    value = models.BigIntegerField(null=True)
    numerator = models.BigIntegerField(null=True)
    denominator = models.BigIntegerField(null=True)
    no_number = models.CharField(max_length=14, choices=NoNumber, blank=True)
    made_of = models.CharField(max_length=10, choices=MadeOf, blank=True)
    # of how many parts something is known, and how many there are; 1 of 1 when stated
    n_known = models.PositiveIntegerField()
    n_expected = models.PositiveIntegerField()

    # of a figure put together: over its parts, None where the rule does not ask for it
    total = models.BigIntegerField(null=True)
    least = models.BigIntegerField(null=True)
    greatest = models.BigIntegerField(null=True)
    latest = models.BigIntegerField(null=True)
    # how many stated values went into it
    n_values = models.PositiveIntegerField(null=True)

    class Meta:
        # the primary key gives an indicator over places, and over time; this one a place
        indexes = [
            models.Index(fields=["place", "category", "indicator"], name="cell_by_place"),
        ]
