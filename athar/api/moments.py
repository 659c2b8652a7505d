"""`as_of`: what is asked as of a publication."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from ninja import Field

from athar.api.answering import Asked
from athar.api.problems import Fault, Refused
from athar.rollups.queries import Past, Result, past_cells, past_of
from athar.trail.moments import AsOf, read_as_of

SAID = (
    "As of a publication: its number, or a day (`2025-09-30`), of which the last publication "
    "counts. Everything is then as the public saw it."
)

#: A publication number, or a day.
FORM = r"^([0-9]{1,9}|[0-9]{4}-[0-9]{2}-[0-9]{2})?$"


class AskedAsOf(Asked):
    """What is understood where the past can be read."""

    as_of: str = Field("", max_length=20, pattern=FORM, description=SAID)


def read_moment(text: str) -> AsOf:
    """Read a publication. Queries: 1.

    Errors: Refused, with the code of what is wrong.
    """
    try:
        return read_as_of(text)
    except ValidationError as refusal:
        fault = Fault("as_of", str(refusal.code), " ".join(refusal.messages))
        raise Refused([fault]) from refusal


def past(plan: str, text: str, code: str | None = None) -> Past | None:
    """Give a plan as of a publication, or None when it was not public then.

    Errors: Refused, also when no plan is named.
    """
    if not plan:
        detail = _("The past is read plan by plan: name the plan too.")
        raise Refused([Fault("as_of", "plan_missing", detail)])
    return past_of(plan, read_moment(text), code=code)


def whole(results: tuple[Result, ...]) -> tuple[Result, ...]:
    """Give results whose figures could be put together.

    Errors: Refused.
    """
    if any(one.is_cut for one in results):
        detail = _("More than %(n)s values would have to be put together for this state.")
        fault = Fault("as_of", "too_much_at_once", detail % {"n": past_cells.MOST})
        raise Refused([fault])
    return results
