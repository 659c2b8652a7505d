"""Plans as versioned contracts: what was promised, by whom, where and for when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from athar.plans.enums import (
    BodyRole,
    CarryOverFate,
    DatePrecision,
    EditFate,
    EditKind,
    InclusionMarker,
    PlanKind,
    WeightRuleChoice,
)
from athar.reference.fields import MoneyField, ScaledDecimalField, TranslatedField


class Plan(models.Model):
    """A plan of any kind; `current_version` 0 is a draft that the public does not see."""

    code = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=40, choices=PlanKind)
    title = TranslatedField()
    short_title = TranslatedField()
    summary = TranslatedField()
    owner = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="owned_plans"
    )
    place = models.ForeignKey(
        "reference.Place", null=True, on_delete=models.PROTECT, related_name="+"
    )
    start_on = models.DateField()
    end_on = models.DateField()
    adopted_on = models.DateField(null=True)
    votes_for = models.PositiveIntegerField(null=True)
    votes_against = models.PositiveIntegerField(null=True)
    votes_abstained = models.PositiveIntegerField(null=True)
    announced_amount = MoneyField(null=True)
    currency = models.CharField(max_length=3, default="MAD")
    # [{"code": "axis", "one": {lang: word}, "many": {lang: word}}, …] from the top level down
    levels = models.JSONField(default=list)
    weight_rule = models.CharField(
        max_length=10, choices=WeightRuleChoice, default=WeightRuleChoice.COST
    )
    reporting_months = models.PositiveSmallIntegerField(default=6)
    # by how many different people a report is validated before it is published
    validation_steps = models.PositiveSmallIntegerField(default=1)
    default_language = models.CharField(max_length=5, default="ar")
    is_sample = models.BooleanField(default=False)
    sources = models.JSONField(default=list)
    current_version = models.PositiveIntegerField(default=0)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(end_on__gt=F("start_on")), name="plan_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(reporting_months__gte=1, reporting_months__lte=24),
                name="plan_reports_every_1_to_24_months",
            ),
            models.CheckConstraint(
                condition=Q(validation_steps__gte=1, validation_steps__lte=2),
                name="plan_validates_in_1_or_2_steps",
            ),
        ]


class Node(models.Model):
    """A grouping level of a plan: axis, sub-axis, programme, theme."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="nodes")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    code = models.CharField(max_length=40)
    level = models.PositiveSmallIntegerField()
    # codes from the top down, each closed by a slash: "A1/A1.1/P01/"
    path = models.CharField(max_length=400)
    title = TranslatedField()
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="node_code_once_in_plan"),
            models.UniqueConstraint(fields=["plan", "path"], name="node_path_once_in_plan"),
        ]


class Commitment(models.Model):
    """The unit of accountability: an OGP commitment, a project of a regional programme.

    `first_*` are the promises of the first adopted version; they are written once, when it is
    frozen, and never changed.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="commitments")
    node = models.ForeignKey(Node, null=True, on_delete=models.PROTECT, related_name="commitments")
    code = models.CharField(max_length=60)
    position = models.PositiveIntegerField(default=0)
    title = TranslatedField()
    summary = TranslatedField()
    problem = TranslatedField()
    solution = TranslatedField()
    expected_results = TranslatedField()
    planned_start_on = models.DateField(null=True)
    planned_start_precision = models.CharField(
        max_length=10, choices=DatePrecision, default=DatePrecision.DAY
    )
    planned_end_on = models.DateField(null=True)
    planned_end_precision = models.CharField(
        max_length=10, choices=DatePrecision, default=DatePrecision.DAY
    )
    approved_on = models.DateField(null=True)
    amount = MoneyField(null=True)
    weight = ScaledDecimalField(decimals=4, null=True)
    covers_whole_place = models.BooleanField(default=False)
    # empty: nobody has examined it
    inclusion = models.CharField(max_length=12, choices=InclusionMarker, blank=True)
    n_sub_projects = models.PositiveIntegerField(null=True)
    is_sample = models.BooleanField(default=False)
    source_url = models.URLField(max_length=1000, blank=True)
    origin = models.JSONField(default=dict)
    first_version = models.PositiveIntegerField(null=True)
    first_planned_start_on = models.DateField(null=True)
    first_planned_end_on = models.DateField(null=True)
    first_amount = MoneyField(null=True)
    removed_in_version = models.PositiveIntegerField(null=True)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="commitment_code_once_in_plan"),
            models.CheckConstraint(
                condition=Q(planned_start_on=None)
                | Q(planned_end_on=None)
                | Q(planned_end_on__gte=F("planned_start_on")),
                name="commitment_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0), name="commitment_amount_not_negative"
            ),
        ]
        indexes = [
            # lists of a plan in the plan's own order
            models.Index(fields=["plan", "position"], name="commitment_in_plan_order"),
        ]


class CommitmentPlace(models.Model):
    """Where a commitment takes place, with a point when it is known (degrees)."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="places")
    place = models.ForeignKey("reference.Place", on_delete=models.PROTECT, related_name="+")
    latitude = ScaledDecimalField(decimals=6, null=True)
    longitude = ScaledDecimalField(decimals=6, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commitment", "place"], name="commitment_place_once"),
        ]


