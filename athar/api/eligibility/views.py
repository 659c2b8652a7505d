"""Endpoint of eligibility."""

from django.http import HttpRequest, HttpResponse
from ninja import Query

from athar.api.answering import give_list, read
from athar.api.eligibility.records import EligibilityChoice, EligibilityItem, item_of
from athar.api.endpoints import offer
from athar.network.queries import eligibility_slice


@offer(
    "eligibility",
    name="list_eligibility",
    gives=EligibilityItem,
    summary="Eligibility for the partnership",
    tag="Network",
    examples=("eligibility?member=MAR&limit=1",),
)
def list_eligibility(request: HttpRequest, asked: Query[EligibilityChoice]) -> HttpResponse:
    """Points of members by year, as their pages show them: a simulation by dated rules.

    Each fact has its source; what is unknown is null. What a candidate recorded itself counts
    where the candidate shows it.
    """
    reading = read(request, asked, EligibilityItem)
    return give_list(
        reading,
        "eligibility",
        lambda limit, after: eligibility_slice(
            member=asked.member, year=asked.year, after=after, limit=limit
        ),
        item_of,
    )
