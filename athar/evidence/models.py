"""What proves a figure or a statement: files kept by their checksum, photographs, and links."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from athar.evidence.enums import PICTURE_WIDTHS, EvidenceKind, Licence
from athar.reference.fields import ScaledDecimalField, TranslatedField


class StoredFile(models.Model):
    """The bytes of a file, kept once under its SHA-256 in the data directory."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField()


class Picture(models.Model):
    """What the public sees of a photograph: drawn again, smaller, without anything hidden in it.

    `size` is the widest it may be; `width` and `height` are those of the picture itself.
    """

    photo = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="pictures")
    size = models.PositiveSmallIntegerField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["photo", "size"], name="picture_of_each_size_once"),
            models.CheckConstraint(
                condition=Q(
                    size__in=PICTURE_WIDTHS, width__lte=F("size"), width__gt=0, height__gt=0
                ),
                name="picture_is_of_a_known_size",
            ),
        ]


class Evidence(models.Model):
    """A file or link attached to an object such as `commitment:12`, `report:5` or `plan:1`.

    `taken_on`, `latitude` and `longitude` (degrees) are what a photograph said of itself.
    """

    subject = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=EvidenceKind)
    title = TranslatedField()
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="uses")
    file_name = models.CharField(max_length=255, blank=True)
    url = models.URLField(max_length=1000, blank=True)
    visited_on = models.DateField(null=True)
    taken_on = models.DateField(null=True)
    latitude = ScaledDecimalField(decimals=6, null=True)
    longitude = ScaledDecimalField(decimals=6, null=True)
    language = models.CharField(max_length=5, blank=True)
    licence = models.CharField(max_length=60, choices=Licence, blank=True)
    is_public = models.BooleanField(default=True)
    restricted_because = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes = [
            # evidence of one object, or of many in one query
            models.Index(fields=["subject", "id"], name="evidence_by_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=EvidenceKind.LINK, file=None) & ~Q(url="")
                | ~Q(kind=EvidenceKind.LINK) & Q(file__isnull=False, url=""),
                name="evidence_is_a_file_or_a_link",
            ),
            models.CheckConstraint(
                condition=Q(is_public=True) | ~Q(restricted_because=""),
                name="restricted_evidence_says_why",
            ),
            models.CheckConstraint(
                condition=Q(licence__in=("", *Licence.values)), name="evidence_licence_is_known"
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="evidence_point_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(kind=EvidenceKind.PHOTO) | Q(taken_on=None, latitude=None),
                name="only_photographs_are_taken",
            ),
        ]
