"""One figure by itself: its history, limits, target and remarks, as a page and beside the grid."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from markupsafe import Markup

from athar.desk.grid import wording
from athar.desk.grid.page import Cell, Row, Typed, rows_of
from athar.desk.imports.answers import account_of
from athar.desk.reporting.page import figure_in_words
from athar.kernel.periods import parse_period
from athar.reporting.actions import comment_on_report
from athar.reporting.queries import (
    FIGURES,
    EarlierFigure,
    Part,
    RoundOwed,
    history_of_figure,
    history_of_line,
    round_owed,
)
from athar.ui import formatting


@dataclass(frozen=True, slots=True)
class FigurePage:
    """A figure with all that stands beside it; `history` the newest first."""

    data: RoundOwed
    row: Row
    cell: Cell
    history: tuple[EarlierFigure, ...]

    def said(self, one: EarlierFigure) -> Markup | str:
        """Write an earlier value."""
        return figure_in_words(self.cell.state.name, one.text, self.data.currency, self.cell.line)

    def when(self, one: EarlierFigure) -> Markup:
        """Say of which day or period an earlier value speaks."""
        if one.period:
            return formatting.period(parse_period(one.period))
        return formatting.day(one.on)

    @property
    def facts(self) -> list[tuple[str, Markup | str]]:
        """Give the period, the limits and the target of an indicator, those that there are."""
        line = self.cell.line
        if line is None:
            return []
        found = [
            (_("This period"), self.cell.period),
            (_("Limits"), wording.limits_of(line)),
            (_("Target"), wording.target_of(line)),
        ]
        return [(words, value) for words, value in found if value]


def value(request: HttpRequest, round_id: int, commitment_id: int, field: str) -> HttpResponse:
    """What stands beside a figure; a remark on it is left here. Queries: at most 22."""
    page = _page_or_404(request, round_id, commitment_id, field)
    report_id = page.row.owed.report_id
    wrong, status = "", 200
    if request.method == "POST":
        wrong = _remark(request, report_id, field)
        if not wrong:
            return redirect(request.get_full_path())
        status = 422
    context = {"shown": page, "wrong": wrong, "text": request.POST.get("text", "")}
    return render(request, "desk/grid/value.html", context, status=status)


def _remark(request: HttpRequest, report_id: int | None, field: str) -> str:
    """Leave a remark; say why it was not left."""
    if report_id is None:
        return _("Nobody began this report yet.")
    text = request.POST.get("text", "")
    try:
        comment_on_report(by=account_of(request), report_id=report_id, field=field, text=text)
    except ValidationError as refused:
        return " ".join(refused.messages)
    except PermissionDenied:
        return _("You may not.")
    messages.success(request, _("Your remark stands beside the field."))
    return ""


def _page_or_404(request: HttpRequest, round_id: int, commitment_id: int, field: str) -> FigurePage:
    data = round_owed(account_of(request), round_id)
    owed = [one for one in data.reports if one.commitment_id == commitment_id] if data else []
    if data is None or not owed:
        raise Http404
    part = Part.PROGRESS if field in FIGURES else Part.INDICATORS
    rows = rows_of(account_of(request), data, owed, part, Typed())
    found = [(row, cell) for row in rows for cell in row.cells if cell.state.name == field]
    if not found:
        raise Http404
    row, cell = found[0]
    history = history_of_line(cell.line) if cell.line else history_of_figure(commitment_id, field)
    return FigurePage(data, row, cell, history)
