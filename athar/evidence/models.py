"""What proves a figure or a statement: files kept by their checksum, and links."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from athar.evidence.enums import EvidenceKind
from athar.reference.fields import TranslatedField


class StoredFile(models.Model):
    """The bytes of a file, kept once under its SHA-256 in the data directory."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField()


class Evidence(models.Model):
    """A file or link attached to an object such as `commitment:12`, `report:5` or `plan:1`."""

    subject = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=EvidenceKind)
    title = TranslatedField()
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="uses")
    file_name = models.CharField(max_length=255, blank=True)
    url = models.URLField(max_length=1000, blank=True)
    visited_on = models.DateField(null=True)
    language = models.CharField(max_length=5, blank=True)
    licence = models.CharField(max_length=60, blank=True)
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
        ]
