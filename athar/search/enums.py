"""What can be found, and how a text was found."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What an entry of the index is about."""

    PLAN = "plan", _("Plans")
    NODE = "node", _("Axes and programmes")
    PLACE = "place", _("Places")
    BODY = "body", _("Bodies")
    METHOD = "method", _("Methods")
    INDICATOR = "indicator", _("Indicators")
    # after them, so that one range of numbers holds what there is little of
    COMMITMENT = "commitment", _("Projects and commitments")
    # what came later stands last: a kind keeps its numbers
    EXPERIENCE = "experience", _("Experiences")

    @property
    def first_id(self) -> int:
        """Give the number below those of its entries: kind and key make the number of an entry."""
        return (list(Kind).index(self) + 1) << KEY_BITS

    @property
    def last_id(self) -> int:
        """Give the largest number an entry of this kind may have."""
        return self.first_id + (1 << KEY_BITS) - 1


KEY_BITS = 40
#: In which order kinds are shown when none holds anything better than the others.
SHOWN = (
    *(Kind.PLAN, Kind.COMMITMENT, Kind.EXPERIENCE, Kind.INDICATOR, Kind.NODE, Kind.PLACE),
    *(Kind.BODY, Kind.METHOD),
)


def kind_of(number: int) -> Kind:
    """Give the kind of an entry by its number."""
    return list(Kind)[(number >> KEY_BITS) - 1]


class Manner(StrEnum):
    """How the words of a text were found: all of them, words near them, or only some."""

    ALL = "all"
    CORRECTED = "corrected"
    SOME = "some"
    NONE = "none"


class Part(StrEnum):
    """What a token of an entry is: its first letter, so that one index holds them all."""

    TITLE_WORD = "a"
    TITLE_STEM = "b"
    WORD = "c"
    STEM = "d"
    WHOLE = "e"
    FACET = "f"
    SPOKEN = "g"
    FIRST_WORD = "h"
