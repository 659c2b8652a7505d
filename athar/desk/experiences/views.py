"""Pages of experiences at the desk: mine and those to review, one of them, a new one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from athar.desk.experiences.acts import ACTS
from athar.desk.experiences.forms import (
    IN_LANGUAGES,
    AdoptionForm,
    ExperienceForm,
    adoption_as_typed,
    as_typed,
)
from athar.desk.imports.answers import account_of
from athar.desk.plans.page import completeness
from athar.network.actions.experiences import (
    adopt_experience,
    begin_experience,
    write_experience,
)
from athar.network.enums.experiences import ExperienceState
from athar.network.queries.experiences import (
    DeskExperience,
    MemberName,
    desk_experience,
    desk_experiences,
    members_spoken_for,
)
from athar.people.models import Account

_EDITABLE = (ExperienceState.DRAFT, ExperienceState.PUBLISHED)


def listed(request: HttpRequest) -> HttpResponse:
    """My experiences, and those of others that wait for a peer. Queries: at most 6."""
    me = account_of(request)
    lines = desk_experiences(me)
    context = {
        "own": [one for one in lines if one.is_own],
        "waiting": [one for one in lines if not one.is_own],
        "members": members_spoken_for(me),
    }
    return render(request, "desk/experiences/list.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """The form of an experience not told yet. Queries: at most 5 to read."""
    me = account_of(request)
    members = members_spoken_for(me)
    if not members:
        raise Http404
    form = ExperienceForm(request.POST or None, members=members, initial={"level": "national"})
    if form.is_bound and _begin(form, me):
        messages.success(request, _("The draft is kept."))
        return redirect("desk:experience", code=form.cleaned_data["code"])
    context = {"form": form, **_texts(form)}
    return render(
        request, "desk/experiences/new.html", context, status=422 if form.is_bound else 200
    )


def experience(request: HttpRequest, code: str) -> HttpResponse:
    """One experience: to be told, reviewed, published or taken up. Queries: at most 12 to read."""
    me = account_of(request)
    data = desk_experience(me, code)
    if data is None:
        raise Http404
    did = request.POST.get("do", "")
    form, adoption = _forms(request, data, me, did)
    if (did == "save" and _write(form, data, me)) or (
        did == "adopt" and _adopt(adoption, data, me)
    ):
        messages.success(request, _("What you wrote is kept."))
        return redirect("desk:experience", code=code)
    if did in ACTS and _act(request, me, data.experience.id, did):
        return redirect("desk:experiences")
    context = {"data": data, "one": data.experience, "form": form, "adoption": adoption}
    context |= {"members": _others(data, me), "may_write": _may_write(data), **_texts(form)}
    status = 422 if did else 200
    return render(request, "desk/experiences/experience.html", context, status=status)


def _may_write(data: DeskExperience) -> bool:
    is_withdrawn = bool(data.experience.withdrawn_because)
    return data.is_own and not is_withdrawn and data.experience.state in _EDITABLE


def _others(data: DeskExperience, me: Account) -> list[MemberName]:
    owner = data.experience.member.id
    return [one for one in members_spoken_for(me) if one.id != owner]


def _forms(
    request: HttpRequest, data: DeskExperience, me: Account, did: str
) -> tuple[ExperienceForm, AdoptionForm]:
    others = _others(data, me)
    mine = {one.id for one in others}
    known = next((one for one in data.adoptions if one.member.id in mine), None)
    form = ExperienceForm(
        request.POST if did == "save" else None,
        initial=as_typed(data.experience, data.commitments),
    )
    adoption = AdoptionForm(
        request.POST if did == "adopt" else None,
        members=others,
        initial=adoption_as_typed(known),
    )
    return form, adoption


def _texts(form: ExperienceForm) -> dict[str, Any]:
    """Give what stands in the texts of a form, and how much of it in each language."""
    typed = {bound.name: [str(bound.value() or "")] for bound in form}
    return {"typed": typed, "languages": completeness(typed, IN_LANGUAGES)}


def _begin(form: ExperienceForm, me: Account) -> bool:
    if not form.is_valid():
        return False
    given = form.cleaned_data
    member = given["member"] or form.members[0][0]
    try:
        begin_experience(by=me, member_id=member, code=given["code"].strip(), draft=form.draft())
    except ValidationError as refusal:
        form.refuse(refusal)
        return False
    return True


def _write(form: ExperienceForm, data: DeskExperience, me: Account) -> bool:
    if not form.is_valid():
        return False
    try:
        write_experience(
            by=me,
            experience_id=data.experience.id,
            row_version=form.cleaned_data["version"] or 0,
            draft=form.draft(),
        )
    except ValidationError as refusal:
        form.refuse(refusal)
        return False
    return True


def _adopt(form: AdoptionForm, data: DeskExperience, me: Account) -> bool:
    if not form.is_valid():
        return False
    given = form.cleaned_data
    try:
        adopt_experience(
            by=me,
            experience_id=data.experience.id,
            member_id=given["member"],
            row_version=given["version"] or 0,
            draft=form.draft(),
        )
    except ValidationError as refusal:
        form.refuse(refusal)
        return False
    return True


def _act(request: HttpRequest, me: Account, key: int, did: str) -> bool:
    """Do what a button asks for; the refusal is said above the page."""
    try:
        ACTS[did].do(me, key, request.POST)
    except ValidationError as refusal:
        for words in refusal.messages:
            messages.error(request, words)
        return False
    messages.success(request, str(ACTS[did].done))
    return True
