"""Structured practice of members: its versions, their reviews by peers, and who took it up."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from athar.evidence.enums import Licence
from athar.network.enums.experiences import ExperienceState, Level
from athar.network.models.members import Member
from athar.reference.fields import MoneyField, ScaledDecimalField, TranslatedField

_PUBLIC = (ExperienceState.PUBLISHED, ExperienceState.FORMER)
_UNDER_WAY = (ExperienceState.DRAFT, ExperienceState.SUBMITTED, ExperienceState.REVIEWED)


class Experience(models.Model):
    """What a member tried, under a code that never changes; one taken back stays listed."""

    code = models.CharField(max_length=60, unique=True)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="experiences")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_because="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because=""),
                name="withdrawn_experience_says_why",
            ),
        ]


class ExperienceVersion(models.Model):
    """An experience as it is told in one version; unknown figures, cost and duration are empty.

    `source_url` is where it was taken from, when it was not written by the member itself.
    """

    experience = models.ForeignKey(Experience, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=ExperienceState, default=ExperienceState.DRAFT)
    title = TranslatedField()
    problem = TranslatedField()
    context = TranslatedField(blank=True)
    done = TranslatedField()
    done_by = TranslatedField(blank=True)
    result = TranslatedField(blank=True)
    figure = ScaledDecimalField(decimals=2, null=True)
    unit = TranslatedField(blank=True)
    evidence_url = models.URLField(max_length=1000, blank=True)
    cost = MoneyField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    duration_months = models.PositiveSmallIntegerField(null=True)
    obstacles = TranslatedField(blank=True)
    before_copying = TranslatedField(blank=True)
    level = models.CharField(max_length=10, choices=Level)
    licence = models.CharField(max_length=60, choices=Licence, default=Licence.CC_BY)
    contact = models.CharField(max_length=300, blank=True)
    source_url = models.URLField(max_length=1000, blank=True)
    themes = models.ManyToManyField("reference.Theme", related_name="+")
    commitments = models.ManyToManyField("plans.Commitment", related_name="+")
    submitted_at = models.DateTimeField(null=True)
    published_on = models.DateField(null=True)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["experience", "number"], name="experience_version_once"
            ),
            models.UniqueConstraint(
                fields=["experience"],
                condition=Q(state=ExperienceState.PUBLISHED),
                name="experience_has_one_published_version",
            ),
            models.UniqueConstraint(
                fields=["experience"],
                condition=Q(state__in=_UNDER_WAY),
                name="experience_has_one_version_under_way",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_PUBLIC, published_on__isnull=False)
                | Q(state__in=_UNDER_WAY, published_on=None),
                name="published_experience_says_when",
            ),
            models.CheckConstraint(
                condition=Q(cost=None, currency="") | Q(cost__isnull=False) & ~Q(currency=""),
                name="experience_cost_has_a_currency",
            ),
        ]
        indexes = [
            # the library, the newest first
            models.Index(
                fields=["-published_on", "-experience"],
                condition=Q(state=ExperienceState.PUBLISHED),
                name="experiences_published",
            ),
        ]


class ExperienceReview(models.Model):
    """What a peer of another member decided on a version, and why."""

    version = models.ForeignKey(ExperienceVersion, on_delete=models.CASCADE, related_name="reviews")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    is_approval = models.BooleanField()
    note = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_approval=True) | ~Q(note=""), name="returned_experience_says_why"
            ),
        ]


class Award(models.Model):
    """A prize that an experience was given."""

    experience = models.ForeignKey(Experience, on_delete=models.CASCADE, related_name="awards")
    name = TranslatedField()
    year = models.PositiveSmallIntegerField()
    source_url = models.URLField(max_length=1000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["experience", "source_url"], name="award_once"),
        ]


class Adoption(models.Model):
    """Another member took an experience up: since when, what it changed, what came of it."""

    experience = models.ForeignKey(Experience, on_delete=models.CASCADE, related_name="adoptions")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="adoptions")
    since_on = models.DateField(null=True)
    changed = TranslatedField(blank=True)
    came_of_it = TranslatedField(blank=True)
    source_url = models.URLField(max_length=1000, blank=True)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["experience", "member"], name="adopted_once"),
        ]
