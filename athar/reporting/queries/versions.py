"""What published reports said of a commitment, one after another."""

from __future__ import annotations

from dataclasses import dataclass

from athar.plans.queries import ContractVersion
from athar.reporting.contents import contents_of
from athar.reporting.models import Report


@dataclass(frozen=True, slots=True)
class PublishedVersion(ContractVersion):
    """What one report said, and the act that published it; the first is number 1."""

    event_id: int | None


def published_versions(commitment_id: int) -> tuple[PublishedVersion, ...]:
    """Give what every published report said, in the order of publication, withdrawn ones too.

    Queries: 3.
    """
    rows = Report.objects.filter(commitment=commitment_id, event__isnull=False)
    reports = {row.pk: row for row in rows.order_by("event", "pk")}
    contents = contents_of(reports)
    return tuple(
        PublishedVersion(
            number, {"as_of_on": row.as_of_on.isoformat(), **contents[pk]}, row.event_id
        )
        for number, (pk, row) in enumerate(reports.items(), start=1)
    )
