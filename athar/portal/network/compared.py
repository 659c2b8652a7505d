"""What the comparison of members says: its table, its lists, what one may choose."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext, pgettext
from markupsafe import Markup, escape

from athar.kernel.progress import ComputedStatus
from athar.kernel.text import normalise
from athar.network.enums.members import Programme
from athar.portal.commitments.wording import filled, joined, text_of
from athar.portal.network import wording
from athar.portal.network.compare import Asked, Compared, ComparePage
from athar.ui import formatting
from athar.ui.addresses import reverse

COLUMNS = (
    *("member", "plan_code", "commitment", "title", "policy_area", "status", "is_validated"),
    *("physical_percent", "assessed"),
)


def lede(page: ComparePage) -> Markup | str:
    """Say who is compared and on what, or ask to choose."""
    if not page.is_enough:
        return gettext("Choose two to five members: states or local governments.")
    names = joined([one.line.member.names for one in page.members])
    if page.area is None:
        return filled(gettext("%(names)s, over all policy areas."), names=names)
    return filled(gettext("%(names)s, on: %(area)s."), names=names, area=text_of(page.area.names))


def columns(page: ComparePage) -> list[tuple[object, bool]]:
    """Head the table: one column for each member."""
    return [
        (pgettext("head of what is compared", "Item"), False),
        *((one.line.member.names, False) for one in page.members),
    ]


def rows(page: ComparePage, lang: str) -> Iterator[list[object]]:
    """Give the table: what is known of each member, then how many commitments in each area."""
    yield [
        Programme.OGP.label,
        *(_standing(one) for one in page.members),
    ]
    yield [
        pgettext("an action plan", "Plan"),
        *(wording.years(one.line.plan) if one.line.plan else none() for one in page.members),
    ]
    yield [gettext("How far its plan is"), *(_done(one) for one in page.members)]
    yield [gettext("Commitments"), *(_n(len(one.commitments)) for one in page.members)]
    if page.area:
        yield [gettext("Declared complete"), *(_n(_completed(one)) for one in page.members)]
        yield [gettext("Independently assessed"), *(_n(len(one.marks)) for one in page.members)]
        return
    for area in page.areas:
        address = _address(lang, Asked(page.asked.members, area.code))
        link = Markup('<a href="{}">{}</a>').format(address, formatting.wording(area.names))
        yield [link, *(_n(one.n_by_area.get(area.code, 0)) for one in page.members)]


def picked(page: ComparePage, lang: str) -> list[tuple[object, str]]:
    """Give the members compared, each with the address without it."""
    codes = page.asked.members
    return [
        (
            one.line.member.names,
            _address(
                lang,
                Asked(tuple(c for c in codes if c != one.line.member.code), page.asked.area),
            ),
        )
        for one in page.members
    ]


def member_options(page: ComparePage) -> list[tuple[str, str]]:
    """Give the members that may be added, by name."""
    return sorted(
        ((one.code, text_of(one.names)) for one in page.others),
        key=lambda option: normalise(option[1]),
    )


def area_options(page: ComparePage) -> list[tuple[str, object]]:
    """Give the policy areas in which one of them committed to something."""
    return [(one.code, one.names) for one in page.areas]


def table_rows(page: ComparePage, lang: str) -> Iterator[tuple[Any, ...]]:
    """Give one row for each commitment compared; what is not known is empty."""
    for one in page.members:
        for line in one.commitments:
            mark = one.marks.get(line.id)
            yield (
                *(one.line.member.code, line.plan_code, line.code),
                *(line.title.in_language(lang).text, page.asked.area or None),
                *(line.status.value, line.is_validated, line.physical),
                mark.code if mark else None,
            )


def none() -> Markup:
    """Say that a member has no plan here."""
    return Markup('<span class="st s-none">{}</span>').format(pgettext("a member", "no plan"))


def _standing(one: Compared) -> Markup:
    found = one.line.member.membership(Programme.OGP) or one.line.member.membership(
        Programme.OGP_LOCAL
    )
    return wording.standing(found) if found else wording.unknown()


def _done(one: Compared) -> Markup:
    done = wording.completion(one.line)
    return formatting.bdi(done) if done else wording.unknown()


def _completed(one: Compared) -> int:
    return sum(line.status is ComputedStatus.COMPLETED for line in one.commitments)


def _n(number: int) -> Markup:
    return escape(formatting.number(number))


def _address(lang: str, asked: Asked) -> str:
    return reverse("portal:network_compare", kwargs={"lang": lang}) + asked.query()
