"""What the pages of the network say in words: how many, since when, which period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext, pgettext_lazy
from markupsafe import Markup, escape

from athar.kernel.text import normalise
from athar.network.queries.members import FocalPointView, Membership, MemberView
from athar.portal import wording
from athar.portal.commitments.wording import filled, text_of
from athar.portal.network.home import MemberLine, NetworkHome
from athar.portal.network.member import MemberPage
from athar.rollups.queries import PlanLine
from athar.ui import formatting
from athar.ui.addresses import reverse

PLAN_HEADS = (
    (pgettext_lazy("an action plan", "Plan"), False),
    (gettext_lazy("Period"), False),
    (gettext_lazy("Commitments"), True),
    (gettext_lazy("Done"), True),
)
STATUS_HEADS = (
    (gettext_lazy("Programme"), False),
    (gettext_lazy("Status"), False),
    (pgettext_lazy("a day", "Since"), False),
    (pgettext_lazy("a day", "Until"), False),
    (gettext_lazy("Source"), False),
)


def title(page: NetworkHome) -> str:
    """Say how many learn from one another."""
    n = len(page.members)
    if not n:
        return gettext("African states learn from one another")
    sentence = ngettext(
        "%(n)s state learns from others, and accompanies those who want to join",
        "%(n)s states learn from one another, and accompany those who want to join",
        n,
    )
    return sentence % {"n": wording.number(n)}


def lede(page: NetworkHome) -> Markup:
    """Say how much is promised, and how many are on the way."""
    said = counted(page.n, page.n_plans)
    if not page.candidates:
        return said
    n = len(page.candidates)
    on_the_way = ngettext("%(n)s state is on the way.", "%(n)s states are on the way.", n)
    return Markup("{} {}").format(said, filled(on_the_way, n=wording.strong(n)))


def counted(n: int, n_plans: int) -> Markup:
    """Say how many commitments there are in how many plans."""
    commitments = ngettext("%(n)s commitment", "%(n)s commitments", n)
    plans = ngettext("%(n)s plan", "%(n)s plans", n_plans)
    return filled(
        gettext("%(commitments)s in %(plans)s."),
        commitments=filled(commitments, n=wording.strong(n)),
        plans=filled(plans, n=wording.strong(n_plans)),
    )


def by_name(lines: Iterable[MemberLine]) -> list[MemberLine]:
    """Put members in the order of their names."""
    return sorted(lines, key=lambda one: normalise(text_of(one.member.names)))


def years(plan: PlanLine) -> Markup:
    """Write the period of a plan in years."""
    first, last = plan.start_on.year, plan.end_on.year
    said = str(first) if first == last else f"{first}–{last}"
    return Markup('<bdi class="nw" dir="ltr">{}</bdi>').format(said)


def completion(one: MemberLine) -> str | None:
    """Write how far the work of the plan is, None when it is not known."""
    return wording.percent(one.plan.physical.whole) if one.plan else None


def unknown_title(n: int) -> Markup:
    """Head the list of states of which nothing is known."""
    sentence = ngettext(
        "%(n)s state of which nothing is known here",
        "%(n)s states of which nothing is known here",
        n,
    )
    return filled(sentence, n=formatting.number(n))


def kicker(member: MemberView) -> Markup:
    """Say what kind of member this is, and of which state."""
    kind = Markup("<span>{}</span>").format(member.kind.label)
    if member.state is None:
        return kind
    state = formatting.wording(member.state.names)
    return Markup('{} <span class="mute">{}</span>').format(kind, state)


def facts(member: MemberView) -> list[tuple[object, Markup]]:
    """Give the facts under the name: what it takes part in, who leads and who speaks for it."""
    found: list[tuple[object, Markup]] = [
        (one.programme.label, standing(one)) for one in member.memberships
    ]
    if member.lead_body:
        found.append((gettext("Lead body"), formatting.wording(member.lead_body.names)))
    if member.speaks:
        found.append((gettext("Focal point"), formatting.person(member.speaks.name)))
    return found


def standing(one: Membership) -> Markup:
    """Say as what a member takes part, since when, and in which condition."""
    said = escape(one.standing.label)
    if one.since_on:
        day = formatting.day(one.since_on, one.since_precision)
        said = filled(pgettext("a status", "%(standing)s since %(day)s"), standing=said, day=day)
    if one.condition:
        said = Markup("{} · {}").format(said, one.condition.label)
    return said


def lede_of(page: MemberPage) -> Markup:
    """Say how much a member promised, or that nothing of it is known here."""
    if not page.plans:
        return escape(gettext("No plan of this member is published here yet."))
    return counted(page.line.n, len(page.plans))


def plan_cells(plans: Iterable[PlanLine], lang: str) -> Iterator[list[object]]:
    """Give the plans of a member as rows of a table."""
    for one in plans:
        address = reverse("portal:plan", kwargs={"lang": lang, "plan": one.code})
        title = Markup('<a href="{}">{}</a>').format(
            address, formatting.wording(one.short_title or one.title)
        )
        period = Markup("{} – {}").format(formatting.day(one.start_on), formatting.day(one.end_on))
        done = wording.percent(one.physical.whole)
        yield [title, period, formatting.number(one.n), formatting.bdi(done) if done else unknown()]


def status_cells(history: Iterable[Membership]) -> Iterator[list[object]]:
    """Give the statuses of a member as rows of a table."""
    for one in history:
        said = escape(one.standing.label)
        if one.condition:
            said = Markup("{} · {}").format(said, one.condition.label)
        since = formatting.day(one.since_on, one.since_precision) if one.since_on else unknown()
        until = formatting.day(one.until_on) if one.until_on else escape(gettext("today"))
        yield [one.programme.label, said, since, until, _source(one.source_url)]


def term(one: FocalPointView) -> Markup:
    """Say from when to when somebody speaks for a member."""
    since = formatting.day(one.since_on) if one.since_on else unknown()
    if one.until_on is None:
        return filled(pgettext("a term", "since %(day)s"), day=since)
    return Markup("{} – {}").format(since, formatting.day(one.until_on))


def unknown() -> Markup:
    """Say that a figure or a day is not known: shape and word."""
    return Markup('<span class="st s-none">{}</span>').format(pgettext("a figure", "unknown"))


def _source(address: str) -> Markup:
    if not address:
        return unknown()
    return Markup('<a href="{}"><bdi>{}</bdi></a>').format(address, wording.site_of(address))
