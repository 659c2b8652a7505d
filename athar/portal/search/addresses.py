"""Where each thing that is found leads."""

from django.urls import reverse

from athar.search.queries import Hit, Kind

#: What a body is in a plan, and the filter of the plan's list that shows it.
_LISTED_BY = {"lead": "lead", "funder": "funder"}


def address_of(hit: Hit, lang: str) -> str:
    """Give the page of what was found; of a body the list of what it leads or pays."""
    named = {
        Kind.PLACE: {"scheme": hit.scheme, "code": hit.code},
        Kind.INDICATOR: {"library": hit.plan_code, "code": hit.code},
        Kind.EXPERIENCE: {"code": hit.code},
        Kind.METHOD: {"key": hit.code},
    }.get(hit.kind)
    if named:
        return reverse(f"portal:{hit.kind.value}", kwargs={"lang": lang, **named})
    plan = {"lang": lang, "plan": hit.plan_code}
    if hit.kind in {Kind.NODE, Kind.COMMITMENT}:
        return reverse(f"portal:{hit.kind.value}", kwargs={**plan, "code": hit.code})
    if hit.kind is Kind.BODY and hit.scheme in _LISTED_BY:
        listed = reverse("portal:commitments", kwargs=plan)
        return f"{listed}?{_LISTED_BY[hit.scheme]}={hit.code}"
    return reverse("portal:plan", kwargs=plan)
