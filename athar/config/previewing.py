"""A commitment as the public would read it, shown to its editors: where desk and portal meet."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from athar.desk.imports.answers import account_of
from athar.desk.plans.page import plan_to_edit
from athar.plans.actions import preview_edits
from athar.plans.enums import EditKind
from athar.plans.queries.edited import content_now
from athar.portal.commitments.views import commitment_page
from athar.rollups.actions import refresh
from athar.ui.site import Waiting


def commitment(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """A commitment with all that waits to be published. Queries: at most 90."""
    by = account_of(request)
    found = plan_to_edit(by, plan)
    if found is None or content_now(found.id, EditKind.COMMITMENT, code) is None:
        raise Http404
    read = partial(_read, request, found.id, plan, code)
    try:
        return preview_edits(by=by, plan_id=found.id, read=read)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("desk:plan_commitment", plan=plan, code=code)


def _read(request: HttpRequest, plan_id: int, plan: str, code: str) -> HttpResponse:
    refresh(plan_id=plan_id)
    form = reverse("desk:plan_commitment", kwargs={"plan": plan, "code": code})
    words = _("This is how it reads once all that waits is published. Only its editors see it.")
    return commitment_page(request, request.LANGUAGE_CODE, plan, code, Waiting(words, form))
