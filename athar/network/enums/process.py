"""What is recorded of the process of an action plan."""

from django.db import models
from django.utils.translation import pgettext_lazy


class RecordKind(models.TextChoices):
    """What happened or stands; each is a line with a day and a link to its proof."""

    DIALOGUE = "dialogue", pgettext_lazy("record of the process", "Meeting of the dialogue space")
    RESULTS = "results", pgettext_lazy("record of the process", "Meeting on results")
    UPLOAD = "upload", pgettext_lazy("record of the process", "Document put in the repository")
    OUTREACH = "outreach", pgettext_lazy("record of the process", "Outreach activity")
    RULES = "rules", pgettext_lazy("record of the process", "Public rules of the dialogue space")
    SITE = "site", pgettext_lazy("record of the process", "Open government website")
    CONTRARY = "contrary", pgettext_lazy("record of the process", "Found contrary to process")
    ACCORDING = "according", pgettext_lazy("record of the process", "Found according to process")


VERDICTS = frozenset({RecordKind.CONTRARY, RecordKind.ACCORDING})
"""What evaluators found of a whole cycle; the line names the plan by its day."""
