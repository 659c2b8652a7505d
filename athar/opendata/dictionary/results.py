"""What the columns of lists of indicators, of their values and of results are called and mean."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from athar.opendata.columns import Column, Kind

COLUMNS = (
    # indicators
    Column(
        "library_code",
        Kind.CODE,
        _("Library"),
        _("Code of the library of indicators; it never changes."),
    ),
    Column(
        "indicator_code",
        Kind.CODE,
        _("Code of the indicator"),
        _("Reference of the indicator within its library; it never changes."),
    ),
    Column("indicator", Kind.TEXT, _("Indicator"), _("Title of the indicator.")),
    Column(
        "level",
        Kind.CHOICE,
        _("Level of result"),
        _("Output: what was made; outcome: what it changed; impact: what it led to."),
        "result_level",
    ),
    Column("unit", Kind.TEXT, _("Unit"), _("In what the values are counted.")),
    Column(
        "frequency", Kind.CHOICE, _("How often measured"), _("Length of its periods."), "frequency"
    ),
    Column(
        "references",
        Kind.TEXT,
        _("Other lists"),
        _("Codes of the indicator in other lists, such as sdg:6.1.1."),
    ),
    Column("plans", Kind.COUNT, _("Plans"), _("How many published plans answer for it.")),
    # values
    Column(
        "period",
        Kind.CODE,
        _("Period"),
        _("2024, 2024-S1, 2024-Q3, 2024-03, a day, or two days with a slash between them."),
    ),
    Column(
        "category",
        Kind.CODE,
        _("Part of the whole"),
        _("Such as area=rural,sex=female; empty is the whole."),
    ),
    Column("category_name", Kind.TEXT, _("Part of the whole, in words"), _("The same in words.")),
    Column(
        "measured_value",
        Kind.NUMBER,
        _("Measured value"),
        _("In the unit of the indicator; empty is unknown, never zero."),
    ),
    Column("numerator", Kind.NUMBER, _("Numerator"), _("What a share is the share of.")),
    Column(
        "denominator",
        Kind.NUMBER,
        _("Denominator"),
        _("The number in which the share was counted."),
    ),
    Column(
        "no_number",
        Kind.CHOICE,
        _("Why there is no number"),
        _("Not due, not reported, not applicable or withheld."),
        "no_number",
    ),
    Column(
        "is_own",
        Kind.YES_NO,
        _("Stated as it is"),
        _("No: put together from its parts by the rule of the indicator."),
        "yes_no",
    ),
    Column("parts_known", Kind.COUNT, _("Parts known"), _("Of how many parts something is known.")),
    Column("parts_expected", Kind.COUNT, _("Parts expected"), _("How many parts there are.")),
    # results
    Column(
        "node_code",
        Kind.CODE,
        _("Code of the grouping"),
        _("The axis or programme whose result it is; empty for the plan or a project."),
    ),
    Column(
        "commitment_code",
        Kind.CODE,
        _("Code of the project"),
        _("The project whose result it is; empty for the plan or a grouping."),
    ),
    Column("baseline_period", Kind.CODE, _("Period of the baseline"), _("When it was measured.")),
    Column("baseline", Kind.NUMBER, _("Baseline"), _("The situation before the plan.")),
    Column("target_period", Kind.CODE, _("Period of the target"), _("When it is to be reached.")),
    Column("target", Kind.NUMBER, _("Target"), _("The last target that the plan sets.")),
    Column(
        "goal_on",
        Kind.DAY,
        _("Day of the target compared with"),
        _("Last day of the period whose target the value is compared with."),
    ),
    Column(
        "goal",
        Kind.NUMBER,
        _("Target compared with"),
        _("Of a running total the target of its period, of a flow the sum of the targets elapsed."),
    ),
    Column(
        "achieved_percent",
        Kind.PERCENT,
        _("Achieved"),
        _("Share of the way from baseline to target, one decimal; below 0 is a regression."),
    ),
    Column(
        "outcome",
        Kind.CHOICE,
        pgettext_lazy("column", "Against the target"),
        _("On the way, reached, exceeded, regression, no data, or no percentage."),
        "outcome",
    ),
)
