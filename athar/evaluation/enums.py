"""Why an evaluator gave no word, and in which of their reports a word stands."""

from django.db import models
from django.utils.translation import pgettext_lazy


class NoWord(models.TextChoices):
    """Three ways to have no assessment; none of them is a step of a scale, none means another."""

    NOT_APPLICABLE = "NA", pgettext_lazy("no assessment", "Not applicable")
    NOT_REVIEWED = "NR", pgettext_lazy("no assessment", "Not reviewed")
    NO_DATA = "ND", pgettext_lazy("no assessment", "No data of the evaluator")


class Stage(models.TextChoices):
    """At which point of a plan's life an assessment was made; the later ones come later."""

    PLAN = "plan", pgettext_lazy("stage of an assessment", "On the plan")
    PROGRESS = "progress", pgettext_lazy("stage of an assessment", "Midway")
    END = "end", pgettext_lazy("stage of an assessment", "At the end")
