"""What the columns of lists of plans and of places are called and mean."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from athar.opendata.columns import Column, Kind

_SUM = _("Sum over the items whose amount is known, in units of the currency.")
_UNKNOWN = _("How many items have no known amount and are not in the sum.")

COLUMNS = (
    # groups
    Column(
        "commitments",
        Kind.COUNT,
        _("Items"),
        _("Number of commitments or projects listed, those cancelled included."),
    ),
    Column(
        "cancelled", Kind.COUNT, _("Cancelled"), _("How many of them are cancelled or taken out.")
    ),
    Column(
        "physical_known",
        Kind.COUNT,
        _("Progress known"),
        _("On how many items the physical progress rests."),
    ),
    Column(
        "physical_expected",
        Kind.COUNT,
        _("Progress expected"),
        _("Of how many items progress is expected."),
    ),
    Column("amount_planned", Kind.MONEY, _("Planned amount"), _SUM),
    Column("amount_planned_unknown", Kind.COUNT, _("Planned amount unknown"), _UNKNOWN),
    Column("amount_committed", Kind.MONEY, _("Amount committed"), _SUM),
    Column("amount_committed_unknown", Kind.COUNT, _("Committed amount unknown"), _UNKNOWN),
    Column("amount_paid", Kind.MONEY, _("Amount paid"), _SUM),
    Column("amount_paid_unknown", Kind.COUNT, _("Paid amount unknown"), _UNKNOWN),
    Column(
        "plan_code", Kind.CODE, _("Code of the plan"), _("Reference of the plan; it never changes.")
    ),
    Column("plan", Kind.TEXT, _("Plan"), _("Title of the plan.")),
    Column("start_on", Kind.DAY, _("Start of the plan"), _("First day of its period.")),
    Column("end_on", Kind.DAY, _("End of the plan"), _("Last day of its period.")),
    # places
    Column(
        "place_scheme",
        Kind.CODE,
        _("List of codes"),
        _("Which list the code of the place belongs to."),
    ),
    Column("place_code", Kind.CODE, _("Code of the place"), _("Code in that list.")),
    Column("place", Kind.TEXT, _("Place"), _("Name of the place.")),
    Column(
        "kind",
        Kind.CHOICE,
        _("Kind of place"),
        _("Country, region, province or prefecture, commune."),
        "place_kind",
    ),
    Column(
        "population_year",
        Kind.YEAR,
        _("Year of the count"),
        _("Year in which the population was counted."),
    ),
    Column("population", Kind.COUNT, _("Inhabitants"), _("Last population counted.")),
    Column(
        "amount_planned_per_inhabitant",
        Kind.MONEY,
        _("Planned per inhabitant"),
        _("Planned amount divided by the population."),
    ),
    Column(
        "amount_paid_per_inhabitant",
        Kind.MONEY,
        _("Paid per inhabitant"),
        _("Amount paid divided by the population."),
    ),
)
