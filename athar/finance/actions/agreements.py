"""Stating the agreements that finance a plan, with the shares of their parties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from athar.finance.drafts import AgreementDraft, AmendmentDraft
from athar.finance.models import (
    Agreement,
    AgreementAmendment,
    AgreementCommitment,
    AgreementShare,
)
from athar.finance.rules import can_state_funding
from athar.finance.validators import check_agreements, stated_shares
from athar.kernel.actor import Actor
from athar.kernel.money import from_minor, to_minor
from athar.people.queries import organisations_by_code
from athar.people.rules import require
from athar.plans.actions import hold_plan
from athar.plans.drafts import Difference, Differences
from athar.plans.models import Commitment
from athar.trail.refusing import acting

Content = dict[str, Any]
Shares = Mapping[str, Decimal | None]

_NOTHING: Content = {
    "session_on": None,
    "title": {},
    "commitments": [],
    "shares": {},
    "amendments": [],
}


@acting("agreements.put", "plan:{plan_id}")
def put_agreements(
    *,
    by: Actor | None,
    plan_id: int,
    drafts: Sequence[AgreementDraft],
    complete: bool = False,
) -> Differences:
    """State agreements of a plan; the caller records the event.

    Shape: differences with subject `agreement:<key>` and code = number. Agreements not named stay,
    and so does what a draft does not state of its agreement; when `complete`, the drafts are all
    there is: agreements that no draft names are taken out, and what a draft leaves empty is empty.
    Errors: PermissionDenied; ValidationError (see check_agreements).
    Queries: 7 to read, at most 8 to write and 5 to take out, whatever the number of drafts.
    """
    require(can_state_funding(by, hold_plan(plan_id)), "finance.put_agreements")
    commitments = dict(Commitment.objects.filter(plan_id=plan_id).values_list("code", "pk"))
    bodies = organisations_by_code(_parties(drafts))
    check_agreements(drafts, commitments=commitments, bodies=bodies)
    stored = {row.number: row for row in Agreement.objects.filter(plan_id=plan_id)}
    before = _stored_contents(plan_id, stored)
    kept = {} if complete else before
    after = {draft.number: _content_after(draft, kept.get(draft.number)) for draft in drafts}
    differing = [one for one in drafts if before.get(one.number) != after[one.number]]
    rows = _put_rows(plan_id, differing, after)
    ids = {code: body.id for code, body in bodies.items()}
    _replace_links(differing, rows, commitments)
    _replace_shares(differing, rows, ids)
    gone = [row for number, row in stored.items() if complete and number not in after]
    _take_out(gone)
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
        gone=tuple(
            Difference(f"agreement:{row.pk}", row.number, before[row.number], None) for row in gone
        ),
    )


def _parties(drafts: Iterable[AgreementDraft]) -> set[str]:
    return {code for draft in drafts for shares in stated_shares(draft) for code in shares}


def _content_after(draft: AgreementDraft, before: Content | None) -> Content:
    """Give what is stored once a draft is: what it states, and the rest as it was."""
    kept = before or _NOTHING
    codes = sorted(set(draft.commitment_codes))
    return {
        "session_on": draft.session_on.isoformat() if draft.session_on else kept["session_on"],
        "title": dict(draft.title) or kept["title"],
        "commitments": codes if draft.states_commitments else kept["commitments"],
        "shares": kept["shares"] if draft.shares is None else _plain(draft.shares),
        "amendments": (
            kept["amendments"] if draft.amendments is None else _amendments(draft.amendments)
        ),
    }


def _amendments(drafts: Iterable[AmendmentDraft]) -> list[Content]:
    return [
        {
            "number": one.number,
            "session_on": one.session_on.isoformat() if one.session_on else None,
            "title": dict(one.title),
            "shares": _plain(one.shares),
        }
        for one in sorted(drafts, key=lambda one: one.number)
    ]


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
    plan_id: int, drafts: Sequence[AgreementDraft], after: Mapping[str, Content]
) -> dict[str, Agreement]:
    rows = Agreement.objects.bulk_create(
        (
            Agreement(
                plan_id=plan_id,
                number=one.number,
                session_on=after[one.number]["session_on"],
                title=after[one.number]["title"],
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
    stating = [draft for draft in drafts if draft.states_commitments]
    if stating:
        stated = [rows[draft.number] for draft in stating]
        AgreementCommitment.objects.filter(agreement__in=stated).delete()
    AgreementCommitment.objects.bulk_create(
        AgreementCommitment(agreement=rows[draft.number], commitment_id=commitments[code])
        for draft in stating
        for code in sorted(set(draft.commitment_codes))
    )


def _replace_shares(
    drafts: Sequence[AgreementDraft], rows: Mapping[str, Agreement], bodies: Mapping[str, int]
) -> None:
    first = {rows[one.number].pk: one for one in drafts if one.shares is not None}
    amended = {rows[one.number].pk: one.amendments for one in drafts if one.amendments is not None}
    if first:
        AgreementShare.objects.filter(agreement__in=first, amendment=None).delete()
    if amended:
        AgreementAmendment.objects.filter(agreement__in=amended).delete()
    amendments = AgreementAmendment.objects.bulk_create(
        AgreementAmendment(
            agreement_id=key, number=one.number, session_on=one.session_on, title=one.title
        )
        for key, ones in amended.items()
        for one in ones
    )
    keys = {(row.agreement_id, row.number): row.pk for row in amendments}
    stated: list[tuple[int, int | None, AgreementDraft | AmendmentDraft]] = [
        *((key, None, draft) for key, draft in first.items()),
        *((key, keys[key, one.number], one) for key, ones in amended.items() for one in ones),
    ]
    AgreementShare.objects.bulk_create(
        AgreementShare(
            agreement_id=agreement_id,
            amendment_id=amendment_id,
            organisation_id=bodies[code],
            amount=amount,
            origin=dict(draft.origins.get(code, {})),
        )
        for agreement_id, amendment_id, draft in stated
        for code, amount in (draft.shares or {}).items()
    )


def _take_out(gone: Sequence[Agreement]) -> None:
    if gone:
        Agreement.objects.filter(pk__in=[row.pk for row in gone]).delete()
