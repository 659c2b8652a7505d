"""The home of the network, the pages of its members, and their twins."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

from athar.network.enums.members import Programme
from athar.portal.moments import only_now
from athar.portal.network import compared, wording
from athar.portal.network.compare import MOST, ComparePage, gather_comparison, read_asked
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


def _comparison(request: HttpRequest) -> ComparePage:
    only_now(request)
    return gather_comparison(read_asked(request.GET))


def compare_page(request: HttpRequest, lang: str) -> HttpResponse:
    """Members side by side. Queries: 9; 6 before any is chosen."""
    data = _comparison(request)
    query, address = data.asked.query(), {"lang": lang}
    page = page_for(
        request, lang, _("Compare members"),
        section="network",
        crumbs=[Link(NETWORK, reverse("portal:network", kwargs=address))],
        crumb=_("Compare members"),
        json_url=reverse("portal:network_compare_json", kwargs=address) + query,
        csv_url=reverse("portal:network_compare_csv", kwargs=address) + query,
    )  # fmt: skip
    return html(request, "network/compare.html", page, data=data, says=compared, MOST=MOST)


def compare_json(request: HttpRequest, lang: str) -> HttpResponse:
    """Members side by side, for machines."""
    return json_twin(_comparison(request))


def compare_csv(request: HttpRequest, lang: str) -> StreamingHttpResponse:
    """The commitments of the members compared, as a table."""
    rows = compared.table_rows(_comparison(request), lang)
    return csv_twin("members-compared", compared.COLUMNS, rows)
