"""States and local governments, in what they take part, and who speaks for them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from athar.network.enums.members import Condition, MemberKind, Programme, Standing
from athar.plans.enums import DatePrecision
from athar.reference.fields import TranslatedField


class Member(models.Model):
    """A state or a local government, listed whether or not it takes part in anything yet.

    Its plans are those of its place: nothing is written twice. A fictional one is named as such
    wherever it stands.
    """

    code = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=10, choices=MemberKind)
    place = models.OneToOneField(
        "reference.Place", null=True, on_delete=models.PROTECT, related_name="+"
    )
    # a fictional member has no place: its name stands here
    names = TranslatedField()
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="locals")
    lead_body = models.ForeignKey(
        "people.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    forum = TranslatedField(blank=True)
    forum_url = models.URLField(max_length=500, blank=True)
    is_fictional = models.BooleanField(default=False)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_fictional=True, place=None)
                | Q(is_fictional=False, place__isnull=False),
                name="member_is_a_place_or_fictional",
            ),
            models.CheckConstraint(
                condition=Q(kind=MemberKind.LOCAL) | Q(parent=None), name="only_locals_have_a_state"
            ),
        ]

    @property
    def scope_keys(self) -> tuple[str, ...]:
        """Give the scope keys over which rights on this member are granted."""
        return (f"member:{self.pk}",)


class MembershipStatus(models.Model):
    """As what a member takes part in a programme, from one day until the next status.

    `condition` is empty where it is not known.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="statuses")
    programme = models.CharField(max_length=10, choices=Programme)
    standing = models.CharField(max_length=10, choices=Standing)
    condition = models.CharField(max_length=15, choices=Condition, blank=True)
    since_on = models.DateField(null=True)
    since_precision = models.CharField(
        max_length=10, choices=DatePrecision, default=DatePrecision.DAY
    )
    until_on = models.DateField(null=True)
    source_url = models.URLField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "programme"],
                condition=Q(until_on=None),
                name="member_has_one_status_in_a_programme",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(since_on=None) | Q(until_on__gte=F("since_on")),
                name="status_ends_after_it_starts",
            ),
        ]


class FocalPoint(models.Model):
    """Who speaks for a member, from one day until a successor takes over."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="focal_points")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=150, blank=True)
    duty = TranslatedField(blank=True)
    organisation = models.ForeignKey(
        "people.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    contact = models.CharField(max_length=300, blank=True)
    since_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    source_url = models.URLField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(since_on=None) | Q(until_on__gte=F("since_on")),
                name="focal_point_ends_after_starting",
            ),
        ]
        indexes = [
            # who speaks for a member today, and who did before
            models.Index(fields=["member", "until_on"], name="focal_points_of_member"),
        ]
