"""What the columns of a list of commitments are called and mean."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from athar.opendata.columns import Column, Kind

_FIRST = _("Date of the first version adopted; it never moves.")
_CURRENT = _("Date of the version in force.")
_NAMES = _("The same, by name.")

COLUMNS = (
    # what is promised
    Column("code", Kind.CODE, _("Code"), _("Reference of the item within its plan.")),
    Column(
        "title", Kind.TEXT, _("Title"), _("Title in the language of the page where there is one.")
    ),
    Column(
        "is_sample",
        Kind.YES_NO,
        _("Sample"),
        _("Whether the line is invented for demonstration."),
        "yes_no",
    ),
    Column(
        "nodes",
        Kind.CODE,
        _("Groupings"),
        _("Codes of the groupings it stands in, from the top down."),
    ),
    Column("nodes_names", Kind.TEXT, _("Groupings, by name"), _NAMES),
    Column("places", Kind.CODE, _("Places"), _("Codes of the places it takes place in.")),
    Column("places_names", Kind.TEXT, _("Places, by name"), _NAMES),
    Column(
        "covers_whole_place",
        Kind.YES_NO,
        _("Whole territory"),
        _("Whether it concerns the whole territory of the plan."),
        "yes_no",
    ),
    Column("leads", Kind.CODE, _("Lead bodies"), _("Codes of the bodies that answer for it.")),
    Column("leads_names", Kind.TEXT, _("Lead bodies, by name"), _NAMES),
    Column(
        "funders",
        Kind.CODE,
        _("Funders"),
        _("Codes of the bodies that pay for it, where the split is stated."),
    ),
    Column("funders_names", Kind.TEXT, _("Funders, by name"), _NAMES),
    Column("themes", Kind.CODE, _("Themes"), _("Codes of its themes.")),
    Column("themes_names", Kind.TEXT, _("Themes, by name"), _NAMES),
    # how it stands
    Column(
        "declared_status",
        Kind.CHOICE,
        _("Declared status"),
        _("What the lead body said in the last published report."),
        "declared_status",
    ),
    Column(
        "is_validated",
        Kind.YES_NO,
        _("Validated"),
        _("Whether the last report was validated by somebody else than its author."),
        "yes_no",
    ),
    Column(
        "computed_status",
        Kind.CHOICE,
        _("Computed status"),
        _("What the figures say today, by the public rule."),
        "computed_status",
    ),
    Column(
        "assessed",
        Kind.CODE,
        _("Assessed"),
        _("What an evaluator said of its completion; NA, NR or ND where they gave no word."),
    ),
    Column("assessed_by", Kind.CODE, _("Assessed by"), _("Code of the body that assessed it.")),
    Column("assessed_on", Kind.DAY, _("Assessed on"), _("First day of the year or month stated.")),
    Column(
        "ratio",
        Kind.NUMBER,
        _("Progress over plan"),
        _("Physical progress divided by what was planned at the date of the report."),
    ),
    Column(
        "physical_percent",
        Kind.PERCENT,
        _("Physical progress"),
        _("Share of the works done, 0 to 100; of a group, weighted by the rule of the plan."),
    ),
    Column(
        "financial_percent",
        Kind.PERCENT,
        _("Financial progress"),
        _("Amount paid over planned amount, 0 to 100 and more."),
    ),
    Column(
        "planned_today_percent",
        Kind.PERCENT,
        _("Planned by today"),
        _("Share that should be done today according to the first version."),
    ),
    Column(
        "reported_as_of",
        Kind.DAY,
        _("Reported as of"),
        _("Date of the figures of the last published report."),
    ),
    Column("first_planned_start_on", Kind.DAY, _("First planned start"), _FIRST),
    Column("first_planned_end_on", Kind.DAY, _("First planned end"), _FIRST),
    Column("planned_start_on", Kind.DAY, _("Planned start"), _CURRENT),
    Column("planned_end_on", Kind.DAY, _("Planned end"), _CURRENT),
    Column("actual_start_on", Kind.DAY, _("Actual start"), _("As stated in a report.")),
    Column("actual_end_on", Kind.DAY, _("Actual end"), _("As stated in a report.")),
    Column("forecast_end_on", Kind.DAY, _("Forecast end"), _("As stated in the last report.")),
    Column(
        "slippage_first_days",
        Kind.DAYS,
        _("Delay against the first version"),
        _("Days between planned and actual or forecast end; late is positive."),
    ),
    Column(
        "slippage_current_days",
        Kind.DAYS,
        _("Delay against the version in force"),
        _("Days between planned and actual or forecast end; late is positive."),
    ),
    Column(
        "amount",
        Kind.MONEY,
        _("Planned amount"),
        _("In units of the currency, never in thousands."),
    ),
    Column(
        "committed",
        Kind.MONEY,
        _("Amount committed"),
        _("Running total at the date of the last report."),
    ),
    Column(
        "paid", Kind.MONEY, _("Amount paid"), _("Running total at the date of the last report.")
    ),
    Column("currency", Kind.CODE, _("Currency"), _("ISO 4217 code of the amounts of the line.")),
    Column(
        "is_removed",
        Kind.YES_NO,
        _("Taken out"),
        _("Whether an amendment took it out of the plan; it stays listed."),
        "yes_no",
    ),
)
