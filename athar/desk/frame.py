"""The frame of the pages that belong to one person: sign-in, account and desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import cast

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from athar.intake.rules import GIVING_ROLES
from athar.kernel import clock
from athar.kernel.periods import format_date
from athar.network.rules.members import can_keep_members
from athar.people.enums import Role
from athar.people.models import Account
from athar.people.queries import must_add_second_factor
from athar.plans.queries import PlanCard, all_plans
from athar.plans.rules import EDITING_ROLES
from athar.ui.site import Alternate, Label, Link, Page, Site

PEERS = (Role.FOCAL_POINT, Role.MODERATOR)
"""Who reads what is asked within the network."""
_PLANS = "athar.plans"


def plans_of(request: HttpRequest) -> tuple[PlanCard, ...]:
    """Give every plan, read once for each request. Queries: 1, once."""
    found: tuple[PlanCard, ...] | None = request.META.get(_PLANS)
    if found is None:
        found = request.META[_PLANS] = all_plans()
    return found


class Frame:
    """What a template of the desk asks for by itself, since allauth's views give only a form."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def lang(self) -> str:
        return translation.get_language() or settings.OFFERED_LANGUAGES[0]

    @property
    def messages(self) -> Sequence[tuple[str, str]]:
        """Give the short messages that wait, as (level, words); they are shown once."""
        return [(one.level_tag, str(one.message)) for one in get_messages(self.request)]

    @property
    def site(self) -> Site:
        """Describe the installation to the frame. Queries: 1, 2 more for who is signed in."""
        plans = () if settings.HOST_NAME else self._published
        return Site(
            host_name=settings.HOST_NAME or (plans[0].owner.names if plans else "Athar"),
            home_url=self._public("home"),
            languages=settings.OFFERED_LANGUAGES,
            nav=self._menu(),
            foot=(
                Link(_("About"), self._public("text", key="about")),
                Link(_("Accessibility"), self._public("text", key="accessibility")),
                Link(_("Privacy"), self._public("text", key="privacy")),
                Link(_("Legal notice"), self._public("text", key="legal")),
            ),
            today=clock.today() if clock.is_frozen() else None,
        )

    def page(self, title: Label, crumbs: Sequence[Link] = (), section: str = "") -> Page:
        """Describe a page: the same address in every language, which then stays."""
        return Page(
            title=title,
            lang=self.lang,
            section=section,
            crumbs=tuple(crumbs),
            crumb=title if crumbs else "",
            alternates=tuple(
                Alternate(lang, self._in_language(lang)) for lang in settings.OFFERED_LANGUAGES
            ),
        )

    def link(self, label: Label, url: str) -> Link:
        """Give a link in words, such as a template puts among its crumbs."""
        return Link(label, url)

    def own_page(self, title: Label) -> Page:
        """Describe a page of the account, below "My account"."""
        return self.page(title, (Link(_("My account"), reverse("desk:home")),), "account")

    @property
    def needs_second_factor(self) -> bool:
        """Tell whether the desk stays shut until a second factor is set up. Queries: at most 2."""
        account = self.request.user
        return account.is_authenticated and must_add_second_factor(
            account, settings.SECOND_FACTOR_FOR
        )

    @property
    def identity_server(self) -> str:
        """Name the server at which people may sign in too, empty without one."""
        return settings.OIDC_NAME if settings.OIDC_URL else ""

    def moment(self, value: dt.datetime) -> str:
        """Write a day and a time for a mail, in the time zone of the installation."""
        local = timezone.localtime(value)
        return f"{format_date(local.date(), lang=self.lang)} {local:%H:%M}"

    def _has_members(self) -> bool:
        """Tell whether somebody speaks for a member, or keeps them all. Queries: 0."""
        account = cast("Account", self.request.user)
        return account.has_role((Role.FOCAL_POINT,)) or can_keep_members(account)

    def _menu(self) -> tuple[Link, ...]:
        public = Link(_("Public pages"), self._public("home"))
        if not self.request.user.is_authenticated:
            return (public,)
        told = Link(_("Experiences"), reverse("desk:experiences"), "experiences")
        asked = Link(_("Ask a peer"), reverse("desk:questions"), "questions")
        imports = Link(_("Imports"), reverse("desk:imports"), "imports")
        team = Link(_("People and bodies"), reverse("desk:people"), "team")
        plans = Link(_("Plans"), reverse("desk:plans"), "plans")
        work = Link(_("My work"), reverse("desk:work"), "work")
        ties = Link(_("Convergence"), reverse("desk:convergence"), "convergence")
        process = Link(_("Process"), reverse("desk:processes"), "process")
        members = Link(_("Members"), reverse("desk:members"), "members")
        accession = Link(_("Accession"), reverse("desk:accessions"), "accession")
        rounds = Link(_("Rounds"), reverse("desk:rounds"), "rounds")
        return (
            *((work,) if self.request.user.has_role(Role) else ()),
            Link(_("My account"), reverse("desk:home"), "account"),
            *((plans,) if self.request.user.has_role(EDITING_ROLES) else ()),
            *((ties,) if self.request.user.has_role((Role.PLAN_COORDINATOR,)) else ()),
            *((process,) if self.request.user.has_role((Role.FOCAL_POINT,)) else ()),
            *((rounds,) if self.request.user.has_role((Role.COORDINATOR,)) else ()),
            *((told,) if self.request.user.has_role((Role.FOCAL_POINT,)) else ()),
            *((members,) if self._has_members() else ()),
            *((accession,) if self.request.user.has_role((Role.FOCAL_POINT,)) else ()),
            *((asked,) if self.request.user.has_role(PEERS) else ()),
            *((imports,) if self.request.user.has_role(GIVING_ROLES) else ()),
            *((team,) if self.request.user.has_role((Role.ADMINISTRATOR,)) else ()),
            public,
            Link(_("Sign out"), reverse("account_logout"), "sign-out"),
        )

    @property
    def _published(self) -> Sequence[PlanCard]:
        return [one for one in plans_of(self.request) if one.is_published]

    def _in_language(self, lang: str) -> str:
        query = self.request.GET.copy()
        query["lang"] = lang
        return f"{self.request.path}?{query.urlencode()}"

    def _public(self, name: str, **kwargs: str) -> str:
        return reverse(f"portal:{name}", kwargs={"lang": self.lang, **kwargs})


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Hand the frame to templates that are rendered with a request. Queries: none by itself."""
    return {"frame": Frame(request)}
