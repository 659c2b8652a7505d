"""What the pages of imports share: who acts, which state they saw, what happens after an act."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast
from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from athar.desk.imports.steps import FOUND, Step, address
from athar.intake.memory.mapping import BadMapping
from athar.intake.queries import UploadView
from athar.intake.uploads.acts import StaleUpload
from athar.people.models import Account
from athar.ui.site import Link

TITLE = gettext_lazy("Imports")


@dataclass(frozen=True, slots=True)
class Shown:
    """A file as each of its pages shows it: itself, its steps, the way back."""

    view: UploadView
    steps: tuple[Step, ...]
    crumbs: tuple[Link, ...]

    @property
    def plan_codes(self) -> tuple[str, ...]:
        """Give the codes of the plans that the file concerns."""
        named = (self.view.plan_code,) if self.view.plan_code else ()
        return named or (self.view.findings.plan_codes if self.view.findings else ())


def account_of(request: HttpRequest) -> Account:
    """Give the person who is signed in; doors.py lets nobody else come this far."""
    return cast("Account", request.user)


def version_of(request: HttpRequest) -> int:
    """Give the version of the file that the form was made for; 0 is never a version."""
    given = request.POST.get("row_version", "")
    return int(given) if given.isdecimal() and len(given) < 10 else 0


def crumbs_of(view: UploadView) -> tuple[Link, ...]:
    """Give the way back from a file to the list."""
    return (Link(TITLE, reverse("desk:imports")),)


def acted(
    request: HttpRequest,
    act: Callable[[], None],
    *,
    then: str,
    back: str = FOUND,
    key: uuid.UUID | None = None,
    words: str = "",
) -> HttpResponse:
    """Act and lead on; when the file has moved on meanwhile, lead to how it stands now.

    Errors: ValidationError: the form that was sent says it.
    """
    try:
        act()
    except StaleUpload:
        messages.warning(
            request, _("This file moved on since its page was opened. This is how it stands now.")
        )
    except PermissionDenied:
        messages.error(
            request, _("Your account has no right for this action. Nothing was changed.")
        )
    except BadMapping as error:
        messages.error(
            request,
            _("The description of the columns cannot be read: %(detail)s.") % {"detail": error},
        )
        then = back
    if words:
        messages.success(request, words)
    return redirect(address(then, key) if key else reverse(f"desk:{then}"))


def attachment(name: str, content: bytes) -> HttpResponse:
    """Give a file to be saved, never to be shown inside our pages."""
    response = HttpResponse(content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
