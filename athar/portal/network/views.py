"""The home of the network, the pages of its members, and their twins."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse

from athar.network.enums.members import Programme
from athar.portal.moments import only_now
from athar.portal.network import wording
from athar.portal.network.drawn import network_map
from athar.portal.network.home import gather_network
from athar.portal.network.member import MemberPage, gather_member
from athar.portal.network.tables import COLUMNS, PLAN_COLUMNS, member_rows, plan_rows
from athar.portal.pages import csv_twin, html, json_twin, page_for
from athar.ui.addresses import reverse
from athar.ui.site import Link

NETWORK = Programme.NETWORK.label


def network_page(request: HttpRequest, lang: str) -> HttpResponse:
    """Every member, what it promised and how far it is. Queries: 6."""
    only_now(request)
    data = gather_network()
    page = page_for(
        request, lang, NETWORK,
        section="network",
        canonical=reverse("portal:network", kwargs={"lang": lang}),
        json_url=reverse("portal:network_json", kwargs={"lang": lang}),
        csv_url=reverse("portal:network_csv", kwargs={"lang": lang}),
    )  # fmt: skip
    return html(
        request, "network/home.html", page,
        data=data, says=wording, map=network_map(data, lang),
    )  # fmt: skip


def network_json(request: HttpRequest, lang: str) -> HttpResponse:
    """The home of the network for machines."""
    only_now(request)
    return json_twin(gather_network())


def network_csv(request: HttpRequest, lang: str) -> StreamingHttpResponse:
    """Every member as a table."""
    only_now(request)
    return csv_twin("members", COLUMNS, member_rows(gather_network().all, lang))


def _member_or_404(request: HttpRequest, code: str) -> MemberPage:
    only_now(request)
    found = gather_member(code)
    if found is None:
        raise Http404
    return found


def member_page(request: HttpRequest, lang: str, code: str) -> HttpResponse:
    """What a member takes part in, who speaks for it, what it promised. Queries: 9."""
    data = _member_or_404(request, code)
    address = {"lang": lang, "code": code}
    page = page_for(
        request, lang, data.member.names,
        section="network",
        crumbs=[Link(NETWORK, reverse("portal:network", kwargs={"lang": lang}))],
        crumb=data.member.names,
        json_url=reverse("portal:member_json", kwargs=address),
        csv_url=reverse("portal:member_csv", kwargs=address),
    )  # fmt: skip
    return html(request, "network/member.html", page, data=data, says=wording)


def member_json(request: HttpRequest, lang: str, code: str) -> HttpResponse:
    """A member for machines."""
    return json_twin(_member_or_404(request, code))


def member_csv(request: HttpRequest, lang: str, code: str) -> StreamingHttpResponse:
    """The plans of a member as a table."""
    plans = _member_or_404(request, code).plans
    return csv_twin(f"member-{code}", PLAN_COLUMNS, plan_rows(plans, lang))
