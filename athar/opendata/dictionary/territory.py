"""What the columns of results by territory are called and mean."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from athar.opendata.columns import Column, Kind

COLUMNS = (
    Column(
        "earlier_period",
        Kind.CODE,
        _("Earlier period"),
        _("Period with which the value is compared."),
    ),
    Column(
        "change",
        Kind.NUMBER,
        _("Change"),
        _("Value less that of the earlier period, in the unit; of percentages in points."),
    ),
    Column(
        "per_thousand_inhabitants",
        Kind.NUMBER,
        _("Per 1,000 inhabitants"),
        _("Value of a count for every 1,000 inhabitants of the last population count."),
    ),
    Column(
        "value_around",
        Kind.NUMBER,
        _("Value of the place around"),
        _("The same indicator and period in the wider place named in the row."),
    ),
    Column(
        "difference",
        Kind.NUMBER,
        _("Difference"),
        _("Value less that of the wider place, in the unit; of percentages in points."),
    ),
    Column(
        "share_percent",
        Kind.PERCENT,
        pgettext_lazy("column", "Share of the place around"),
        _("Of what adds up over territories, the part of the wider place."),
    ),
    Column(
        "coverage",
        Kind.CHOICE,
        _("Coverage"),
        _("Whether it was measured, is missing, was not expected, or is withheld."),
        "coverage",
    ),
)
