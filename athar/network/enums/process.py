"""What is recorded of the process of an action plan."""

from collections.abc import Mapping

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy


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

REQUIREMENTS: Mapping[str, Promise] = {
    "1.1": gettext_lazy("The dialogue space meets every six months, and its rules are public"),
    "2.1": gettext_lazy("An open government website is kept"),
    "2.2": gettext_lazy("The public repository is updated twice in each year of the plan"),
    "3.1": gettext_lazy("Timeline and opportunities are published two weeks before the start"),
    "3.2": gettext_lazy("Outreach activities make it known"),
    "3.3": gettext_lazy("A consultation with dates gathers contributions"),
    "4.1": gettext_lazy("Every contribution has a reasoned answer"),
    "5.1": gettext_lazy("Two meetings on results are held in each year of the plan"),
    "plan": gettext_lazy("The next action plan is published"),
}
"""The co-creation requirements and the plan itself, by the number OGP gives them."""
