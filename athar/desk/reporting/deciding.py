"""What a validator does with a report: return it with a note, validate it, publish it, remark."""

from __future__ import annotations

import datetime as dt
from typing import cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from athar.desk.reporting.wording import typed_day
from athar.people.models import Account
from athar.reporting.actions import (
    StaleReport,
    comment_on_report,
    publish_report,
    return_report,
    validate_report,
)
from athar.reporting.enums import ReportState


def decide(request: HttpRequest, report_id: int, act: str) -> HttpResponse | None:
    """Do what a button of the page of a report says; None when what was sent must be mended.

    Queries: those of the action.
    """
    acts = {"return": _return, "validate": _validate, "publish": _publish, "comment": _comment}
    try:
        if act in acts:
            acts[act](request, report_id)
    except StaleReport:
        messages.warning(
            request, _("Somebody changed the report meanwhile. This is how it stands now.")
        )
    except ValidationError as refused:
        messages.error(request, " ".join(dict.fromkeys(refused.messages)))
        return None
    return redirect("desk:report", report_id=report_id)


def _return(request: HttpRequest, report_id: int) -> None:
    prefix = "remark."
    remarks = {
        name.removeprefix(prefix): str(text)
        for name, text in request.POST.items()
        if name.startswith(prefix)
    }
    return_report(
        by=_who(request),
        report_id=report_id,
        version=_version(request),
        note=request.POST.get("note", ""),
        comments=remarks,
    )
    messages.success(request, _("The report went back to who wrote it, with your note."))


def _validate(request: HttpRequest, report_id: int) -> None:
    """Validate; and publish at once or on a day when nobody else has to agree."""
    publish_on = _day(request)
    state = validate_report(by=_who(request), report_id=report_id, version=_version(request))
    if state != ReportState.VALIDATED:
        messages.success(request, _("Your agreement is recorded. A second person has to agree."))
        return
    _publish_version(request, report_id, _version(request) + 1, publish_on)


def _publish(request: HttpRequest, report_id: int) -> None:
    _publish_version(request, report_id, _version(request), _day(request))


def _publish_version(
    request: HttpRequest, report_id: int, version: int, publish_on: dt.date | None
) -> None:
    number = publish_report(
        by=_who(request), report_id=report_id, version=version, publish_on=publish_on
    )
    if number is None:
        messages.success(request, _("The report is validated and appears on the day you chose."))
    else:
        words = _("The report is published, as publication %(number)s.")
        messages.success(request, words % {"number": number})


def _comment(request: HttpRequest, report_id: int) -> None:
    comment_on_report(
        by=_who(request),
        report_id=report_id,
        field=request.POST.get("field", ""),
        text=request.POST.get("text", ""),
    )
    messages.success(request, _("Your remark stands beside the field."))


def _day(request: HttpRequest) -> dt.date | None:
    """Read the day of publication; None is at once."""
    return typed_day(request.POST.get("publish_on", ""))


def _version(request: HttpRequest) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 10 else 0


def _who(request: HttpRequest) -> Account:
    return cast("Account", request.user)
