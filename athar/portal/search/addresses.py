"""Where each thing that is found leads."""

from django.urls import reverse

from athar.search.queries import Hit, Kind

#: What a body is in a plan, and the filter of the plan's list that shows it.
_LISTED_BY = {"lead": "lead", "funder": "funder"}


def address_of(hit: Hit, lang: str) -> str:
    """Give the page of what was found; of a body the list of what it leads or pays."""
    if hit.kind is Kind.PLACE:
        where = {"lang": lang, "scheme": hit.scheme, "code": hit.code}
        return reverse("portal:place", kwargs=where)
    if hit.kind is Kind.INDICATOR:
        named = {"lang": lang, "library": hit.plan_code, "code": hit.code}
        return reverse("portal:indicator", kwargs=named)
    if hit.kind is Kind.METHOD:
        return reverse("portal:method", kwargs={"lang": lang, "key": hit.code})
    plan = {"lang": lang, "plan": hit.plan_code}
    if hit.kind in {Kind.NODE, Kind.COMMITMENT}:
        return reverse(f"portal:{hit.kind.value}", kwargs={**plan, "code": hit.code})
    if hit.kind is Kind.BODY and hit.scheme in _LISTED_BY:
        listed = reverse("portal:commitments", kwargs=plan)
        return f"{listed}?{_LISTED_BY[hit.scheme]}={hit.code}"
    return reverse("portal:plan", kwargs=plan)
