"""The inputs of a figure as a table that can be downloaded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from athar.portal.computed.page import ComputedPage
from athar.rollups.explanations import Provenance

COLUMNS = (
    "code",
    "title",
    "value",
    "weight",
    "committed",
    "status",
    "counts",
    "left_out_because",
    "as_of_on",
    "claim",
    "author",
    "file",
    "sheet",
    "row",
    "column",
    "written",
)


def input_rows(page: ComputedPage, lang: str) -> Iterator[tuple[Any, ...]]:
    """Give one row per commitment behind the figure, in the order of the plan."""
    found = page.explanation
    because = {code: one.because.value for one in found.left_out for code in one.codes}
    for one in found.inputs:
        code = one.commitment.code
        yield (
            code,
            one.commitment.names.in_language(lang).text,
            one.value,
            one.weight,
            one.committed,
            one.status.value,
            "yes" if one.counts else "no",
            because.get(code, ""),
            *_provenance_cells(one.provenance),
        )


def _provenance_cells(provenance: Provenance | None) -> tuple[Any, ...]:
    if provenance is None:
        return (None,) * 8
    origin = provenance.origin
    return (
        provenance.as_of_on,
        provenance.claim,
        provenance.author_name,
        origin.get("name", ""),
        origin.get("sheet", ""),
        origin.get("row", ""),
        origin.get("column", ""),
        provenance.written,
    )
