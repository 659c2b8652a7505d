"""Pages of the plan editor: my plans, the tree, a commitment, publishing."""

from __future__ import annotations

import datetime as dt
from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from athar.desk.imports.answers import account_of
from athar.desk.plans.fields import TEXTS
from athar.desk.plans.identity import TEXTS as IDENTITY_TEXTS
from athar.desk.plans.identity import choices_for
from athar.desk.plans.meanwhile import changed_meanwhile
from athar.desk.plans.opened import (
    Opened,
    chosen_in,
    open_thing,
    opened_again,
    texts_in,
    typed_further,
)
from athar.desk.plans.page import (
    completeness,
    gather_tree,
    may_publish,
    my_plans,
    offers_for,
    places_offered,
    plan_to_edit,
    waiting_difference,
)
from athar.desk.plans.points import points_in
from athar.desk.plans.publishing import DecisionForm, publish, what_proposed
from athar.plans.actions import (
    EditCollision,
    Subject,
    discard_edit,
    drop_draft,
    move_among_neighbours,
    save_draft,
    take_out,
)
from athar.plans.enums import EditKind
from athar.plans.queries import PlanView
from athar.plans.queries.edited import edits_of

_OUT = {
    EditKind.COMMITMENT: gettext_lazy("The commitment is taken out."),
    EditKind.NODE: gettext_lazy("The grouping is taken out."),
}


def plans(request: HttpRequest) -> HttpResponse:
    """The plans I may edit. Queries: at most 6."""
    mine = my_plans(account_of(request))
    if not mine:
        raise PermissionDenied("plans.edit_plan")
    return render(request, "desk/plans/plans.html", {"mine": mine})


def _plan_or_404(request: HttpRequest, code: str) -> PlanView:
    plan = plan_to_edit(account_of(request), code)
    if plan is None:
        raise Http404
    return plan


def tree(request: HttpRequest, plan: str) -> HttpResponse:
    """The tree of a plan, its commitments and what waits. Queries: at most 9 to read."""
    found = _plan_or_404(request, plan)
    if request.method == "POST":
        return _moved(request, found)
    asked = {"within": request.GET.get("in", ""), "search": request.GET.get("q", "").strip()}
    data = gather_tree(account_of(request), found, **asked)
    return render(request, "desk/plans/tree.html", {"data": data, **asked})


def _moved(request: HttpRequest, plan: PlanView) -> HttpResponse:
    """Move a commitment, or a grouping, up or down among its neighbours."""
    way = "up" if "up" in request.POST else "down"
    code = request.POST.get(way, "")
    kind = EditKind.NODE if request.POST.get("kind") == EditKind.NODE else EditKind.COMMITMENT
    subject = Subject(plan.id, kind, code)
    try:
        move_among_neighbours(by=account_of(request), subject=subject, up=way == "up")
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect(f"{request.get_full_path()}#at-{quote(code)}")


def new(request: HttpRequest, plan: str) -> HttpResponse:
    """A new commitment. Queries: those of `commitment`."""
    return _edited(request, _opened(request, plan, EditKind.COMMITMENT, ""))


