"""What eligibility is counted from, and how sure it is."""

from django.db import models
from django.utils.translation import pgettext_lazy


class CriterionKey(models.TextChoices):
    """What is recorded of a country; `total`: points of which only the sum is known."""

    BUDGET_PROPOSAL = (
        "budget_proposal",
        pgettext_lazy("criterion", "The executive's budget proposal is published in time"),
    )
    AUDIT_REPORT = (
        "audit_report",
        pgettext_lazy("criterion", "The audit report is published in time"),
    )
    INFORMATION_LAW = (
        "information_law",
        pgettext_lazy("criterion", "An access to information law is in force"),
    )
    INFORMATION_CONSTITUTION = (
        "information_constitution",
        pgettext_lazy("criterion", "The constitution guarantees access to information"),
    )
    INFORMATION_DRAFT = (
        "information_draft",
        pgettext_lazy("criterion", "A draft access to information law is under consideration"),
    )
    DISCLOSURE_LAW = (
        "disclosure_law",
        pgettext_lazy("criterion", "A law requires officials to disclose their assets"),
    )
    DISCLOSURE_PUBLIC = (
        "disclosure_public",
        pgettext_lazy("criterion", "A law gives the public access to asset disclosures"),
    )
    CIVIL_LIBERTIES = "civil_liberties", pgettext_lazy("criterion", "Civil liberties, out of 10")
    CSO_ENTRY = (
        "cso_entry",
        pgettext_lazy("criterion", "Freedom to found associations, out of 4"),
    )
    CSO_REPRESSION = (
        "cso_repression",
        pgettext_lazy("criterion", "Freedom of associations from repression, out of 4"),
    )
    TOTAL = "total", pgettext_lazy("criterion", "Points in total, as a source states them")


LIMITS = {
    CriterionKey.CIVIL_LIBERTIES: 10,
    CriterionKey.CSO_ENTRY: 4,
    CriterionKey.CSO_REPRESSION: 4,
    CriterionKey.TOTAL: 16,
}
"""The most that each criterion measured by a number may be; the others are met or not."""


class Confidence(models.TextChoices):
    """How a rule or a fact is known."""

    SEEN = "seen", pgettext_lazy("confidence", "read in its source")
    MEMORY = "memory", pgettext_lazy("confidence", "from memory, to be verified")


METRICS = {
    "fiscal_transparency": pgettext_lazy("metric of eligibility", "Fiscal transparency"),
    "access_to_information": pgettext_lazy("metric of eligibility", "Access to information"),
    "asset_disclosure": pgettext_lazy("metric of eligibility", "Asset disclosure"),
    "citizen_engagement": pgettext_lazy("metric of eligibility", "Citizen engagement"),
}
"""What each metric is called."""
