"""Bodies that published plans name, one slice after another, as machines read them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from athar.finance.models import AgreementShare, FundingLine
from athar.people.models import Organisation
from athar.people.queries import OrganisationRef, organisation_ref
from athar.plans.models import CommitmentBody
from athar.reference.slices import Key, Mark, Slice, cut, in_order

_BY_CODE = (Key("code"),)
_PUBLIC = {
    "commitment__plan__current_version__gt": 0,
    "commitment__first_version__isnull": False,
}


def body_slice(
    *, kind: str = "", after: Sequence[Mark] | None = None, limit: int
) -> Slice[OrganisationRef]:
    """Give the next bodies that published plans name, by code. Queries: 1.

    Shape: owners of plans, bodies of commitments, funders and parties of agreements; a body that
    only a draft names is not public yet.
    """
    rows = _public_bodies()
    if kind:
        rows = rows.filter(kind=kind)
    return cut(
        in_order(rows, _BY_CODE, after)[: limit + 1],
        limit,
        lambda row: (row.code,),
        lambda kept: map(organisation_ref, kept),
    )


def public_body(code: str) -> OrganisationRef | None:
    """Give a body that a published plan names, or None. Queries: 1."""
    row = _public_bodies().filter(code=code).first()
    return organisation_ref(row) if row else None


def _public_bodies() -> QuerySet[Organisation]:
    named = OuterRef("pk")
    return Organisation.objects.filter(
        Q(Exists(Organisation.objects.filter(pk=named, owned_plans__current_version__gt=0)))
        | Q(Exists(CommitmentBody.objects.filter(organisation=named, **_PUBLIC)))
        | Q(Exists(FundingLine.objects.filter(funder=named, **_PUBLIC)))
        | Q(
            Exists(
                AgreementShare.objects.filter(
                    organisation=named, agreement__plan__current_version__gt=0
                )
            )
        )
    )
