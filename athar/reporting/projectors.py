"""What reports keep of a person whose name is removed."""

from __future__ import annotations

from collections.abc import Sequence

from athar.kernel.actor import former_name
from athar.reporting.models import Report, ReportComment
from athar.trail.actions import Touched
from athar.trail.models import Event


def forget_name(event: Event, _touched: Sequence[Touched]) -> None:
    """Let a person's reports and remarks stand under the name of a former user.

    Queries: 3, and 1 for each report that the person touched and that is not over.
    """
    account_id = int(event.subject.partition(":")[2])
    name = former_name(account_id)
    Report.objects.filter(authored_by=account_id).update(author_name=name)
    ReportComment.objects.filter(by=account_id).update(author_name=name)
    for report in Report.objects.exclude(marks={}).only("marks").iterator():
        if any(mark[1] == account_id for mark in report.marks.values()):
            marks = {
                field: [version, by, name if by == account_id else known]
                for field, (version, by, known) in report.marks.items()
            }
            Report.objects.filter(pk=report.pk).update(marks=marks)
