"""The process of a member's action plan: the page, its twin and the calendar of its deadlines."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from athar.kernel import clock
from athar.notices.feeds import Day, calendar_bytes
from athar.portal.moments import only_now
from athar.portal.pages import PUBLIC_CACHE, html, json_twin, page_for
from athar.portal.process import words
from athar.portal.process.page import ProcessPage, for_machines, gather_process
from athar.ui.addresses import reverse
from athar.ui.site import Link

TITLE = _("The process and its deadlines")


def _page_or_404(request: HttpRequest, member: str) -> ProcessPage:
    only_now(request)
    found = gather_process(member)
    if found is None:
        raise Http404
    return found


def process_page(request: HttpRequest, lang: str, member: str) -> HttpResponse:
    """What is required, what comes next and what would follow. Queries: at most 7."""
    data = _page_or_404(request, member)
    address = {"lang": lang, "member": member}
    of_member = reverse("portal:member", kwargs={"lang": lang, "code": member})
    page = page_for(
        request, lang, TITLE,
        section="network", crumb=TITLE,
        crumbs=[Link(data.record.names, of_member)],
        json_url=reverse("portal:process_json", kwargs=address),
    )  # fmt: skip
    return html(
        request, "process/process.html", page, data=data, say=words, today=clock.today(),
        calendar=reverse("portal:process_calendar", kwargs=address),
    )  # fmt: skip


def process_json(request: HttpRequest, lang: str, member: str) -> HttpResponse:
    """The process of a member for machines."""
    return json_twin(for_machines(_page_or_404(request, member)))


def process_calendar(request: HttpRequest, lang: str, member: str) -> HttpResponse:
    """The deadlines of a member as a calendar that programs follow."""
    data = _page_or_404(request, member)
    name = data.record.names.in_language(lang).text
    days = [
        Day(f"process-{member}-{key}-{on:%Y%m%d}@athar", on, f"{name}: {words.requirement(key)}")
        for key, on in data.deadlines
    ]
    title = gettext("Deadlines of the process: %(name)s") % {"name": name}
    answer = HttpResponse(calendar_bytes(title, days), content_type="text/calendar; charset=utf-8")
    answer.headers["Cache-Control"] = PUBLIC_CACHE
    return answer
