"""What an address asks to have explained: a figure, of a whole plan or of one part of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.http import QueryDict

from athar.rollups.enums import Figure, SubjectKind

#: What narrows a figure down; the word in the address is the kind of the subject.
NARROWING = (
    SubjectKind.NODE,
    SubjectKind.PLACE,
    SubjectKind.COMMITMENT,
    SubjectKind.LEAD,
    SubjectKind.FUNDER,
)
#: "No lead body stated", "funding not split": also a part of a plan that has figures.
NONE_STATED = "none"
_LONGEST_CODE = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure, and the part of the plan it is about; without a code, the whole plan."""

    figure: Figure
    kind: SubjectKind = SubjectKind.PLAN
    code: str = ""

    @property
    def query(self) -> str:
        """Give what stands after the question mark of the address."""
        return "" if self.kind is SubjectKind.PLAN else f"?{self.kind.value}={self.code}"


def read_asked(figure: str, query: QueryDict) -> Asked | None:
    """Read what is asked; None when there is no such figure.

    Errors: BadRequest when the figure is narrowed down twice, or to what can be no code.
    """
    if figure not in set(Figure):
        return None
    given = [(kind, code) for kind in NARROWING for code in query.getlist(kind.value)]
    if not given:
        return Asked(Figure(figure))
    if len(given) > 1 or not _may_be_a_code(given[0][1]):
        raise BadRequest
    return Asked(Figure(figure), *given[0])


def _may_be_a_code(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_CODE and text.isascii() and text.isprintable()
