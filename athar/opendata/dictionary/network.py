"""What the columns of the network's lists are called and mean."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from athar.opendata.columns import Column, Kind

COLUMNS = (
    Column(
        "tier",
        Kind.CHOICE,
        _("Tier of government"),
        _("Whether the plan is of a country, a region or a commune."),
        "tier",
    ),
    Column("policy_areas", Kind.TEXT, _("Policy areas"), _("OGP policy areas, by name.")),
    Column(
        "together_percent",
        Kind.PERCENT,
        _("Progress with contributors"),
        _("Mean of its own progress and of what is agreed to count towards it, each once."),
    ),
    Column(
        "together_known",
        Kind.COUNT,
        _("Commitments with known progress"),
        _("Of those put together, itself among them."),
    ),
    Column(
        "together_expected",
        Kind.COUNT,
        _("Commitments put together"),
        _("Itself and all that counts towards it."),
    ),
    Column(
        "agreed_with",
        Kind.CODE,
        _("Tied by agreement with"),
        _("Plan and code of the commitments it is tied to, whichever contributes."),
    ),
    Column(
        "proposed_with",
        Kind.CODE,
        _("Tie proposed with"),
        _("The same, where one side has not answered yet; never counted."),
    ),
    Column(
        "has_echo",
        Kind.YES_NO,
        _("Echoed"),
        _("Of a national one: by one below; of a regional or communal one: by a national one."),
        "yes_no",
    ),
)
