"""What a person may say that a column holds, in plain words, for each kind of table."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from athar.intake.vocabulary.agreements import WANTED
from athar.intake.vocabulary.fields import WORDS, Field, TableKind

LABELS: Mapping[Field, str | Promise] = {
    Field.CODE: _("Code"),
    Field.PLAN: _("Code of the plan"),
    Field.TITLE: _("Title"),
    Field.SUMMARY: _("Description"),
    Field.AXIS: _("Axis"),
    Field.SUB_AXIS: _("Sub-axis"),
    Field.PROGRAMME: _("Programme"),
    Field.LEAD: _("Lead body"),
    Field.SUPPORT: _("Supporting body"),
    Field.OWNER: _("Project owner"),
    Field.DELEGATED_OWNER: _("Delegated project owner"),
    Field.REGION: _("Region"),
    Field.PROVINCES: _("Provinces and prefectures"),
    Field.COMMUNES: _("Communes"),
    Field.PLACES: _("Places of any level"),
    Field.SECTOR: _("Sector"),
    Field.AMOUNT: _("Cost"),
    Field.FUNDERS: _("Funders and their amounts, in one cell"),
    Field.FUNDING_YEAR: _("Funding of one year"),
    Field.SHARE: _("Share of one funder"),
    Field.YEAR_SHARE: _("Amount of the year named in the row"),
    Field.AGREEMENT: _("Number of the agreement"),
    Field.SESSION_DATE: _("Date of the council session"),
    Field.STATUS: _("Declared status"),
    Field.STATUS_MARK: _("Mark of the status in its heading"),
    Field.PLANNED_START: _("Planned start"),
    Field.PLANNED_END: _("Planned end"),
    Field.FORECAST_END: _("Forecast end"),
    Field.ACTUAL_START: _("Actual start"),
    Field.ACTUAL_END: _("Actual end"),
    Field.PHYSICAL: _("Physical progress"),
    Field.FINANCIAL: _("Financial progress"),
    Field.COMMITTED: _("Amount committed"),
    Field.PAID: _("Amount paid"),
    Field.INDICATOR: _("Indicator"),
    Field.UNIT: _("Unit of the indicator"),
    Field.BASELINE: _("Value at the start"),
    Field.TARGET: _("Target"),
    Field.VALUE: _("Value reached"),
    Field.VALUE_DATE: _("Date of the value"),
    Field.DIRECTION: _("Whether more or less is better"),
    Field.SOURCE: _("Source"),
    Field.REMARK: _("Remark"),
    Field.SUB_PROJECTS: _("Number of sub-projects"),
    Field.LEVEL: _("Level of the grouping"),
    Field.PARENT: _("Code of the grouping above"),
    Field.NAME: _("Name"),
    Field.ABBREVIATION: _("Abbreviation"),
    Field.KIND: _("Kind"),
    Field.START: _("Start of the plan"),
    Field.END: _("End of the plan"),
    Field.ADOPTED: _("Day of adoption"),
    Field.TOTAL: _("Total"),
    Field.PROJECT: _("Code of the project"),
    Field.ORGANISATION: _("Body"),
    Field.YEAR: _("Year"),
    Field.NUMBER: _("Number of the agreement"),
    Field.ORDER: _("Number of the line"),
    Field.COUNTRY: _("Country"),
    Field.PERIOD: _("Period"),
    Field.CATEGORY: _("Part of the whole, such as the sex or the area"),
    Field.NUMERATOR: _("Numerator"),
    Field.DENOMINATOR: _("Denominator"),
    Field.NO_NUMBER: _("Why there is no number"),
    Field.CLAIM: _("Who stands behind the value"),
}
"""Every meaning, as a person reads it."""

_ALSO: Mapping[TableKind, tuple[Field, ...]] = {
    TableKind.PROJECTS: (Field.SHARE, Field.STATUS_MARK),
    TableKind.SIGNED: (Field.SHARE,),
    TableKind.RETURNS: (Field.STATUS_MARK,),
}
"""Meanings that no phrase of a vocabulary has: shares are known by the names of those who pay,
marks by the statuses above them."""

_OTHERWISE: Mapping[tuple[TableKind, Field], str | Promise] = {
    (TableKind.SIGNED, Field.TITLE): _("Subject of the agreement"),
    (TableKind.SIGNED, Field.SHARE): _("Share of one partner"),
    (TableKind.SIGNED, Field.PROJECT): _("Codes of the projects covered"),
    (TableKind.SIGNED, Field.KIND): _("Agreement or amendment"),
    (TableKind.RETURNS, Field.CODE): _("Code of the project"),
    (TableKind.VALUES, Field.VALUE): _("Value"),
    (TableKind.PROJECTS, Field.CODE): _("Code of the project"),
}


def fields_of(kind: TableKind) -> tuple[tuple[str, str | Promise], ...]:
    """Give the meanings that a column of a kind of table may have, each with its words.

    Shape: (value of `Field`, words), in the order of the vocabulary.
    """
    words = WORDS[kind] if kind in WORDS else WANTED[kind].words
    fields = dict.fromkeys((*words, *_ALSO.get(kind, ())))
    return tuple((one.value, _OTHERWISE.get((kind, one), LABELS[one])) for one in fields)


def meanings_table() -> str:
    """Give every meaning with its words as the table of docs/reference/mapping-file.md."""
    rows = ["| `holds` | in words |", "|---|---|"]
    with override("en"):
        rows += [f"| `{one}` | {label} |" for one, label in LABELS.items()]
    return "\n".join(rows) + "\n"
