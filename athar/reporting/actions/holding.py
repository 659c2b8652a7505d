"""Holding a report still while it is worked on, and refusing who may not work on it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.kernel import clock
from athar.kernel.actor import Actor
from athar.people.enums import Role
from athar.people.queries import borrowed
from athar.reporting.enums import ReportState
from athar.reporting.models import Report, Round
from athar.reporting.rounds import round_view
from athar.reporting.rules import Rights, Scopes, is_reporter, rights_to_report
from athar.reporting.scopes import scopes_of_commitments
from athar.trail.refusing import Collision

TYPED = (ReportState.DRAFT, ReportState.RETURNED)
"""The states in which a report is typed."""


class StaleReport(Collision):
    """Somebody changed the report since it was read; `version` is that of now."""

    def __init__(self, version: int) -> None:
        super().__init__(version)
        self.version = version


def hold_report(report_id: int) -> tuple[Report, Scopes]:
    """Lock a report until the transaction ends, with the scope keys of its commitment.

    Errors: Report.DoesNotExist, also for what was imported and was never a draft.
    Queries: 5.
    """
    rows = Report.objects.select_for_update(of=("self",)).filter(round__isnull=False)
    report = rows.select_related("commitment__plan", "round").get(pk=report_id)
    return report, scopes_of_commitments([report.commitment_id])[report.commitment_id]


def for_whom(by: Actor | None, rights: Rights) -> dict[str, int]:
    """Give what the record says of who lent the right to an act; nothing for one's own right."""
    lent = borrowed(by, rights)
    return {"for": lent.lender_id} if lent and lent.lender_id is not None else {}


def is_on_behalf(by: Actor | None, scopes: Scopes) -> bool:
    """Tell whether somebody reports in the place of the body: a coordinator, or whom they named."""
    lent = borrowed(by, rights_to_report(scopes))
    return not is_reporter(by, scopes) or (lent is not None and lent.lent_as == Role.COORDINATOR)


def check_state(report: Report, *states: ReportState) -> None:
    """Refuse an act in a state in which it has no place.

    Errors: ValidationError: wrong_state.
    """
    if report.state not in states:
        raise ValidationError(
            _("The report is in another state: %(state)s."),
            code="wrong_state",
            params={"state": ReportState(report.state).label},
        )


def check_unlocked(row: Round | None) -> None:
    """Refuse to change reports of a round that is not open.

    Errors: ValidationError: round_closed, round_to_come.
    """
    if row is None or not round_view(row, clock.today()).is_locked:
        return
    if row.closed_at is not None:
        raise ValidationError(_("The round is closed."), code="round_closed")
    raise ValidationError(_("The round has not opened yet."), code="round_to_come")


def check_version(report: Report, version: int) -> None:
    """Refuse an act on another version than the one that was read.

    Errors: StaleReport.
    """
    if report.version != version:
        raise StaleReport(report.version)
