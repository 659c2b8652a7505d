"""Kinds of evidence, and the licences under which it may be used again."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EvidenceKind(models.TextChoices):
    FILE = "file", _("Document")
    PHOTO = "photo", _("Photograph")
    LINK = "link", _("Link")
    IMPORT = "import", _("Imported file")


class Licence(models.TextChoices):
    """On which terms evidence may be used again: identifiers of the SPDX list where it has them."""

    CC_BY = "CC-BY-4.0", _("Creative Commons Attribution 4.0")
    CC_BY_SA = "CC-BY-SA-4.0", _("Creative Commons Attribution-ShareAlike 4.0")
    CC_BY_NC = "CC-BY-NC-4.0", _("Creative Commons Attribution-NonCommercial 4.0")
    CC0 = "CC0-1.0", _("Creative Commons Zero: no rights reserved")
    ODBL = "ODbL-1.0", _("Open Database License 1.0")
    ETALAB = "etalab-2.0", _("Etalab Open Licence 2.0")
    RESERVED = "LicenseRef-all-rights-reserved", _("All rights reserved, shown by permission")


#: The widest a picture of each size may be, in pixels; smaller photographs are never enlarged.
PICTURE_WIDTHS = (320, 640, 1280)
