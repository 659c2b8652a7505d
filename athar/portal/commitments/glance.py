"""The side column of a commitment page: facts at a glance, the small map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from markupsafe import Markup, escape

from athar.kernel.text import Translated
from athar.people.queries import OrganisationRef
from athar.plans.enums import BodyRole, CarryOverFate
from athar.plans.queries import CarryOverView, ContributionView
from athar.portal.commitments.page import CommitmentPage
from athar.portal.commitments.spending import agreement_words
from athar.portal.commitments.wording import (
    amount_unknown,
    filled,
    place_unknown,
    whole_place,
)
from athar.portal.computed.provenance import fact_words, rows_words
from athar.portal.moments import Picker, picker
from athar.portal.wording import site_of
from athar.trail.moments import AsOf
from athar.ui import formatting
from athar.ui.addresses import reverse
from athar.ui.charts.maps import area_of, locator_map
from athar.ui.site import Label

Fact = tuple[str, Markup]
#: The facts that say where a project takes place.
_PLACES = ("provinces", "communes", "places")


def facts(page: CommitmentPage, lang: str) -> list[Fact]:
    """Give what one wants to know first: where, how much, who, under what, from where."""
    return list(_facts(page, lang))


def _facts(page: CommitmentPage, lang: str) -> Iterable[Fact]:
    one = page.commitment
    yield gettext("Where"), places(page, lang)
    yield gettext("Planned amount"), amount(page)
    yield from _bodies(page, lang)
    if page.money.agreements:
        named = (agreement_words(agreement) for agreement in page.money.agreements)
        yield gettext("Agreement"), Markup("<br>").join(named)
    if one.inclusion:
        yield gettext("Inclusion and equality"), escape(one.inclusion.label)
    if one.approved_on:
        yield gettext("Approved on"), formatting.day(one.approved_on)
    if one.n_sub_projects is not None:
        yield gettext("Sub-projects"), formatting.number(one.n_sub_projects)
    if one.source_url:
        yield gettext("Source"), source(page)
    if one.origin.get("name"):
        yield gettext("Read from"), _whence(one.origin)


def _whence(origin: Mapping[str, Any]) -> Markup:
    """Say in which row the project stood, and the cells from which its place was read."""
    cells = [
        fact_words(origin, fact, {}, named=False)
        for fact in _PLACES
        if fact in origin.get("cells", {})
    ]
    lines = [rows_words([origin]), *(Markup(" · ").join(words) for words in cells)]
    return Markup("<br>").join(lines)


def amount(page: CommitmentPage) -> Markup:
    """Give the planned amount; what the first version planned, where that was another."""
    one, currency = page.commitment, page.plan.currency
    now = amount_unknown() if one.amount is None else formatting.money(one.amount, currency)
    if one.first_amount == one.amount:
        return now
    first = gettext("First version: %(amount)s")
    before = filled(first, amount=formatting.money(one.first_amount, currency))
    return Markup('{} <small class="mute">({})</small>').format(now, before)


def source(page: CommitmentPage) -> Markup:
    """Lead to the published page a real line comes from, named by its site."""
    url = page.commitment.source_url
    return Markup('<a href="{}" rel="external"><bdi dir="ltr">{}</bdi></a>').format(
        url, site_of(url)
    )


_ROLES = (BodyRole.LEAD, BodyRole.OWNER, BodyRole.DELEGATED_OWNER, BodyRole.SUPPORT)


def _bodies(page: CommitmentPage, lang: str) -> Iterable[Fact]:
    for role in _ROLES:
        bodies = page.commitment.bodies_as(role)
        if bodies:
            yield str(role.label), Markup("<br>").join(_body(page, one, lang) for one in bodies)


def leads(page: CommitmentPage, lang: str) -> Markup:
    """Name the bodies that answer for it, each leading to all it answers for."""
    return Markup("<br>").join(_body(page, one, lang) for one in page.leads)


def _body(page: CommitmentPage, one: OrganisationRef, lang: str) -> Markup:
    if one not in page.leads:
        return formatting.wording(one.names)
    listed = _list(page, lang)
    return Markup('<a href="{}?lead={}">{}</a>').format(
        listed, one.code, formatting.wording(one.names)
    )


def _list(page: CommitmentPage, lang: str) -> str:
    return reverse("portal:commitments", kwargs={"lang": lang, "plan": page.plan.code})


def places(page: CommitmentPage, lang: str) -> Markup:
    """Name every place, each leading to its page; the whole territory and unknown say so."""
    if page.commitment.covers_whole_place:
        return whole_place(page.plan.kind)
    if not page.commitment.places:
        return place_unknown()
    links = []
    for one in page.commitment.places:
        address = {"lang": lang, "scheme": one.scheme, "code": one.code}
        url = reverse("portal:place", kwargs=address)
        links.append(Markup('<a href="{}">{}</a>').format(url, formatting.wording(one.names)))
    return Markup("<br>").join(links)


def themes(page: CommitmentPage, lang: str) -> list[tuple[Translated, str]]:
    """Give the themes it belongs to, each leading to all that share it."""
    listed = _list(page, lang)
    return [(one.names, f"{listed}?theme={one.id}") for one in page.commitment.themes]


def locator(page: CommitmentPage, lang: str) -> Markup:
    """Show where it is among the parts of the plan's place; empty when that cannot be drawn."""
    if page.map is None:
        return Markup()
    paths = [one.path for one in page.commitment.places]
    shown = {
        shape.place.code
        for shape in page.map.shapes
        if page.commitment.covers_whole_place
        or any(_meets(path, shape.place.path) for path in paths)
    }
    if not shown:
        return Markup()
    spots = [
        page.map.locate(one.longitude, one.latitude)
        for one in page.commitment.places
        if one.longitude is not None and one.latitude is not None
    ]
    return locator_map([area_of(shape, lang=lang) for shape in page.map.shapes], shown, spots)


