"""How the word of an evaluator looks where there is room for a mark only."""

from __future__ import annotations

from django.utils.translation import pgettext
from markupsafe import Markup

from athar.evaluation.queries import AssessmentView
from athar.portal.commitments.wording import filled
from athar.ui import formatting, statuses
from athar.ui.statuses import Look


def look_of(one: AssessmentView) -> Look:
    """Give the look of a word: the mark of evaluators, hatched where they gave none."""
    return statuses.assessed(formatting.wording(one.names), is_given=one.step is not None)


def who_of(one: AssessmentView) -> Markup:
    """Say who said it and when."""
    body = formatting.wording(one.assessor)
    if one.assessed_on is None:
        return filled(pgettext("who said it", "%(body)s."), body=body)
    day = formatting.day(one.assessed_on, one.assessed_precision)
    return filled(pgettext("who said it, as of when", "%(body)s, %(day)s."), body=body, day=day)
