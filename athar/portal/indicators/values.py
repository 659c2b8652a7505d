"""The page that tells where one value comes from; where there is script it opens in a panel."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from athar.portal.indicators import origins, wording, worked
from athar.portal.indicators.addresses import (
    at_place,
    category_in,
    desk_url,
    period_in,
    value_kwargs,
)
from athar.portal.indicators.listing import crumbs_of
from athar.portal.indicators.moment import asked_moment, state_of
from athar.portal.indicators.sheet import source_words
from athar.portal.indicators.value import (
    ValuePage,
    gather_value,
    named_value,
    value_for_machines,
)
from athar.portal.moments import not_then, stamp
from athar.portal.pages import html, json_twin, page_for
from athar.ui.addresses import reverse
from athar.ui.site import Link

TITLE = gettext_lazy("Where does this value come from?")


def _value_or_404(request: HttpRequest, named: dict[str, str]) -> ValuePage:
    as_of = asked_moment(request)
    indicator, place = named_value(named["library"], named["code"], named["scheme"], named["place"])
    period, category = period_in(named["period"]), category_in(named["category"])
    found = gather_value(indicator, place, period, category, as_of)
    if found is None:
        raise not_then(as_of) if as_of else Http404
    return found


def value_page(request: HttpRequest, lang: str, **named: str) -> HttpResponse:
    """Where one value comes from. Queries: at most 9."""
    data = _value_or_404(request, named)
    one = data.indicator
    back = at_place(lang, one, data.place, data.category)
    kwargs = dict(value_kwargs(lang, one, data.place, data.period, data.category))
    how = worked if one.formula else origins
    page = page_for(
        request, lang, origins.subject(data).striptags(),
        section="indicators",
        crumbs=[*crumbs_of(lang, one.library_code, one.library_title), Link(one.title, back)],
        crumb=TITLE,
        json_url=reverse("portal:value_json", kwargs=kwargs),
        state=state_of(request, data.as_of),
    )  # fmt: skip
    return html(
        request, "indicators/value.html", page,
        subject=origins.subject(data), number=origins.number(data),
        look=wording.claim(data.figure) if data.figure else None, source=source_words(one),
        rule=how.rule(data), formula=how.formula(data), states=origins.states(data),
        parts=origins.parts(data, lang), inputs=worked.inputs(data, lang),
        left_out=origins.left_out(data), grade=data.grade,
        reasons=origins.reasons(data), questions=origins.questions(data), indicator_url=back,
        desk_url=None if one.formula else desk_url(one, data.place, data.period, data.category),
        files=origins.files(data),
    )  # fmt: skip


def value_json(request: HttpRequest, lang: str, **named: str) -> HttpResponse:
    """Where one value comes from, for machines."""
    data = _value_or_404(request, named)
    return json_twin(value_for_machines(data), **stamp(data.as_of))
