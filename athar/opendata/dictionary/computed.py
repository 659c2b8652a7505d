"""What the columns of the inputs of a figure are called and mean."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from athar.opendata.columns import Column, Kind

COLUMNS = (
    # the inputs of a figure
    Column(
        "value",
        Kind.NUMBER,
        pgettext_lazy("column", "Value"),
        _("What the item adds to the figure."),
    ),
    Column("weight", Kind.NUMBER, _("Weight"), _("How much the item counts.")),
    Column(
        "status",
        Kind.CHOICE,
        _("Computed status"),
        _("What the figures say today, by the public rule."),
        "computed_status",
    ),
    Column(
        "counts", Kind.YES_NO, _("Counts"), _("Whether the item counts in the figure."), "yes_no"
    ),
    Column(
        "left_out_because",
        Kind.CHOICE,
        _("Left out because"),
        _("Why it does not count."),
        "left_out_because",
    ),
    Column("as_of_on", Kind.DAY, _("As of"), _("Date the figures speak of.")),
    Column(
        "claim",
        Kind.CHOICE,
        _("Who says so"),
        _("Whether the value is declared or validated."),
        "claim",
    ),
    Column(
        "author", Kind.TEXT, _("Reported by"), _("Name of the body or person that reported it.")
    ),
    Column("file", Kind.TEXT, _("File"), _("Name of the file it was read from.")),
    Column("sheet", Kind.TEXT, _("Sheet"), _("Sheet of that file.")),
    Column("row", Kind.COUNT, _("Row"), _("Row of that sheet.")),
    Column("column", Kind.TEXT, pgettext_lazy("of a table", "Column"), _("Column of that sheet.")),
    Column("written", Kind.TEXT, _("As written"), _("What stood in the cell, letter for letter.")),
)
