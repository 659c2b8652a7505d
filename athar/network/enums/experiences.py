"""How far an experience has come, and where it was made."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ExperienceState(models.TextChoices):
    """One version of an experience, from its draft until a newer one takes its place."""

    DRAFT = "draft", pgettext_lazy("state of an experience", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("state of an experience", "Under review by a peer")
    REVIEWED = "reviewed", pgettext_lazy("state of an experience", "Reviewed, to be published")
    PUBLISHED = "published", pgettext_lazy("state of an experience", "Published")
    FORMER = "former", pgettext_lazy("state of an experience", "Former version")


class Level(models.TextChoices):
    NATIONAL = "national", pgettext_lazy("level of an experience", "National")
    LOCAL = "local", pgettext_lazy("level of an experience", "Local")


#: What is told of an experience, in the order in which it is read.
TEXTS = (
    *("title", "problem", "context", "done", "done_by"),
    *("result", "obstacles", "before_copying"),
)
#: Without these nobody could judge or copy it.
NEEDED = ("title", "problem", "done")
