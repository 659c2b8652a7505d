"""What was done to a project, in words, and in which chapter of its history it is told."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from athar.ui.site import Label


class Chapter(StrEnum):
    """A part of the history of a project, as it may be narrowed to."""

    PLAN = "plan"
    REPORTS = "reports"
    ROUNDS = "rounds"
    EVIDENCE = "evidence"
    VALUES = "values"
    RIGHTS = "rights"


CHAPTERS: Mapping[Chapter, Label] = {
    Chapter.PLAN: _("The promise"),
    Chapter.REPORTS: _("Reports"),
    Chapter.ROUNDS: _("Reporting rounds"),
    Chapter.EVIDENCE: _("Evidence"),
    Chapter.VALUES: _("Values of indicators"),
    Chapter.RIGHTS: _("Rights lent"),
}
_TOLD: Mapping[Chapter, Mapping[str, Label]] = {
    Chapter.PLAN: {
        "plan.imported": pgettext_lazy("an act on a project", "Took it from a file"),
        "plan.edited": pgettext_lazy("an act on a project", "Edited the project"),
        "commitments.put": pgettext_lazy("an act on a project", "Edited the project"),
        "funding.put": pgettext_lazy("an act on a project", "Stated who pays"),
        "plan.edit_kept": pgettext_lazy("an act on a project", "Kept a draft"),
        "plan.edit_discarded": pgettext_lazy("an act on a project", "Dropped a draft"),
        "plan.version_published": pgettext_lazy("an act on a project", "Published the plan"),
        "plan.amended": pgettext_lazy("an act on a project", "Amended the plan"),
        "milestones.reached": pgettext_lazy("an act on a project", "Stated a milestone reached"),
        "commitment.carried_over": pgettext_lazy(
            "an act on a project", "Carried it to another plan"
        ),
        "import.undone": pgettext_lazy("an act on a project", "Took an import back"),
    },
    Chapter.REPORTS: {
        "report.started": pgettext_lazy("an act on a report", "Began the report"),
        "report.saved": pgettext_lazy("an act on a report", "Typed"),
        "report.submitted": pgettext_lazy("an act on a report", "Handed it in"),
        "report.returned": pgettext_lazy("an act on a report", "Returned it"),
        "report.checked": pgettext_lazy("an act on a report", "Agreed, as the first of two"),
        "report.validated": pgettext_lazy("an act on a report", "Validated it"),
        "report.commented": pgettext_lazy("an act on a report", "Left a remark"),
        "report.scheduled": pgettext_lazy("an act on a report", "Chose the day it appears"),
        "return.imported": pgettext_lazy("an act on a report", "Took it from a file"),
        "reports.published": pgettext_lazy("an act on a report", "Published it"),
        "reports.validated": pgettext_lazy("an act on a report", "Validated it"),
        "reports.returned": pgettext_lazy(
            "an act on a report", "Sent it back to who gave the file"
        ),
        "reports.withdrawn": pgettext_lazy("an act on a report", "Took it back"),
        "execution.stated": pgettext_lazy("an act on a report", "Stated what was paid"),
    },
    Chapter.ROUNDS: {
        "round.reopened": pgettext_lazy("an act on a report", "Reopened the round"),
        "round.closed": pgettext_lazy("an act on a report", "Closed the round"),
        "round.due_extended": pgettext_lazy("an act on a report", "Gave more time"),
        "round.reminded": pgettext_lazy("an act on a report", "Asked again"),
    },
    Chapter.EVIDENCE: {
        "evidence.attached": pgettext_lazy("an act on a report", "Attached evidence"),
        "evidence.detached": pgettext_lazy("an act on a report", "Took evidence off"),
        "evidence.released": pgettext_lazy("an act on a report", "Made evidence public"),
        "evidence.restricted": pgettext_lazy("an act on a report", "Kept evidence from the public"),
    },
    Chapter.VALUES: {
        "measurements.recorded": pgettext_lazy("an act on a value", "Stated a value"),
        "measurements.taken_back": pgettext_lazy("an act on a value", "Took a value back"),
        "framework.put": pgettext_lazy("an act on a value", "Set what it is to reach"),
        "indicators.put": pgettext_lazy("an act on a value", "Defined the indicator"),
    },
    Chapter.RIGHTS: {
        "role.lent": pgettext_lazy("an act on a right", "Let somebody else report"),
        "role.taken_back": pgettext_lazy("an act on a right", "Took the right back"),
        "role.granted": pgettext_lazy("an act on a right", "Gave a role"),
        "role.revoked": pgettext_lazy("an act on a right", "Took a role back"),
    },
}
ACTS: Mapping[str, Label] = {kind: words for told in _TOLD.values() for kind, words in told.items()}
"""What each kind of act did; acts of other kinds are not told."""
CHAPTER_OF: Mapping[str, Chapter] = {
    kind: chapter for chapter, told in _TOLD.items() for kind in told
}
