"""Pages of imports: give a file, look at what was found, correct, apply, undo."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from athar.desk.imports.answers import Shown, account_of, acted, attachment, crumbs_of, version_of
from athar.desk.imports.columns import gather_columns, settled
from athar.desk.imports.copies import marked
from athar.desk.imports.differences import difference_of
from athar.desk.imports.forms import GiveForm, give, preset
from athar.desk.imports.found import figures_found
from athar.desk.imports.listing import TEMPLATE, gather_imports, offers_for
from athar.desk.imports.preview import gather_preview
from athar.desk.imports.receiving import was_oversized
from athar.desk.imports.steps import APPLIED, COLUMNS, FOUND, PREVIEW, is_closed, steps_of, work_of
from athar.desk.imports.values import values_difference
from athar.intake.enums import UploadKind
from athar.intake.queries import UploadView, given_file, kept_file, upload_view
from athar.intake.rules import GIVING_ROLES
from athar.intake.uploads.acts import (
    approve_upload,
    resume_upload,
    set_aside,
    settle_upload,
    undo_upload,
)

Opened = Callable[[HttpRequest, uuid.UUID], HttpResponse]


def imports(request: HttpRequest) -> HttpResponse:
    """My files, and the form to give one. Queries: at most 13."""
    account = account_of(request)
    if not account.has_role(GIVING_ROLES):
        raise PermissionDenied("intake.give_file")
    offers = offers_for(account)
    form = GiveForm(
        request.POST or None,
        request.FILES or None,
        offers=offers,
        is_oversized=was_oversized(request),
        initial=preset(offers),
    )
    if form.is_valid() and (key := give(account, form)):
        return redirect("desk:import", key=key)
    data = gather_imports(account, offers)
    return render(request, "desk/imports/imports.html", {"data": data, "form": form})


def template(request: HttpRequest) -> HttpResponse:
    """The template workbook. Queries: 0."""
    return attachment(TEMPLATE.name, TEMPLATE.read_bytes())


def step(name: str) -> Callable[[Callable[[HttpRequest, Shown], HttpResponse]], Opened]:
    """Open a step to who gave the file; as long as work is under way, it tells how far it is."""

    def opening(show: Callable[[HttpRequest, Shown], HttpResponse]) -> Opened:
        @wraps(show)
        def opened(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
            view = _view(request, key)
            shown = Shown(view, steps_of(view, name), crumbs_of(view))
            if request.method != "POST" and (view.is_busy or view.is_interrupted):
                return _progress(request, shown)
            if request.method != "POST" and is_closed(view, name):
                return redirect(f"desk:{PREVIEW if name == APPLIED else FOUND}", key=key)
            return show(request, shown)

        return opened

    return opening


def _view(request: HttpRequest, key: uuid.UUID) -> UploadView:
    view = upload_view(account_of(request), key)
    if view is None:
        raise Http404
    return view


def _progress(request: HttpRequest, shown: Shown) -> HttpResponse:
    """Tell how far work has come, or that it was interrupted."""
    progress = shown.view.progress
    return render(
        request,
        "desk/imports/progress.html",
        {"shown": shown, "work": work_of(progress, shown.view.kind) if progress else None},
    )


@step(FOUND)
def found(request: HttpRequest, shown: Shown) -> HttpResponse:
    """What was found in a file; taking its work up again, setting it aside. Queries: 4 to read."""
    by, view = account_of(request), shown.view
    if request.POST.get("act") == "set_aside":
        words = _("The file was set aside; nothing of it was applied.")
        return acted(request, lambda: set_aside(by=by, key=view.key), then="imports", words=words)
    if request.method == "POST":
        version = version_of(request)
        act = lambda: resume_upload(by=by, key=view.key, row_version=version)  # noqa: E731 - one line
        return acted(request, act, then=FOUND, key=view.key)
    findings = view.findings
    figures = figures_found(view.kind, findings.figures) if findings else ()
    preview = gather_preview(findings) if findings else None
    context = {"shown": shown, "figures": figures, "preview": preview}
    return render(request, "desk/imports/found.html", context)


@step(COLUMNS)
def columns(request: HttpRequest, shown: Shown) -> HttpResponse:
    """What each column and word means, to be corrected. Queries: 4 to read."""
    by, view = account_of(request), shown.view
    if view.findings is None:
        return redirect("desk:import", key=view.key)
    if request.method == "POST":
        findings, answers = view.findings, request.POST.dict()

        def act() -> None:
            settle_upload(
                by=by,
                key=view.key,
                row_version=version_of(request),
                mapping=settled(findings, answers),
                take_good_rows=view.take_good_rows,
            )

        return acted(request, act, then=PREVIEW, back=COLUMNS, key=view.key)
    context = {"shown": shown, "asked": gather_columns(view.findings)}
    return render(request, "desk/imports/columns.html", context)


@step(PREVIEW)
def preview(request: HttpRequest, shown: Shown) -> HttpResponse:
    """The problems on their cells, the difference, the decision. Queries: at most 8 to read."""
    view = shown.view
    if view.findings is None:
        return redirect("desk:import", key=view.key)
    error = ""
    if request.method == "POST":
        answer = _decided(request, view)
        if isinstance(answer, HttpResponse):
            return answer
        error = answer
    part = {name: request.GET.get(name, "") for name in ("severity", "page")}
    context = {
        "shown": shown,
        "preview": gather_preview(view.findings, **part),
        "difference": None if view.kind is UploadKind.VALUES else difference_of(view),
        "values": values_difference(view),
        "error": error,
    }
    return render(request, "desk/imports/preview.html", context)


def _decided(request: HttpRequest, view: UploadView) -> HttpResponse | str:
    """Apply the file, or read it again with or without its bad rows; else what is missing."""
    by, version = account_of(request), version_of(request)
    reason = request.POST.get("reason", "")

    def act() -> None:
        if request.POST.get("act") == "apply":
            approve_upload(by=by, key=view.key, row_version=version, reason=reason)
            return
        good_rows = request.POST.get("act") == "good_rows"
        settle_upload(
            by=by, key=view.key, row_version=version, mapping=None, take_good_rows=good_rows
        )

    then = APPLIED if request.POST.get("act") == "apply" else PREVIEW
    try:
        return acted(request, act, then=then, key=view.key)
    except ValidationError as refused:
        return " ".join(refused.messages)


@step(APPLIED)
def applied(request: HttpRequest, shown: Shown) -> HttpResponse:
    """What was done, and the way back. Queries: 4 to read."""
    by, view = account_of(request), shown.view
    error, reason = "", request.POST.get("reason", "")
    if request.method == "POST":
        version = version_of(request)
        act = lambda: undo_upload(by=by, key=view.key, row_version=version, reason=reason)  # noqa: E731 - one line
        try:
            return acted(request, act, then=APPLIED, key=view.key)
        except ValidationError as refused:
            error = " ".join(refused.messages)
    figures = figures_found(view.kind, view.findings.figures) if view.findings else ()
    context = {"shown": shown, "figures": figures, "error": error, "reason": reason}
    return render(request, "desk/imports/applied.html", context)


def original(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The file as it was given. Queries: 3."""
    given = given_file(account_of(request), key)
    if given is None:
        raise Http404
    return attachment(given.name, given.content)


def kept(request: HttpRequest, sha256: str) -> HttpResponse:
    """A file that figures were read from, for who may give the like. Queries: at most 8."""
    given = kept_file(account_of(request), sha256)
    if given is None:
        raise Http404
    return attachment(given.name, given.content)


def marked_cells(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The file with its problems marked on their cells. Queries: 4."""
    view = _view(request, key)
    given = given_file(account_of(request), key)
    if given is None or view.findings is None:
        raise Http404
    content = marked(given, view.findings.problems, lang=get_language() or "en")
    if content is None:
        messages.error(request, _("The file cannot be read, so that it has no cells to mark."))
        return redirect("desk:import", key=key)
    return attachment(f"{view.name.rpartition('.')[0] or view.name}-marked.xlsx", content)
