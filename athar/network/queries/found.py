"""The eligibility of every member as the API lists it: by member, the newest year first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from athar.network.enums.accession import Section
from athar.network.models.accession import Accession
from athar.network.models.eligibility import EligibilityFact
from athar.network.models.members import Member
from athar.network.queries.accession import Country, country_of
from athar.network.queries.eligibility import YearView, eligibility_of
from athar.reference.slices import Key, Mark, Slice, cut, in_order

_ORDER = (Key("member__code"), Key("year", is_descending=True))


@dataclass(frozen=True, slots=True)
class EligibilityRow:
    """A year of a member, as its page shows it."""

    country: Country
    year: YearView


def eligibility_slice(
    *, member: str = "", year: int | None = None, after: Sequence[Mark] | None, limit: int
) -> Slice[EligibilityRow]:
    """Give years of members of which the public knows anything.

    Shape: what a candidate recorded itself counts where the candidate shows it, as on its page.
    Queries: 5 at most.
    """
    shown = [
        key
        for key, sections in Accession.objects.values_list("member", "shown")
        if Section.FACTS in sections
    ]
    rows = EligibilityFact.objects.filter(Q(is_draft=False) | Q(member__in=shown))
    if member:
        rows = rows.filter(member__code=member)
    if year is not None:
        rows = rows.filter(year=year)
    keys = in_order(rows.values_list("member__code", "year", "member").distinct(), _ORDER, after)
    return cut(keys[: limit + 1], limit, lambda one: one[:2], lambda some: _rows(some, shown))


def _rows(keys: Sequence[tuple[str, int, int]], shown: Sequence[int]) -> list[EligibilityRow]:
    ids = {key for _code, _year, key in keys}
    own = ids.intersection(shown)
    years = eligibility_of(ids - own)
    if own:
        years |= eligibility_of(own, with_drafts=True)
    members = Member.objects.filter(pk__in=ids).select_related("place")
    countries = {row.pk: country_of(row) for row in members}
    of_year = {(key, one.year): one for key, several in years.items() for one in several}
    return [EligibilityRow(countries[key], of_year[key, year]) for _code, year, key in keys]
