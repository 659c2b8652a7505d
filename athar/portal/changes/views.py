"""Pages of what changed and of amendments."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from athar.plans.queries import PlanView
from athar.portal.changes import amendments
from athar.portal.changes.feed import Head, atom
from athar.portal.changes.page import (
    ChangePage,
    entries,
    for_machines,
    gather_changes,
    read_asked,
    this_month,
)
from athar.portal.installation import installation
from athar.portal.pages import html, json_twin, origin_of, page_for
from athar.ui import formatting
from athar.ui.addresses import reverse
from athar.ui.site import Label, Link


def _changes_or_404(request: HttpRequest, plan: str) -> ChangePage:
    found = gather_changes(plan, read_asked(request.GET))
    if found is None:
        raise Http404
    return found


def _plan_crumb(plan: PlanView, lang: str) -> Link:
    url = reverse("portal:plan", kwargs={"lang": lang, "plan": plan.code})
    return Link(plan.short_title or plan.title, url)


def _title(plan: PlanView | None) -> Label:
    if plan is None:
        return _("What changed")
    named = formatting.wording(plan.short_title or plan.title).striptags()
    return gettext("What changed: %(plan)s") % {"plan": named}


def changes_page(request: HttpRequest, lang: str, plan: str = "") -> HttpResponse:
    """What changed in one plan or in all, newest first. Queries: at most 16."""
    data = _changes_or_404(request, plan)
    query = data.asked.query()
    page = page_for(
        request,
        lang,
        _title(data.plan),
        description=_("Amendments, reports and withdrawals, publication by publication."),
        section="plan" if data.plan else "changes",
        crumbs=[_plan_crumb(data.plan, lang)] if data.plan else (),
        crumb=_("What changed"),
        json_url=f"{request.path}.json{query}",
        atom_url=f"{request.path}.atom",
    )
    return html(
        request, "changes/changes.html", page,
        data=data, plan=data.plan, days=entries(data, lang), address=request.path,
        places=[(one.code, one.names) for one in data.places],
        this_month=this_month(), document_url=amendments.document_url,
        older=data.asked.query(before=str(data.story.older)) if data.story.older else "",
    )  # fmt: skip


def changes_json(request: HttpRequest, lang: str, plan: str = "") -> HttpResponse:
    """What changed for machines, with the query of the next page."""
    return json_twin(for_machines(_changes_or_404(request, plan)))


def changes_atom(request: HttpRequest, lang: str, plan: str = "") -> HttpResponse:
    """What changed as an Atom feed, in the language of the address."""
    data = _changes_or_404(request, plan)
    author: Any = data.plan.owner.names if data.plan else installation().name
    head = Head(
        origin=origin_of(request),
        address=request.path.removesuffix(".atom"),
        title=_title(data.plan),
        author=author,
        lang=lang,
    )
    return atom(data, head)


def _amendments_or_404(plan: str) -> amendments.AmendmentList:
    found = amendments.gather_amendments(plan)
    if found is None:
        raise Http404
    return found


def _amendment_or_404(plan: str, number: int) -> amendments.AmendmentPage:
    found = amendments.gather_amendment(plan, number)
    if found is None:
        raise Http404
    return found


def amendments_page(request: HttpRequest, lang: str, plan: str) -> HttpResponse:
    """Every amendment of a plan: what, why, decided by whom. Queries: 4."""
    data = _amendments_or_404(plan)
    page = page_for(
        request,
        lang,
        _("Amendments to the plan"),
        section="plan",
        crumbs=[_plan_crumb(data.plan, lang)],
        crumb=_("Amendments to the plan"),
        json_url=f"{request.path}.json",
    )
    return html(
        request, "changes/amendments.html", page,
        data=data, plan=data.plan, said=amendments, address=request.path,
    )  # fmt: skip


def amendments_json(request: HttpRequest, lang: str, plan: str) -> HttpResponse:
    """Every amendment of a plan for machines."""
    return json_twin(amendments.list_for_machines(_amendments_or_404(plan)))


def amendment_page(request: HttpRequest, lang: str, plan: str, number: int) -> HttpResponse:
    """One amendment: what, why, decided by whom, and before and after. Queries: at most 17."""
    data = _amendment_or_404(plan, number)
    one, listed = data.amendment, reverse("portal:amendments", kwargs={"lang": lang, "plan": plan})
    page = page_for(
        request,
        lang,
        one.what or gettext("Amendment %(n)s") % {"n": number},
        section="plan",
        crumbs=[_plan_crumb(data.plan, lang), Link(_("Amendments to the plan"), listed)],
        crumb=gettext("Amendment %(n)s") % {"n": number},
        json_url=f"{request.path}.json",
    )
    return html(
        request, "changes/amendment.html", page,
        data=data, plan=data.plan, one=one, said=amendments,
        touched=amendments.touched(data, lang), around=list(amendments.around(data)),
        own=amendments.own_changes(data),
    )  # fmt: skip


def amendment_json(request: HttpRequest, lang: str, plan: str, number: int) -> HttpResponse:
    """One amendment for machines."""
    return json_twin(amendments.amendment_for_machines(_amendment_or_404(plan, number)))
