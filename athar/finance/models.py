"""Who pays how much, when, under which agreement, and what was committed and paid."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from athar.finance.enums import ExecutionKind
from athar.reference.fields import MoneyField, TranslatedField


class Agreement(models.Model):
    """A partnership agreement that finances commitments of a plan."""

    plan = models.ForeignKey("plans.Plan", on_delete=models.PROTECT, related_name="agreements")
    number = models.CharField(max_length=60)
    session_on = models.DateField(null=True)
    title = TranslatedField()
    commitments = models.ManyToManyField(
        "plans.Commitment", through="AgreementCommitment", related_name="agreements"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"], name="agreement_number_once_in_plan"
            ),
        ]


class AgreementCommitment(models.Model):
    """A commitment financed by an agreement."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="+")
    commitment = models.ForeignKey("plans.Commitment", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "commitment"], name="agreement_commitment_once"
            ),
        ]


class AgreementAmendment(models.Model):
    """A change to an agreement; its shares replace all earlier ones."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="amendments")
    number = models.PositiveIntegerField()
    session_on = models.DateField(null=True)
    title = TranslatedField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"], name="agreement_amendment_number_once"
            ),
        ]


class AgreementShare(models.Model):
    """What one party pays, in the first text (amendment empty) or as an amendment replaced it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="shares")
    amendment = models.ForeignKey(
        AgreementAmendment, null=True, on_delete=models.CASCADE, related_name="shares"
    )
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    amount = MoneyField(null=True)
    # {"file": sha256, "name": file name, "sheet": …, "row": n, "column": …, "written": text}
    origin = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                F("agreement"),
                Coalesce("amendment", 0),
                F("organisation"),
                name="agreement_share_once",
            ),
        ]


class FundingLine(models.Model):
    """Planned funding of a commitment; funder and year may each be unknown (= not split).

    Lines without a year and lines without a funder are separate marginals of the same money: sums
    by funder take lines with a funder, sums by year lines with a year, never both together.
    """

    commitment = models.ForeignKey(
        "plans.Commitment", on_delete=models.CASCADE, related_name="funding"
    )
    agreement = models.ForeignKey(
        Agreement, null=True, on_delete=models.SET_NULL, related_name="funding"
    )
    funder = models.ForeignKey(
        "people.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField(null=True)
    amount = MoneyField()
    origin = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                F("commitment"),
                Coalesce("agreement", 0),
                Coalesce("funder", 0),
                Coalesce("year", 0),
                name="funding_line_once",
            ),
            models.CheckConstraint(
                condition=Q(funder__isnull=False) | Q(year__isnull=False),
                name="funding_line_has_funder_or_year",
            ),
        ]


class Execution(models.Model):
    """A running total committed or paid at a date, as a report stated it; never deleted."""

    # a draft may lose a commitment with its figures; a published one is held by its snapshot
    commitment = models.ForeignKey(
        "plans.Commitment", on_delete=models.CASCADE, related_name="executions"
    )
    kind = models.CharField(max_length=10, choices=ExecutionKind)
    on = models.DateField()
    amount = MoneyField()
    is_cumulative = models.BooleanField(default=True)
    # key of the report that stated it, such as "report:7" (reporting stands above finance)
    stated_in = models.CharField(max_length=60)
    # when that report was withdrawn: the amount is kept, but no longer counts
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "kind", "stated_in"], name="execution_once_per_report"
            ),
        ]
        indexes = [
            # the latest figure of a commitment
            models.Index(fields=["commitment", "kind", "on"], name="execution_by_date"),
        ]


class FundingSnapshot(models.Model):
    """The planned funding of a commitment as a version of its plan froze it, where it differed."""

    version = models.ForeignKey("plans.PlanVersion", on_delete=models.PROTECT, related_name="+")
    commitment = models.ForeignKey("plans.Commitment", on_delete=models.PROTECT, related_name="+")
    # [{"funder": code, "year": n, "agreement": number, "amount": text, "origin": {…}}, …]
    lines = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "commitment"], name="funding_snapshot_once"),
        ]


class AgreementSnapshot(models.Model):
    """One agreement as a version of its plan froze it, where it differed; None = taken out."""

    version = models.ForeignKey("plans.PlanVersion", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60)
    # as finance.queries.stated_agreements gives it, with its key
    content = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="agreement_snapshot_once"),
        ]