def _meets(path: str, other: str) -> bool:
    """Tell whether one of two places lies in the other."""
    return path.startswith(other) or other.startswith(path)


def map_source(page: CommitmentPage) -> Markup:
    """Credit the outlines of the map."""
    assert page.map is not None, "only a map that is drawn has a source"
    credit = page.map.source.credit or page.map.source.source
    return filled(gettext("Outlines: %(credit)s"), credit=formatting.bdi(credit))


def earlier(page: CommitmentPage, as_of: AsOf | None) -> Picker:
    """Offer the publications that concern the commitment, newest first."""
    acts = {
        one.publication: (timezone.localdate(one.withdrawn_at), "reports.withdrawn")
        for one in page.timeline.withdrawals
    }
    for report in page.timeline.reports:
        if report.published_at is not None:
            acts[report.publication] = timezone.localdate(report.published_at), "reports.published"
    for version in page.commitment.versions:
        kind = "plan.version_published" if version.number == 1 else "plan.amended"
        if version.published_on is not None:
            acts[version.publication] = version.published_on, kind
    first = min((version.publication for version in page.commitment.versions), default=0)
    shown = sorted((number for number in acts if number >= first), reverse=True)
    return picker([(number, *acts[number]) for number in shown], as_of)


_ONWARD: Mapping[CarryOverFate, Label] = {
    CarryOverFate.CONTINUED: gettext_lazy("Goes on in"),
    CarryOverFate.MERGED: gettext_lazy("Merged into"),
    CarryOverFate.DROPPED: gettext_lazy("Dropped"),
}
_BACK: Mapping[CarryOverFate, Label] = {
    CarryOverFate.CONTINUED: gettext_lazy("Continues"),
    CarryOverFate.MERGED: gettext_lazy("Takes in"),
}


def carried(page: CommitmentPage) -> list[Fact]:
    """Give what it is to commitments of other plans: before, after and beside it."""
    onward = [(_ONWARD[one.fate], one) for one in page.commitment.carried_to]
    back = [(_BACK[one.fate], one) for one in page.commitment.carried_from]
    over_time = [(str(term), _other(one)) for term, one in (*onward, *back)]
    to, of = page.commitment.contributes_to, page.commitment.contributors
    return [
        *over_time,
        *((gettext("Contributes to"), _contribution(one)) for one in to),
        *((gettext("Supported by"), _contribution(one)) for one in of),
    ]


def _contribution(one: ContributionView) -> Markup:
    """Lead to the other commitment, its plan named, with the share where it is said."""
    url = reverse("portal:commitment_id", kwargs={"plan": one.plan_code, "code": one.code})
    link = Markup('<a href="{}">{}</a><br><small class="mute">{}</small>').format(
        url, formatting.wording(one.title), formatting.wording(one.plan_title)
    )
    if one.share is None:
        return link
    return Markup("{} ({})").format(link, formatting.exact_percent(one.share))


def _other(one: CarryOverView) -> Markup:
    reason = formatting.wording(one.reason) if one.reason else Markup()
    if not one.code:
        return reason
    url = reverse("portal:commitment_id", kwargs={"plan": one.plan_code, "code": one.code})
    link = Markup('<a href="{}">{}</a> {}').format(
        url, formatting.wording(one.title), formatting.bdi(one.plan_code)
    )
    return Markup("{}<br>{}").format(link, reason) if reason else link
