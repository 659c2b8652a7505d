"""Stating the agreements that finance a plan, with the shares of their parties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from athar.finance.drafts import AgreementDraft
from athar.finance.models import (
    Agreement,
    AgreementAmendment,
    AgreementCommitment,
    AgreementShare,
)
from athar.finance.rules import can_state_funding
from athar.finance.validators import check_agreements
from athar.kernel.actor import Actor
from athar.kernel.money import from_minor, to_minor
from athar.people.queries import organisations_by_code
from athar.people.rules import require
from athar.plans.drafts import Difference, Differences
from athar.plans.models import Commitment
from athar.plans.queries import scopes_of_plan

Content = dict[str, Any]
Shares = Mapping[str, Decimal | None]


@transaction.atomic
def put_agreements(
    *, by: Actor | None, plan_id: int, drafts: Sequence[AgreementDraft]
) -> Differences:
    """State agreements of a plan; the caller records the event.

    Shape: differences with subject `agreement:<key>` and code = number. Agreements not named stay.
    Errors: PermissionDenied; ValidationError (see check_agreements).
    Queries: 7 to read, at most 8 to write, whatever the number of drafts.
    """
    require(can_state_funding(by, scopes_of_plan(plan_id)), "finance.put_agreements")
    commitments = dict(Commitment.objects.filter(plan_id=plan_id).values_list("code", "pk"))
    bodies = organisations_by_code(_parties(drafts))
    check_agreements(drafts, commitments=commitments, bodies=bodies)
    stored = {row.number: row for row in Agreement.objects.filter(plan_id=plan_id)}
    before = _stored_contents(plan_id, stored)
    after = {draft.number: _content_of_draft(draft) for draft in drafts}
    differing = [one for one in drafts if before.get(one.number) != after[one.number]]
    rows = _put_rows(plan_id, differing, stored)
    ids = {code: body.id for code, body in bodies.items()}
    _replace_links(differing, rows, commitments)
    _replace_shares(differing, rows, ids)
    return Differences(
        added=tuple(
            Difference(f"agreement:{rows[one.number].pk}", one.number, None, after[one.number])
            for one in differing
            if one.number not in before
        ),
        changed=tuple(
            Difference(
                f"agreement:{rows[one.number].pk}",
                one.number,
                before[one.number],
                after[one.number],
            )
            for one in differing
            if one.number in before
        ),
    )


def _parties(drafts: Iterable[AgreementDraft]) -> set[str]:
    stated = [
        shares
        for draft in drafts
        for shares in (draft.shares, *(amendment.shares for amendment in draft.amendments))
    ]
    return {code for shares in stated for code in shares}


def _content_of_draft(draft: AgreementDraft) -> Content:
    return {
        "session_on": draft.session_on.isoformat() if draft.session_on else None,
        "title": dict(draft.title),
        "commitments": sorted(set(draft.commitment_codes)),
        "shares": _plain(draft.shares),
        "amendments": [
            {
                "number": one.number,
                "session_on": one.session_on.isoformat() if one.session_on else None,
                "title": dict(one.title),
                "shares": _plain(one.shares),
            }
            for one in sorted(draft.amendments, key=lambda one: one.number)
        ],
    }


def _plain(shares: Shares) -> dict[str, str | None]:
    return {
        code: None if amount is None else str(from_minor(to_minor(amount)))
        for code, amount in shares.items()
    }


def _stored_contents(plan_id: int, stored: Mapping[str, Agreement]) -> dict[str, Content]:
    links: dict[int, list[str]] = defaultdict(list)
    for agreement_id, code in AgreementCommitment.objects.filter(
        agreement__plan=plan_id
    ).values_list("agreement_id", "commitment__code"):
        links[agreement_id].append(code)
    shares: dict[tuple[int, int | None], dict[str, Decimal | None]] = defaultdict(dict)
    for agreement_id, amendment_id, code, amount in AgreementShare.objects.filter(
        agreement__plan=plan_id
    ).values_list("agreement_id", "amendment_id", "organisation__code", "amount"):
        shares[agreement_id, amendment_id][code] = amount
    amendments: dict[int, list[Content]] = defaultdict(list)
    for row in AgreementAmendment.objects.filter(agreement__plan=plan_id).order_by("number"):
        amendments[row.agreement_id].append(
            {
                "number": row.number,
                "session_on": row.session_on.isoformat() if row.session_on else None,
                "title": dict(row.title),
                "shares": _plain(shares[row.agreement_id, row.pk]),
            }
        )
    return {
        number: {
            "session_on": row.session_on.isoformat() if row.session_on else None,
            "title": dict(row.title),
            "commitments": sorted(links[row.pk]),
            "shares": _plain(shares[row.pk, None]),
            "amendments": amendments[row.pk],
        }
        for number, row in stored.items()
    }


def _put_rows(
    plan_id: int, drafts: Sequence[AgreementDraft], stored: Mapping[str, Agreement]
) -> dict[str, Agreement]:
    rows = Agreement.objects.bulk_create(
        (
            Agreement(
                plan_id=plan_id, number=one.number, session_on=one.session_on, title=one.title
            )
            for one in drafts
        ),
        update_conflicts=True,
        unique_fields=["plan", "number"],
        update_fields=["session_on", "title"],
    )
    return {row.number: row for row in rows}


def _replace_links(
    drafts: Sequence[AgreementDraft],
    rows: Mapping[str, Agreement],
    commitments: Mapping[str, int],
) -> None:
    if drafts:
        AgreementCommitment.objects.filter(agreement__in=rows.values()).delete()
    AgreementCommitment.objects.bulk_create(
        AgreementCommitment(agreement=rows[draft.number], commitment_id=commitments[code])
        for draft in drafts
        for code in sorted(set(draft.commitment_codes))
    )


def _replace_shares(
    drafts: Sequence[AgreementDraft], rows: Mapping[str, Agreement], bodies: Mapping[str, int]
) -> None:
    if drafts:
        AgreementShare.objects.filter(agreement__in=rows.values()).delete()
        AgreementAmendment.objects.filter(agreement__in=rows.values()).delete()
    amendments = AgreementAmendment.objects.bulk_create(
        AgreementAmendment(
            agreement=rows[draft.number],
            number=one.number,
            session_on=one.session_on,
            title=one.title,
        )
        for draft in drafts
        for one in draft.amendments
    )
    keys = {(row.agreement_id, row.number): row.pk for row in amendments}
    stated: list[tuple[int, int | None, Shares]] = [
        (rows[draft.number].pk, None, draft.shares) for draft in drafts
    ]
    stated += [
        (rows[draft.number].pk, keys[rows[draft.number].pk, one.number], one.shares)
        for draft in drafts
        for one in draft.amendments
    ]
    AgreementShare.objects.bulk_create(
        AgreementShare(
            agreement_id=agreement_id,
            amendment_id=amendment_id,
            organisation_id=bodies[code],
            amount=amount,
        )
        for agreement_id, amendment_id, shares in stated
        for code, amount in shares.items()
    )
