"""What the columns of lists of stated values are called and mean."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from athar.opendata.columns import Column, Kind

COLUMNS = (
    Column(
        "stated_text", Kind.TEXT, _("Stated in words"), _("What was stated where it is no number.")
    ),
    Column("unit_code", Kind.CODE, _("Code of the unit"), _("In what the values are counted.")),
    Column(
        "revision",
        Kind.COUNT,
        _("Revision"),
        _("How many times the value was corrected; 0 is as first stated."),
    ),
    Column("recorded_on", Kind.DAY, _("Recorded on"), _("Day on which it was stated here.")),
    Column(
        "publication_number",
        Kind.COUNT,
        _("Publication"),
        _("Number of the publication since which the public sees it."),
    ),
    Column("source_file", Kind.TEXT, _("Source file"), _("Name of the file it was read from.")),
    Column("cell", Kind.CODE, _("Cell"), _("Sheet and cell in that file.")),
    Column("source", Kind.CHOICE, _("Way in"), _("By which way it came in."), "value_source"),
    Column(
        "is_superseded",
        Kind.YES_NO,
        _("Superseded"),
        _("Whether a correction took its place; such states are listed only when asked for."),
        "yes_no",
    ),
    Column(
        "period_start_on", Kind.DAY, _("First day of the period"), _("First day that it speaks of.")
    ),
    Column(
        "period_end_on", Kind.DAY, _("Last day of the period"), _("Last day that it speaks of.")
    ),
)
