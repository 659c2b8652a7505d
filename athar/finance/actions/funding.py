"""Stating who plans to pay how much of a commitment, in which year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from athar.finance.drafts import FundingDraft
from athar.finance.models import Agreement, FundingLine
from athar.finance.queries.lines import Lines, funding_line, funding_lines, sorted_lines
from athar.finance.rules import can_state_funding
from athar.finance.validators import check_funding
from athar.kernel.actor import Actor
from athar.kernel.money import from_minor, to_minor
from athar.people.queries import organisations_by_code
from athar.people.rules import require
from athar.plans.actions import hold_plan
from athar.plans.drafts import Difference, Differences
from athar.plans.models import Commitment
from athar.rows.inserting import insert_rows
from athar.trail.refusing import acting


@acting("funding.put", "plan:{plan_id}")
def put_funding(
    *,
    by: Actor | None,
    plan_id: int,
    drafts: Sequence[FundingDraft],
    complete: bool,
    emptied: Collection[str] = (),
) -> Differences:
    """State the planned funding of commitments of a plan; the caller records the event.

    Shape: differences with subject `commitment:<key>` and all its lines before and after. The
    lines of a commitment that is named replace all its earlier ones; when `complete`, commitments
    not named lose theirs; otherwise only those `emptied`.
    Errors: PermissionDenied; ValidationError (see check_funding).
    Queries: 5 to read, 2 to write, whatever the number of drafts.
    """
    require(can_state_funding(by, hold_plan(plan_id)), "finance.put_funding")
    commitments = dict(Commitment.objects.filter(plan_id=plan_id).values_list("code", "pk"))
    agreements = dict(Agreement.objects.filter(plan_id=plan_id).values_list("number", "pk"))
    bodies = organisations_by_code({one.funder_code for one in drafts if one.funder_code})
    check_funding(drafts, commitments=commitments, bodies=bodies, agreements=agreements)
    stated: dict[str, list[FundingDraft]] = defaultdict(list)
    for draft in drafts:
        stated[draft.commitment_code].append(draft)
    differences = _differences(plan_id, stated, commitments, None if complete else emptied)
    differing = {one.code for one in (*differences.added, *differences.changed, *differences.gone)}
    _replace(
        [commitments[code] for code in differing if code in commitments],
        (
            (
                commitments[draft.commitment_code],
                agreements[draft.agreement_number] if draft.agreement_number else None,
                bodies[draft.funder_code].id if draft.funder_code else None,
                draft.year,
                draft.amount,
                draft.origin,
            )
            for code in sorted(differing)
            for draft in stated[code]
        ),
    )
    return differences


def _differences(
    plan_id: int,
    stated: Mapping[str, Sequence[FundingDraft]],
    commitments: Mapping[str, int],
    emptied: Collection[str] | None,
) -> Differences:
    before = funding_lines(plan_id)
    after = {code: _lines_of_drafts(drafts) for code, drafts in stated.items()}
    gone = [code for code in before if code not in after and (emptied is None or code in emptied)]

    def difference(code: str) -> Difference:
        return Difference(
            f"commitment:{commitments[code]}",
            code,
            {"funding": before[code]} if code in before else None,
            {"funding": after[code]} if code in after else None,
        )

    return Differences(
        added=tuple(difference(code) for code in after if code not in before),
        changed=tuple(
            difference(code) for code in after if code in before and before[code] != after[code]
        ),
        gone=tuple(difference(code) for code in gone),
    )


def _lines_of_drafts(drafts: Sequence[FundingDraft]) -> Lines:
    return sorted_lines(
        funding_line(
            one.funder_code, one.year, one.agreement_number, from_minor(to_minor(one.amount))
        )
        for one in drafts
    )


def _replace(commitment_ids: Collection[int], lines: Iterable[tuple[Any, ...]]) -> None:
    if commitment_ids:
        FundingLine.objects.filter(commitment__in=commitment_ids).delete()
    columns = ("commitment", "agreement", "funder", "year", "amount", "origin")
    insert_rows(FundingLine, columns, lines)
