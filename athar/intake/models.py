"""Files on their way in, what their layouts and words were found to mean, and the way back."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from athar.indicators.enums import Claim
from athar.intake.enums import AliasKind, UploadKind, UploadState


class Upload(models.Model):
    """A file a person gave: read in the background, corrected, applied or set aside.

    The bytes lie in the data directory under `uploads/<key>` until the file is applied, when they
    become evidence, or set aside. `findings` is what was read of it, as
    athar.intake.uploads.findings says.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=12, choices=UploadKind)
    # None: the plan that the file itself describes
    plan = models.ForeignKey("plans.Plan", null=True, on_delete=models.SET_NULL, related_name="+")
    # of values: the library of their indicators, and who stands behind them if the file is silent
    library = models.ForeignKey(
        "indicators.Library", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    claim = models.CharField(max_length=11, choices=Claim, blank=True)
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=UploadState, default=UploadState.READING)
    as_of_on = models.DateField(null=True)
    period = models.CharField(max_length=40, blank=True)
    take_good_rows = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    # what a person settled of its columns and words, as athar-mapping-1; empty: nothing yet
    mapping = models.TextField(blank=True)
    findings = models.JSONField(default=dict)
    event_ids = models.JSONField(default=list)
    given_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(applied_at__isnull=False)
                | ~Q(state__in=(UploadState.APPLIED, UploadState.UNDONE)),
                name="applied_upload_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=UploadState.UNDONE) | Q(undone_at__isnull=False),
                name="undone_upload_says_when",
            ),
        ]
        indexes = [
            # the files of one person, newest first
            models.Index(fields=["by", "-given_at"], name="upload_by_person"),
        ]


class KeptMapping(models.Model):
    """What a person settled of the columns of a layout, for the next file of that layout."""

    kind = models.CharField(max_length=12, choices=UploadKind)
    # SHA-256 of the headings of its tables (see athar.intake.memory.kept)
    layout = models.CharField(max_length=64)
    mapping = models.TextField()
    file_name = models.CharField(max_length=255)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "layout"], name="mapping_once_per_layout"),
        ]


class Alias(models.Model):
    """A way of writing a place, a body or a status that somebody confirmed."""

    kind = models.CharField(max_length=10, choices=AliasKind)
    # the text as texts are compared, see athar.intake.vocabulary.keys
    key = models.CharField(max_length=200)
    written = models.CharField(max_length=300)
    # the code of the place or body ("MA.TT.TNG"), or the declared status
    means = models.CharField(max_length=60)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="alias_once_per_text"),
        ]


class RestorePoint(models.Model):
    """How a plan stood before an import: what undoing it brings back.

    Of an import of values nothing is kept here, since what stood before stays stored: the row says
    that it may be undone, and by which act it was.
    """

    event = models.OneToOneField("trail.Event", on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey("plans.Plan", null=True, on_delete=models.SET_NULL, related_name="+")
    content = models.JSONField()
    undone_by = models.ForeignKey(
        "trail.Event", null=True, on_delete=models.PROTECT, related_name="+"
    )