class CommitmentTheme(models.Model):
    """A theme a commitment belongs to (sector, SDG, OGP policy area …)."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="themes")
    theme = models.ForeignKey("reference.Theme", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commitment", "theme"], name="commitment_theme_once"),
        ]


class CommitmentBody(models.Model):
    """What a body is to a commitment: lead, support, owner, delegated owner."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="bodies")
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(max_length=20, choices=BodyRole)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "organisation", "role"], name="commitment_body_once"
            ),
        ]


class ContributionLink(models.Model):
    """What a commitment does for a public one of another plan, with which part of it (percent)."""

    commitment = models.ForeignKey(
        Commitment, on_delete=models.CASCADE, related_name="contributions"
    )
    target = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="contributors")
    share = ScaledDecimalField(decimals=6, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commitment", "target"], name="contribution_once"),
            models.CheckConstraint(
                condition=~Q(commitment=F("target")), name="contribution_not_to_itself"
            ),
            models.CheckConstraint(
                condition=Q(share=None) | Q(share__gt=0, share__lte=100),
                name="contribution_is_a_part",
            ),
        ]


class Milestone(models.Model):
    """A step with a date."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="milestones")
    position = models.PositiveIntegerField(default=0)
    title = TranslatedField()
    planned_on = models.DateField(null=True)
    first_planned_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    weight = ScaledDecimalField(decimals=4, null=True)
    requires_evidence = models.BooleanField(default=True)


class Amendment(models.Model):
    """A change to a published plan: what, why, decided by whom and when."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="amendments")
    number = models.PositiveIntegerField()
    what = TranslatedField()
    why = models.TextField()
    decided_by = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True)
    document = models.ForeignKey(
        "evidence.Evidence", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="amendment_number_once"),
            models.CheckConstraint(condition=~Q(why=""), name="amendment_says_why"),
        ]


class PlanVersion(models.Model):
    """A published state of a plan; version 1 is the frozen baseline."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    event = models.OneToOneField("trail.Event", on_delete=models.PROTECT, related_name="+")
    amendment = models.OneToOneField(
        Amendment, null=True, on_delete=models.PROTECT, related_name="version"
    )
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # what the plan itself was: {"plan": identity, "nodes": [grouping…], "order": [key…]}
    content = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once"),
            models.CheckConstraint(
                condition=Q(number=1, amendment=None) | Q(number__gt=1, amendment__isnull=False),
                name="later_versions_are_amendments",
            ),
        ]


class CommitmentSnapshot(models.Model):
    """The contract of one commitment as a version froze it; later versions hold what changed."""

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="snapshots")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="snapshots")
    content = models.JSONField()
    # shown with the contract, yet no part of it: {"origin": …, "milestones": [step…]}
    beside = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "commitment"], name="snapshot_once"),
        ]


class CarryOver(models.Model):
    """What became of a commitment in a later plan: continued or merged there, or dropped, and why.

    Rows are never changed: the last one stated of a commitment counts.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="carry_overs")
    fate = models.CharField(max_length=10, choices=CarryOverFate)
    successor = models.ForeignKey(
        Commitment, null=True, on_delete=models.PROTECT, related_name="carried_from"
    )
    reason = TranslatedField()
    # the act that published it
    event = models.ForeignKey("trail.Event", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(fate=CarryOverFate.DROPPED, successor=None)
                | (~Q(fate=CarryOverFate.DROPPED) & Q(successor__isnull=False)),
                name="carry_over_has_successor_unless_dropped",
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=F("commitment")),
                name="carry_over_not_to_itself",
            ),
        ]


class Edit(models.Model):
    """A change to a plan that was kept and waits to be published; the public sees none of it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="edits")
    kind = models.CharField(max_length=10, choices=EditKind)
    # the code of the commitment, of the grouping or of the plan
    code = models.CharField(max_length=64)
    fate = models.CharField(max_length=10, choices=EditFate)
    # what differs from the plan as it stands: {field: [before, after]}
    fields = models.JSONField(default=dict)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "kind", "code"], name="edit_once"),
        ]


class EditDraft(models.Model):
    """What a person typed into a form of a plan and did not keep yet, as it was typed."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="edit_drafts")
    kind = models.CharField(max_length=10, choices=EditKind)
    # empty: of something new
    code = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="edit_drafts"
    )
    # the content that the form was opened on
    base = models.JSONField()
    # {name of the input: [text…]}
    typed = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind", "code", "by"], name="edit_draft_once_per_person"
            ),
        ]
