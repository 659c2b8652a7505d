"""The amendments of a plan: what, why, decided by whom; before and after, readable by a citizen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from markupsafe import Markup

from athar.finance.queries import MoneyChanges, money_changes
from athar.kernel.text import Translated
from athar.plans.queries import (
    AmendmentView,
    NamesInContracts,
    PlanChanges,
    PlanView,
    amendments_of,
    names_in_contracts,
    plan_by_code,
    plan_changes,
)
from athar.portal.changes.identity import identity_changes
from athar.portal.commitments.fields import Change, field_changes
from athar.portal.commitments.wording import filled
from athar.rollups.queries import ProjectTold, project_labels, projects_of_publication
from athar.ui import formatting
from athar.ui.addresses import reverse


@dataclass(frozen=True, slots=True)
class AmendmentList:
    """The amendments of a plan, the newest first."""

    plan: PlanView
    amendments: tuple[AmendmentView, ...]


@dataclass(frozen=True, slots=True)
class AmendmentPage:
    """One amendment with everything it changed, and what the codes in it are called."""

    plan: PlanView
    amendment: AmendmentView
    projects: tuple[ProjectTold, ...]
    around: PlanChanges
    money: MoneyChanges
    names: NamesInContracts


def gather_amendments(plan_code: str) -> AmendmentList | None:
    """Gather the amendments of a plan, None when there is no such plan. Queries: 3."""
    plan = plan_by_code(plan_code)
    if plan is None:
        return None
    return AmendmentList(plan, amendments_of([plan.id]).get(plan.id, ()))


def gather_amendment(plan_code: str, number: int) -> AmendmentPage | None:
    """Gather one amendment, None when there is none of that number. Queries: 16 at most."""
    listed = gather_amendments(plan_code)
    found = [one for one in listed.amendments if one.number == number] if listed else []
    if listed is None or not found:
        return None
    plan, amendment = listed.plan, found[0]
    money = money_changes(plan.id, amendment.version)
    projects = _with_funding(projects_of_publication(amendment.publication), money)
    around = plan_changes(plan.id, amendment.version)
    contents = [around.before, around.after]
    for one in projects:
        contents += [content for content in (one.before, one.after) if content]
    return AmendmentPage(
        plan=plan,
        amendment=amendment,
        projects=projects,
        around=around,
        money=money,
        names=names_in_contracts([plan.id], contents),
    )


def _with_funding(
    projects: tuple[ProjectTold, ...], money: MoneyChanges
) -> tuple[ProjectTold, ...]:
    """Say of each project how its funding changed as well; those not changed otherwise follow."""
    told = {one.project.id: one for one in projects}
    missing = project_labels(key for key in money.funding if key not in told)
    told |= {key: ProjectTold(label, {}, {}) for key, label in missing.items()}
    for key, (held, holds) in money.funding.items():
        if key in told and told[key].before is not None:
            one = told[key]
            told[key] = ProjectTold(
                one.project,
                {**(one.before or {}), "funding": held},
                {**(one.after or {}), "funding": holds},
            )
    return tuple(one for one in told.values() if one.before is None or one.after)


@dataclass(frozen=True, slots=True)
class Touched:
    """One project as an amendment touched it: what it is called, and what differs."""

    code: str
    title: Translated
    url: str
    is_new: bool
    is_removed: bool
    changes: tuple[Change, ...]


def touched(page: AmendmentPage, lang: str) -> list[Touched]:
    """Give the projects with what differs, in words."""
    return [_touched(one, page, lang) for one in page.projects]


def _touched(one: ProjectTold, page: AmendmentPage, lang: str) -> Touched:
    address = {"lang": lang, "plan": page.plan.code, "code": one.project.code}
    before, after = one.before, one.after or {}
    changes = field_changes(before, after, page.plan.currency, page.names) if before else ()
    return Touched(
        code=one.project.code,
        title=one.project.names,
        url=reverse("portal:commitment", kwargs=address),
        is_new=before is None,
        is_removed=bool(after.get("removed_in_version")),
        changes=tuple(changes),
    )


def own_changes(page: AmendmentPage) -> list[Change]:
    """Give what changed of the plan itself, in words."""
    return list(identity_changes(page.around, page.plan.currency, page.names))


def around(page: AmendmentPage) -> Iterator[Markup]:
    """Say what changed of the groupings of the plan and of its agreements."""
    for earlier, node in page.around.nodes.values():
        yield _grouping(earlier, node)
    for number, (before, after) in page.money.agreements.items():
        yield _agreement(number, before, after)


def _grouping(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> Markup:
    name = formatting.wording(Translated(after["title"]))
    if before is None:
        return filled(gettext("The grouping “%(name)s” is new."), name=name)
    if before["title"] != after["title"]:
        earlier = formatting.wording(Translated(before["title"]))
        sentence = gettext("The grouping “%(earlier)s” is called “%(name)s” since then.")
        return filled(sentence, earlier=earlier, name=name)
    return filled(gettext("The grouping “%(name)s” stands elsewhere in the plan."), name=name)


def _agreement(number: str, before: object, after: object) -> Markup:
    named = formatting.bdi(number)
    if before is None:
        return filled(gettext("The agreement %(number)s was added."), number=named)
    if after is None:
        return filled(gettext("The agreement %(number)s was taken out."), number=named)
    return filled(gettext("The agreement %(number)s was changed."), number=named)


def facts(page: AmendmentPage) -> list[tuple[str, Markup]]:
    """Give what one wants to know first: when it was published, and the version it made."""
    one = page.amendment
    return [
        (gettext("Published on"), formatting.day(one.published_on)),
        (gettext("Publication"), formatting.number(one.publication)),
        (gettext("Version of the plan"), formatting.number(one.version)),
    ]


def document_url(one: AmendmentView) -> str:
    """Give where the document of an amendment is read; "" where there is none."""
    document = one.document
    if document is None or document.url:
        return document.url if document else ""
    kept = {"sha256": document.sha256, "name": document.file_name}
    return reverse("portal:file", kwargs=kept)


def decided(one: AmendmentView) -> Markup:
    """Say who decided an amendment and when; empty where nobody says."""
    if not one.decided_by:
        return Markup()
    body = formatting.bdi(one.decided_by)
    if one.decided_on is None:
        return filled(gettext("Decided by: %(body)s"), body=body)
    sentence = gettext("Decided by: %(body)s, %(day)s")
    return filled(sentence, body=body, day=formatting.day(one.decided_on))


def list_for_machines(page: AmendmentList) -> dict[str, Any]:
    """Give the amendments of a plan as they are sent to machines."""
    return {
        "plan": page.plan.code,
        "amendments": [_head(one) for one in page.amendments],
    }


def amendment_for_machines(page: AmendmentPage) -> dict[str, Any]:
    """Give one amendment as it is sent to machines: codes and values, before and after."""
    return {
        "plan": page.plan.code,
        **_head(page.amendment),
        "projects": [
            {
                "code": one.project.code,
                "title": one.project.names,
                "before": one.before,
                "after": one.after,
            }
            for one in page.projects
        ],
        "plan_fields": {"before": page.around.before, "after": page.around.after},
        "groupings": [
            {"code": code, "before": before, "after": after}
            for code, (before, after) in page.around.nodes.items()
        ],
        "agreements": [
            {"number": number, "before": _public(before), "after": _public(after)}
            for number, (before, after) in page.money.agreements.items()
        ],
    }


def _public(agreement: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Leave out the key under which an agreement is stored."""
    return None if agreement is None else {k: v for k, v in agreement.items() if k != "key"}


def _head(one: AmendmentView) -> dict[str, Any]:
    document = one.document
    return {
        "number": one.number,
        "version": one.version,
        "publication": one.publication,
        "published_at": one.published_at,
        "what": one.what,
        "why": one.why,
        "decided_by": one.decided_by or None,
        "decided_on": one.decided_on,
        "document": None
        if document is None
        else {
            "title": document.title,
            "file_name": document.file_name or None,
            "sha256": document.sha256 or None,
            "size": document.size or None,
            "url": document.url or None,
        },
    }
