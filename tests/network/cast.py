"""A small network that tests play with: three states, one local government, one fictional state."""

from __future__ import annotations

import datetime as dt

from athar.kernel.text import Translated
from athar.network.actions.members import put_members
from athar.network.drafts.members import MemberDraft, StatusDraft
from athar.network.enums.members import MemberKind, Programme, Standing
from athar.network.models.members import Member
from athar.plans.enums import DatePrecision
from athar.reference.models import Place

NAMES = {
    "MAR": {"ar": "المغرب", "fr": "Maroc", "en": "Morocco"},
    "TUN": {"ar": "تونس", "fr": "Tunisie", "en": "Tunisia"},
    "GHA": {"ar": "غانا", "fr": "Ghana", "en": "Ghana"},
    "DZA": {"ar": "الجزائر", "fr": "Algérie", "en": "Algeria"},
}


def status(
    programme: Programme,
    standing: Standing = Standing.MEMBER,
    since_on: dt.date | None = None,
    precision: DatePrecision = DatePrecision.DAY,
) -> StatusDraft:
    """State as what a member takes part in a programme."""
    return StatusDraft(
        programme=programme, standing=standing, since_on=since_on, since_precision=precision
    )


LAUNCHED = status(Programme.NETWORK, since_on=dt.date(2021, 12, 1), precision=DatePrecision.MONTH)
DRAFTS = (
    MemberDraft(
        code="MAR",
        place=("iso3166", "MAR"),
        statuses=(
            LAUNCHED,
            status(Programme.OGP, since_on=dt.date(2018, 1, 1), precision=DatePrecision.YEAR),
        ),
    ),
    MemberDraft(code="TUN", place=("iso3166", "TUN"), statuses=(LAUNCHED,)),
    MemberDraft(code="GHA", place=("iso3166", "GHA"), statuses=(status(Programme.OGP),)),
    MemberDraft(code="DZA", place=("iso3166", "DZA")),
    MemberDraft(
        code="MA-N",
        kind=MemberKind.LOCAL,
        place=("hcp", "01"),
        parent_code="MAR",
        statuses=(status(Programme.OGP_LOCAL),),
    ),
    MemberDraft(
        code="X-NEW",
        names=Translated(ar="دولة متخيلة", fr="État fictif", en="A fictional state"),
        statuses=(status(Programme.OGP, Standing.CANDIDATE),),
    ),
)


def put_places() -> None:
    """Register the states, and a region of one of them unless it is there."""
    for code, names in NAMES.items():
        Place.objects.get_or_create(
            scheme="iso3166",
            code=code,
            # other tests have a country of this code in a scheme of its own
            defaults={"kind": "country", "path": f"/state-{code}/", "names": names},
        )
    Place.objects.get_or_create(
        scheme="hcp",
        code="01",
        defaults={"kind": "region", "path": "/MAR/01/", "names": {"fr": "Région du Nord"}},
    )


def network() -> dict[str, int]:
    """List the small network and give the keys of its members by code."""
    put_places()
    put_members(by=None, drafts=DRAFTS)
    return dict(Member.objects.values_list("code", "pk"))
