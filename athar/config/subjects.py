"""What evidence may be attached to: which of it the public sees, and over what a right is asked."""

from __future__ import annotations

from collections.abc import Callable, Collection

from athar.evidence.subjects import Subject, WorkedOn, know_subject
from athar.indicators.queries import scopes_of_measurement, seen_measurements
from athar.network.queries import scopes_of_room, scopes_of_step, seen_steps
from athar.plans.queries import scopes_of_plan, seen_commitments, seen_plans
from athar.reporting.models import Report
from athar.reporting.past import public_reports
from athar.reporting.scopes import scopes_of_commitments


def know_subjects() -> None:
    """Say how each kind of thing with evidence is seen, and who works on it."""
    know_subject("plan", Subject(seen_plans, _alike(scopes_of_plan)))
    know_subject("commitment", Subject(seen_commitments, scopes_of_commitment))
    know_subject("report", Subject(seen_reports, scopes_of_report))
    know_subject("measurement", Subject(seen_measurements, _alike(scopes_of_measurement)))
    know_subject("accession_step", Subject(seen_steps, scopes_of_step))
    # the public never sees what two countries share
    know_subject("mentorship", Subject(lambda _keys: (), scopes_of_room))


def _alike(scopes: Callable[[int], Collection[str]]) -> Callable[[int], WorkedOn]:
    """Let project managers work over the same scopes as all others."""

    def worked_on(key: int) -> WorkedOn:
        keys = tuple(scopes(key))
        return WorkedOn(keys, keys)

    return worked_on


def seen_reports(report_ids: Collection[int]) -> frozenset[int]:
    """Give those of the reports that the public sees: published, and not taken back. Queries: 2."""
    rows = Report.objects.filter(public_reports(), pk__in=report_ids)
    of = dict(rows.values_list("pk", "commitment_id"))
    seen = seen_commitments(of.values())
    return frozenset(key for key, commitment_id in of.items() if commitment_id in seen)


def scopes_of_commitment(commitment_id: int) -> WorkedOn:
    """Give the scope keys of a commitment, nothing when there is none. Queries: 4."""
    found = scopes_of_commitments([commitment_id]).get(commitment_id)
    return WorkedOn(found.own, found.wider) if found else WorkedOn()


def scopes_of_report(report_id: int) -> WorkedOn:
    """Give the scope keys of the commitment that a report tells of.

    Errors: Report.DoesNotExist.
    Queries: 5.
    """
    rows = Report.objects.values_list("commitment_id", flat=True)
    return scopes_of_commitment(rows.get(pk=report_id))
