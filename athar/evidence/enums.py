"""Kinds of evidence and what is known of a stored file."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EvidenceKind(models.TextChoices):
    FILE = "file", _("Document")
    PHOTO = "photo", _("Photograph")
    LINK = "link", _("Link")
    IMPORT = "import", _("Imported file")