def commitment(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """One commitment in a form. Queries: at most 36 to read."""
    return _edited(request, _opened(request, plan, EditKind.COMMITMENT, code))


def new_grouping(request: HttpRequest, plan: str) -> HttpResponse:
    """A new grouping. Queries: those of `grouping`."""
    return _edited(request, _opened(request, plan, EditKind.NODE, ""))


def grouping(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    """One grouping in a form: its title, where it stands. Queries: at most 12 to read."""
    return _edited(request, _opened(request, plan, EditKind.NODE, code))


def identity(request: HttpRequest, plan: str) -> HttpResponse:
    """The plan itself in a form. Queries: at most 12 to read."""
    return _edited(request, _opened(request, plan, EditKind.PLAN, plan))


def _opened(request: HttpRequest, plan: str, kind: EditKind, code: str) -> Opened:
    opened = open_thing(account_of(request), _plan_or_404(request, plan), kind, code)
    if opened is None:
        raise Http404
    return opened


def _edited(request: HttpRequest, opened: Opened) -> HttpResponse:
    if request.method != "POST":
        return _form(request, opened)
    if request.headers.get("Accept") == "application/json":
        return _save_by_script(request, typed_further(opened, request.POST))
    opened = opened_again(opened, request.POST)
    acts = {"save": _save, "keep": _keep, "drop": _drop, "discard": _discard, "out": _out}
    try:
        return acts.get(request.POST.get("do", ""), _save)(request, opened)
    except ValidationError as refused:
        opened.refused.extend(refused.messages)
        return _form(request, opened, status=422)
    except PermissionDenied:
        opened.refused.append(_("Your account has no right for this action. Nothing was changed."))
        return _form(request, opened, status=403)


def _form(request: HttpRequest, opened: Opened, status: int = 200) -> HttpResponse:
    names = IDENTITY_TEXTS if opened.kind is EditKind.PLAN else TEXTS
    context: dict[str, object] = {"data": opened, "languages": completeness(opened.typed, names)}
    if opened.kind is EditKind.PLAN:
        context["offers"] = choices_for(account_of(request), opened.plan, opened.typed)
    elif opened.kind is EditKind.NODE:
        context["offers"] = places_offered(opened.plan, opened.code)
    else:
        context |= {
            "offers": offers_for(opened.plan),
            "points": points_in(opened.plan, opened.typed),
        }
    return render(request, f"desk/plans/{opened.page}.html", context, status=status)


def _save(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Save what is typed as it is typed, right or wrong."""
    _saved(request, opened)
    messages.success(request, _("What you typed is saved. It is not kept in the plan yet."))
    return redirect(request.path)


def _saved(request: HttpRequest, opened: Opened) -> dt.datetime:
    by, subject = account_of(request), opened.draft_subject
    return save_draft(by=by, subject=subject, base=opened.base, typed=opened.typed)


def _save_by_script(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Save the fields that a script sends as they change; what one types is nobody else's yet."""
    try:
        at = timezone.localtime(_saved(request, opened))
    except ValidationError as refused:
        return JsonResponse({"words": " ".join(refused.messages)}, status=422)
    told = changed_meanwhile(opened, texts_in(request.POST))
    words = _("Saved at %(time)s") % {"time": f"{at:%H:%M}"}
    said = {
        "version": opened.version,
        "words": f"{words}. {told.words}" if told.words else words,
        "merged": {},
        "collided": told.collided,
    }
    return JsonResponse(said)


def _keep(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Keep the change; what is wrong or collides is shown, and all that was typed stays."""
    by = account_of(request)
    _saved(request, opened)
    if opened.errors:
        return _form(request, opened, status=422)
    try:
        kept = opened.keep(by=by, chosen=chosen_in(request.POST))
    except EditCollision as collided:
        opened.collide(collided.merged)
        return _form(request, opened, status=409)
    said = _("The change is kept.") if kept.is_changed else _("It says the same already.")
    messages.success(request, said)
    return redirect(opened.url)


def _drop(request: HttpRequest, opened: Opened) -> HttpResponse:
    drop_draft(by=account_of(request), subject=opened.draft_subject)
    return redirect(request.path)


def _discard(request: HttpRequest, opened: Opened) -> HttpResponse:
    discard_edit(by=account_of(request), subject=opened.subject)
    messages.success(request, _("The change was given up."))
    return redirect("desk:plan_tree", plan=opened.plan.code)


def _out(request: HttpRequest, opened: Opened) -> HttpResponse:
    take_out(by=account_of(request), subject=opened.subject)
    messages.success(request, _OUT[opened.kind])
    return redirect("desk:plan_tree", plan=opened.plan.code)


def publishing(request: HttpRequest, plan: str) -> HttpResponse:
    """What waits, before and after, and the decision that publishes it. Queries: at most 12."""
    found, by = _plan_or_404(request, plan), account_of(request)
    edits = edits_of(found.id)
    proposed = {} if request.method == "POST" else what_proposed(edits)
    form = DecisionForm(request.POST or None, request.FILES or None, plan=found, initial=proposed)
    if form.is_bound and form.is_valid() and publish(by, form):
        messages.success(request, _("The plan is published."))
        return redirect("portal:plan", lang=request.LANGUAGE_CODE, plan=found.code)
    context = {
        "plan": found,
        "form": form,
        "edits": edits,
        "difference": waiting_difference(found, edits),
        "may_publish": may_publish(by, found),
    }
    status = 422 if form.is_bound else 200
    return render(request, "desk/plans/publish.html", context, status=status)
