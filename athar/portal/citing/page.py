"""What of the public pages can be cited, and by which words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, pgettext
from markupsafe import Markup

from athar.indicators.queries import IndicatorView
from athar.kernel import clock
from athar.kernel.text import Translated
from athar.opendata.citations import FORMATS, Citation
from athar.plans.queries import CommitmentView, PlanView
from athar.portal.commitments.wording import filled
from athar.reference.queries import PlaceRef
from athar.trail.moments import AsOf
from athar.ui import formatting
from athar.ui.addresses import reverse
from athar.ui.site import Label, Publication, Site
from athar.ui.templating import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """Something with a permanent address, and the address of its page in one language.

    Shape: without a publisher the host of the installation is the publisher. `of_plan` is the code
    of the plan it belongs to, whose newest publication it is cited as of; empty: of all plans.
    `as_of` is the earlier state that the page shows.
    """

    title: Label
    publisher: Label
    permanent: str
    page_url: str
    plan: Translated | None = None
    code: str = ""
    of_plan: str = ""
    is_data: bool = False
    as_of: AsOf | None = None

    @property
    def address(self) -> str:
        """Give the permanent address of the state that is cited."""
        return self.permanent + self._query

    @property
    def downloads(self) -> Sequence[tuple[str, str]]:
        """Give each format of references with its address."""
        return [
            (one.name, f"{self.page_url}.{ending}{self._query}") for ending, one in FORMATS.items()
        ]

    @property
    def _query(self) -> str:
        return f"?as_of={self.as_of.number}" if self.as_of else ""

    def sentence(self, site: Site) -> Markup:
        """Give the words by which it is cited: whose, what, in which plan, which state, where."""
        link = Markup('<a href="{0}"><bdi dir="ltr">{0}</bdi></a>').format(self.address)
        named = pgettext("title that is cited", "“%(title)s”")
        parts = [filled(named, title=formatting.wording(self.title))]
        if self.code:
            parts.append(formatting.bdi(self.code))
        if self.plan is not None:
            parts.append(formatting.wording(self.plan))
        comma = pgettext("between the parts of a citation", ", ")
        return filled(
            gettext("%(publisher)s. %(what)s. %(state)s. %(address)s"),
            publisher=formatting.wording(self.publisher or site.host_name),
            what=Markup.escape(comma).join(parts),
            state=self._state(site),
            address=link,
        )

    def _state(self, site: Site) -> Markup:
        found = site.publications.get(self.of_plan)
        if self.as_of:
            found = Publication(self.as_of.number, self.as_of.published_on)
        if found is None:
            return filled(gettext("State of %(day)s"), day=formatting.day(clock.today()))
        number, on = formatting.number(found.number), formatting.day(found.on)
        return filled(gettext("Publication %(number)s of %(day)s"), number=number, day=on)

    def citation(self, lang: str, number: int, on: dt.date) -> Citation:
        """Give it to the formats of references, in one language."""
        return Citation(
            key="athar-" + self.permanent.rpartition("/id/")[2].replace("/", "-"),
            title=plain(self.title),
            publisher=plain(self.publisher),
            address=self.address,
            lang=lang,
            publication_number=number,
            on=on,
            part_of=plain(self.plan),
            code=self.code,
            is_data=self.is_data,
        )


def cited_plan(plan: PlanView, origin: str, lang: str, as_of: AsOf | None = None) -> Cited:
    """Say how a plan is cited."""
    return Cited(
        title=plan.title,
        publisher=plan.owner.names,
        permanent=origin + reverse("portal:plan_id", kwargs={"plan": plan.code}),
        page_url=reverse("portal:plan", kwargs={"lang": lang, "plan": plan.code}),
        code=plan.code,
        of_plan=plan.code,
        as_of=as_of,
    )


def cited_node(
    plan: PlanView,
    title: Label,
    code: str,
    origin: str,
    lang: str,
    as_of: AsOf | None = None,
) -> Cited:
    """Say how an axis or a programme is cited."""
    address = {"plan": plan.code, "code": code}
    return Cited(
        title=title,
        publisher=plan.owner.names,
        permanent=origin + reverse("portal:node_id", kwargs=address),
        page_url=reverse("portal:node", kwargs={"lang": lang, **address}),
        plan=plan.title,
        code=code,
        of_plan=plan.code,
        as_of=as_of,
    )


def cited_commitment(
    one: CommitmentView, origin: str, lang: str, as_of: AsOf | None = None
) -> Cited:
    """Say how a commitment is cited."""
    address = {"plan": one.plan.code, "code": one.code}
    return Cited(
        title=one.title,
        publisher=one.plan.owner.names,
        permanent=origin + reverse("portal:commitment_id", kwargs=address),
        page_url=reverse("portal:commitment", kwargs={"lang": lang, **address}),
        plan=one.plan.title,
        code=one.code,
        of_plan=one.plan.code,
        as_of=as_of,
    )


def cited_place(
    place: PlaceRef,
    origin: str,
    lang: str,
    publisher: Label = "",
    as_of: AsOf | None = None,
) -> Cited:
    """Say how the page of a place is cited; its publisher is the host of the installation."""
    address = {"scheme": place.scheme, "code": place.code}
    return Cited(
        title=place.names,
        publisher=publisher,
        permanent=origin + reverse("portal:place_id", kwargs=address),
        page_url=reverse("portal:place", kwargs={"lang": lang, **address}),
        code=place.code,
        as_of=as_of,
    )


def cited_indicator(one: IndicatorView, origin: str, lang: str, as_of: AsOf | None = None) -> Cited:
    """Say how an indicator is cited; its publisher is the host of the installation."""
    address = {"library": one.library_code, "code": one.code}
    return Cited(
        title=one.title,
        publisher="",
        permanent=origin + reverse("portal:indicator_id", kwargs=address),
        page_url=reverse("portal:indicator", kwargs={"lang": lang, **address}),
        code=f"{one.library_code}/{one.code}",
        of_plan=one.plan_code,
        is_data=True,
        as_of=as_of,
    )
