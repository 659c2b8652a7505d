"""How each status looks: always colour, shape and word together."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True)
class Look:
    """One status: `shape` names the CSS class that carries colour and shape, `word` the label."""

    shape: str
    word: Promise | str


#: Declared complete, not validated: ● and never ◆ (methods, section 2).
DECLARED_COMPLETE = Look("said", pgettext_lazy("declared status", "Declared complete"))

#: In the order of every bar and legend: ◆ ● ▲ ■ ○ hatch ✕.
COMPUTED: Mapping[str, Look] = {
    "completed": Look("done", pgettext_lazy("computed status", "Completed")),
    "declared_complete": DECLARED_COMPLETE,
    "on_track": Look("ok", pgettext_lazy("computed status", "On track")),
    "at_risk": Look("risk", pgettext_lazy("computed status", "At risk")),
    "off_track": Look("off", pgettext_lazy("computed status", "Off track")),
    "not_due": Look("due", pgettext_lazy("computed status", "Not due yet")),
    "no_data": Look("none", pgettext_lazy("computed status", "No data")),
    "stale": Look("none", pgettext_lazy("computed status", "Silent")),
    "cancelled": Look("x", pgettext_lazy("computed status", "Cancelled")),
}

DECLARED: Mapping[str, Look] = {
    "not_started": Look("due", pgettext_lazy("declared status", "Not started")),
    "on_track": Look("ok", pgettext_lazy("declared status", "On track")),
    "delayed": Look("risk", pgettext_lazy("declared status", "Delayed")),
    "at_risk": Look("risk", pgettext_lazy("declared status", "At risk")),
    "stopped": Look("off", pgettext_lazy("declared status", "Stopped")),
    "completed": Look("done", pgettext_lazy("declared status", "Completed")),
    "cancelled": Look("x", pgettext_lazy("declared status", "Cancelled")),
    "none": Look("none", pgettext_lazy("declared status", "Nothing declared")),
}

#: The kinds of "no number" beside a true zero, which is printed as 0; never mixed.
NO_NUMBER: Mapping[str, Look] = {
    "not_due": Look("due", pgettext_lazy("why there is no number", "not due yet")),
    "not_reported": Look("none", pgettext_lazy("why there is no number", "not reported")),
    "not_applicable": Look("na", pgettext_lazy("why there is no number", "not applicable")),
    "suppressed": Look(
        "held", pgettext_lazy("why there is no number", "withheld to protect people")
    ),
    "too_many": Look("none", pgettext_lazy("why there is no number", "too many values")),
}

#: Who stands behind a value; three marks side by side, never mixed.
CLAIMS: Mapping[str, Look] = {
    "declared": Look("declared", pgettext_lazy("who stands behind a value", "Declared")),
    "validated": Look("validated", pgettext_lazy("who stands behind a value", "Validated")),
    "independent": Look(
        "independent", pgettext_lazy("who stands behind a value", "Measured independently")
    ),
}

#: How a value moved since the period before: an arrow upwards is always for the better.
TRENDS: Mapping[str, Look] = {
    "better": Look("up", pgettext_lazy("since the period before", "better than before")),
    "same": Look("flat", pgettext_lazy("since the period before", "unchanged")),
    "worse": Look("down", pgettext_lazy("since the period before", "worse than before")),
}

#: Whether a value that a plan expects is there.
COVERAGE: Mapping[str, Look] = {
    "measured": Look("ok", pgettext_lazy("coverage of a value", "measured")),
    "missing": Look("none", pgettext_lazy("coverage of a value", "expected, but missing")),
    "not_expected": Look("na", pgettext_lazy("coverage of a value", "not expected")),
    "suppressed": Look(
        "held", pgettext_lazy("coverage of a value", "measured, withheld to protect people")
    ),
}


def computed(value: str | None) -> Look:
    """Give the look of a computed status; unknown is "no data"."""
    return COMPUTED[value or "no_data"]


def assessed(word: Promise | str, *, is_given: bool = True) -> Look:
    """Give the look of an evaluator's word: their own mark, hatched where they gave none."""
    return Look("independent" if is_given else "none", word)


def declared(value: str | None, *, is_validated: bool = True) -> Look:
    """Give the look of a declared status; a completion nobody validated stays ●."""
    if value == "completed" and not is_validated:
        return DECLARED_COMPLETE
    return DECLARED[value or "none"]
