"""Every write of reporting: rounds, reports from the first letter to their publication."""

from athar.reporting.actions.deciding import (
    comment_on_report,
    return_report,
    submit_report,
    validate_report,
)
from athar.reporting.actions.declared import return_declared, validate_declared
from athar.reporting.actions.delegating import (
    MOST_AT_ONCE,
    delegate_reporting,
    delegate_reports,
    name_deputy,
)
from athar.reporting.actions.holding import StaleReport
from athar.reporting.actions.publishing import publish_reports
from athar.reporting.actions.releasing import (
    publish_due_reports,
    publish_report,
)
from athar.reporting.actions.rounds import (
    close_round,
    extend_due,
    open_round,
    remind_reporters,
    reopen_round,
)
from athar.reporting.actions.typing import Saved, Theirs, save_report, start_report
from athar.reporting.actions.withdrawing import withdraw_reports

__all__ = [
    "MOST_AT_ONCE",
    "Saved",
    "StaleReport",
    "Theirs",
    "close_round",
    "comment_on_report",
    "delegate_reporting",
    "delegate_reports",
    "extend_due",
    "name_deputy",
    "open_round",
    "publish_due_reports",
    "publish_report",
    "publish_reports",
    "remind_reporters",
    "reopen_round",
    "return_declared",
    "return_report",
    "save_report",
    "start_report",
    "submit_report",
    "validate_declared",
    "validate_report",
    "withdraw_reports",
]
