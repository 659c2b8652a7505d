"""The grade of confidence beside a value: who stands behind it, with what proof, how old it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Claim(StrEnum):
    """Who stands behind a value."""

    DECLARED = "declared"
    VALIDATED = "validated"
    INDEPENDENT = "independent"


class Source(StrEnum):
    """By which way a value came in."""

    OFFICIAL = "official"
    REPORT = "report"
    FORM = "form"
    API = "api"
    IMPORT = "import"


class Grade(StrEnum):
    """From A, as sure as figures are here, to D, somebody's word."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class Reason(StrEnum):
    """What raises or lowers the grade; each value has one reason of each of the five kinds."""

    DECLARED = "declared"
    VALIDATED = "validated"
    INDEPENDENT = "independent"
    EVIDENCE = "evidence"
    NO_EVIDENCE = "no_evidence"
    OFFICIAL = "official"
    REPORT = "report"
    FORM = "form"
    API = "api"
    IMPORT = "import"
    CURRENT = "current"
    AGEING = "ageing"
    OLD = "old"
    UNDATED = "undated"
    UNQUESTIONED = "unquestioned"
    QUESTIONED = "questioned"


POINTS: Mapping[Reason, int] = MappingProxyType(
    {
        Reason.INDEPENDENT: 3,
        Reason.VALIDATED: 2,
        Reason.DECLARED: 0,
        Reason.EVIDENCE: 2,
        Reason.NO_EVIDENCE: 0,
        Reason.OFFICIAL: 2,
        Reason.REPORT: 1,
        Reason.API: 1,
        Reason.FORM: 0,
        Reason.IMPORT: 0,
        Reason.CURRENT: 0,
        Reason.AGEING: -1,
        Reason.OLD: -2,
        Reason.UNDATED: -2,
        Reason.UNQUESTIONED: 0,
        Reason.QUESTIONED: -2,
    }
)
"""What each reason adds to the sum from which the grade is read."""

LEAST_POINTS: Mapping[Grade, int] = MappingProxyType({Grade.A: 6, Grade.B: 4, Grade.C: 2})
"""From how many points a grade is given; below them all it is D."""

_CURRENT_UNTIL = 1
_AGEING_UNTIL = 3


@dataclass(frozen=True, slots=True)
class Confidence:
    """A grade, and why: claim, evidence, source, age and questions, in this order."""

    grade: Grade
    points: int
    reasons: tuple[Reason, ...]


def confidence(
    *, claim: Claim, has_evidence: bool, source: Source, age: int | None, n_flags: int
) -> Confidence:
    """Give the grade of a known value; an unknown one has none.

    Units: `age` counts the reporting periods that ended since the one measured, None when nobody
    knows; `n_flags` the questions still open.
    Source: docs/methods/confidence.md.
    """
    reasons = (
        Reason(claim.value),
        Reason.EVIDENCE if has_evidence else Reason.NO_EVIDENCE,
        Reason(source.value),
        _of_age(age),
        Reason.QUESTIONED if n_flags else Reason.UNQUESTIONED,
    )
    points = sum(POINTS[reason] for reason in reasons)
    grade = next((one for one, least in LEAST_POINTS.items() if points >= least), Grade.D)
    return Confidence(grade, points, reasons)


def weakest(found: Iterable[Confidence]) -> Confidence | None:
    """Give the lowest of several, which is that of a value computed from them; None of none.

    Source: docs/methods/confidence.md.
    """
    return min(found, key=lambda one: one.points, default=None)


def _of_age(age: int | None) -> Reason:
    if age is None:
        return Reason.UNDATED
    if age <= _CURRENT_UNTIL:
        return Reason.CURRENT
    return Reason.AGEING if age <= _AGEING_UNTIL else Reason.OLD
