"""What a publication did, told in sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext
from markupsafe import Markup, escape

from athar.kernel.text import Translated
from athar.plans.queries import NamesInContracts
from athar.portal.commitments.fields import FIELDS, value_words
from athar.portal.commitments.wording import filled
from athar.rollups.queries import ProjectTold, PublicationTold, RoundTold
from athar.ui import formatting, statuses
from athar.ui.addresses import reverse
from athar.ui.site import Label

Content = Mapping[str, Any]

#: A field of a contract whose change has a sentence of its own.
_CONTRACT: Mapping[str, Label] = {
    "planned_end_on": gettext_lazy(
        "The planned end of %(project)s moved from %(before)s to %(after)s."
    ),
    "planned_start_on": gettext_lazy(
        "The planned start of %(project)s moved from %(before)s to %(after)s."
    ),
    "amount": gettext_lazy("The planned amount of %(project)s went from %(before)s to %(after)s."),
    "node": gettext_lazy("%(project)s moved from “%(before)s” to “%(after)s”."),
}
_AMOUNTS: Mapping[str, Label] = {
    "committed": gettext_lazy("Committed"),
    "paid": gettext_lazy("Paid"),
}


def title(one: PublicationTold) -> Markup:
    """Say in a few words what was published."""
    if one.kind == "plan.version_published":
        return escape(gettext("The plan was published for the first time"))
    if one.amendment is not None:
        number = formatting.number(one.amendment.number)
        if not one.amendment.what:
            return filled(gettext("Amendment %(n)s"), n=number)
        what = formatting.wording(one.amendment.what)
        return filled(gettext("Amendment %(n)s: %(what)s"), n=number, what=what)
    if one.kind == "commitment.carried_over":
        return escape(gettext("What became of a project in a later plan"))
    if one.round is not None:
        return _round(one.kind, one.round)
    return _counted(one)


def _round(kind: str, one: RoundTold) -> Markup:
    n, of_n = formatting.number(one.n_reports), one.n_reports
    sentence = {
        "round.opened": ngettext(
            "The reporting round %(round)s was opened until %(day)s: %(n)s report is owed.",
            "The reporting round %(round)s was opened until %(day)s: %(n)s reports are owed.",
            of_n,
        ),
        "round.closed": ngettext(
            "The reporting round %(round)s was closed: %(n)s report is missing.",
            "The reporting round %(round)s was closed: %(n)s reports are missing.",
            of_n,
        ),
        "round.due_extended": ngettext(
            "In the reporting round %(round)s %(n)s report is due later, on %(day)s.",
            "In the reporting round %(round)s %(n)s reports are due later, on %(day)s.",
            of_n,
        ),
        "round.reopened": gettext(
            "The reporting round %(round)s was reopened until %(day)s: %(reason)s"
        ),
    }[kind]
    said = filled(
        sentence,
        round=formatting.bdi(one.code),
        day=formatting.day(one.due_on),
        reason=escape(one.reason),
        n=n,
    )
    if kind != "round.due_extended" or not one.reason:
        return said
    return filled(gettext("%(what)s Reason: %(reason)s"), what=said, reason=escape(one.reason))


def _counted(one: PublicationTold) -> Markup:
    n = one.n_projects
    if one.kind == "reports.withdrawn":
        words = ngettext("%(n)s report was withdrawn", "%(n)s reports were withdrawn", n)
    else:
        words = ngettext("%(n)s report was published", "%(n)s reports were published", n)
    return filled(words, n=formatting.number(n))


def project(one: ProjectTold, plan: str, lang: str) -> Markup:
    """Name a project, as a link to its page."""
    url = reverse(
        "portal:commitment", kwargs={"lang": lang, "plan": plan, "code": one.project.code}
    )
    return Markup('<a href="{}">{}</a>').format(url, formatting.wording(one.project.names))


def sentences(
    told: PublicationTold, one: ProjectTold, names: NamesInContracts, lang: str
) -> list[Markup]:
    """Tell what a publication did to one project."""
    named = project(one, told.plan.code, lang)
    if told.kind == "reports.withdrawn":
        return [_withdrawn(one.before or {}, named)]
    if told.kind == "commitment.carried_over":
        return [_carried(one.after or {}, named, lang)]
    if told.kind == "reports.published":
        return list(_report(one.before or {}, one.after or {}, told.currency, named))
    return list(_contract(one, told.currency, names, named))


_FATES: Mapping[str, Label] = {
    "continued": gettext_lazy("%(project)s goes on in %(successor)s."),
    "merged": gettext_lazy("%(project)s is merged into %(successor)s."),
    "dropped": gettext_lazy("%(project)s is dropped: %(reason)s"),
}


def _carried(after: Content, named: Markup, lang: str) -> Markup:
    plan, _, code = (after.get("successor") or "").partition("/")
    link = Markup()
    if code:
        url = reverse("portal:commitment", kwargs={"lang": lang, "plan": plan, "code": code})
        link = Markup('<a href="{}">{}</a>').format(url, formatting.bdi(f"{plan} {code}"))
    reason = formatting.wording(Translated(after.get("reason")))
    return filled(str(_FATES[after["fate"]]), project=named, successor=link, reason=reason)


def _contract(
    one: ProjectTold, currency: str, names: NamesInContracts, named: Markup
) -> Iterator[Markup]:
    before, after = one.before, one.after or {}
    if before is None:
        yield filled(gettext("%(project)s was added to the plan."), project=named)
        return
    if "removed_in_version" in after:
        yield _removal(after["removed_in_version"], named)
    for name, label in FIELDS.items():
        if name in after and name != "removed_in_version":
            held = value_words(name, before, currency, names)
            holds = value_words(name, after, currency, names)
            words = str(_CONTRACT.get(name, "")) or gettext(
                "%(project)s – %(field)s: %(before)s, since then %(after)s."
            )
            yield filled(words, project=named, field=escape(label), before=held, after=holds)


def _removal(version: int | None, named: Markup) -> Markup:
    if version is None:
        return filled(gettext("%(project)s is part of the plan again."), project=named)
    sentence = gettext("%(project)s was taken out of the plan; it stays listed.")
    return filled(sentence, project=named)


def _withdrawn(before: Content, named: Markup) -> Markup:
    sentence = gettext("The report on %(project)s as of %(day)s was withdrawn.")
    return filled(sentence, project=named, day=_day(before.get("as_of_on")))


def _report(before: Content, after: Content, currency: str, named: Markup) -> Iterator[Markup]:
    said = [*_moves(before, after, currency)]
    if not said:
        yield filled(gettext("New report on %(project)s."), project=named)
        return
    what = escape(pgettext("between facts of a report", ", ")).join(said)
    yield filled(gettext("New report on %(project)s: %(what)s."), project=named, what=what)


def _moves(before: Content, after: Content, currency: str) -> Iterator[Markup]:
    """Give what a report says otherwise than the one before it, figure by figure."""
    if after.get("physical") is not None:
        yield _move(before.get("physical"), after["physical"], _percent)
    if after.get("declared_status"):
        yield _move(before.get("declared_status"), after["declared_status"], _status)
    for name, label in _AMOUNTS.items():
        if after.get(name) is not None:
            amounts = _move(before.get(name), after[name], lambda one: _money(one, currency))
            yield filled(gettext("%(what)s: %(amount)s"), what=escape(label), amount=amounts)
    if after.get("claim") == "validated":
        yield escape(pgettext("a fact of a report", "validated"))
    if after.get("forecast_end_on"):
        days = _move(before.get("forecast_end_on"), after["forecast_end_on"], _day)
        yield filled(gettext("expected end: %(day)s"), day=days)


def _move(before: Any, after: Any, words: Any) -> Markup:
    if before in (None, ""):
        return escape(words(after))
    arrow = gettext("%(before)s, then %(after)s")
    return filled(arrow, before=words(before), after=words(after))


def _percent(value: str) -> Markup:
    return formatting.progress(Decimal(value))


def _status(value: str) -> Markup:
    return escape(statuses.DECLARED[value].word)


def _money(value: str, currency: str) -> Markup:
    return formatting.money(Decimal(value), currency)


def _day(value: str | None) -> Markup:
    return formatting.day(dt.date.fromisoformat(value) if value else None)
