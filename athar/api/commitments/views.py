"""Endpoints of commitments."""

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query

from athar.api.answering import give, give_list, read, written
from athar.api.codes import Code
from athar.api.commitments.detail import CommitmentDetail, detail_of
from athar.api.commitments.records import (
    CommitmentChoice,
    CommitmentItem,
    Marked,
    item_of,
    marked,
)
from athar.api.endpoints import offer
from athar.api.moments import AskedAsOf, past, whole
from athar.evaluation.queries import assessments_on
from athar.finance.queries import MoneyThen, money_of, money_then
from athar.kernel import clock
from athar.opendata.proofs import photos_in
from athar.reference.slices import Mark, Slice
from athar.reporting.queries import obstacles_of, timeline_of
from athar.rollups.queries import (
    Past,
    Sought,
    commitment_as_of,
    commitment_order,
    commitment_slice,
    commitment_with_figures,
    commitments_as_of,
    results_on,
)

_FILTERS = ("plan", "q", "node", "place", "status", "declared", "lead", "funder", "theme", "year")


@offer(
    "commitments",
    name="list_commitments",
    gives=CommitmentItem,
    summary="Commitments",
    tag="Commitments",
    examples=(
        "commitments?plan=PDR-TTA-2022-2027&place=01.151&status=on_track&limit=1",
        "commitments?sort=-amount&fields=code,title,amount,currency&lang=fr&limit=3",
        "commitments?lead=none&limit=2",
    ),
)
def list_commitments(request: HttpRequest, asked: Query[CommitmentChoice]) -> HttpResponse:
    """Commitments of every published plan with their figures, filtered as the pages filter.

    What an amendment took out of a plan stays listed. The figures are those of the page, of
    its `.json` and of the CSV of the list.
    """
    reading = read(request, asked, CommitmentItem)
    sort, descending = asked.order
    order = commitment_order(sort, descending=descending)
    sought = Sought(**{name: getattr(asked, name) for name in _FILTERS})
    then = past(asked.plan, asked.as_of) if asked.as_of else None

    def take(limit: int, after: tuple[Mark, ...] | None) -> Slice[Marked]:
        if not asked.as_of:
            part = commitment_slice(sought, order=order, after=after, limit=limit)
            return Slice(marked(part, None), part.end)
        found = commitments_as_of(then, sought, sort=sort, descending=descending) if then else ()
        first = int(str(after[0])) if after else 0
        last = first + limit
        listed = marked(found[first:last], then.as_of if then else None)
        return Slice(listed, (last,) if last < len(found) else None)

    purpose = f"commitments {asked.sort} {asked.as_of}".strip()
    return give_list(reading, purpose, take, lambda one: written(reading, item_of, one))


@offer(
    "commitments/{plan}/{code}",
    name="get_commitment",
    gives=CommitmentDetail,
    summary="One commitment",
    tag="Commitments",
    examples=("commitments/PDR-TTA-2022-2027/PDR-A3-P22-04",),
)
def get_commitment(
    request: HttpRequest, plan: Code, code: Code, asked: Query[AskedAsOf]
) -> HttpResponse:
    """Everything that is public of a commitment: contract, figures, money, reports, evidence."""
    reading = read(request, asked, CommitmentDetail)
    if asked.as_of:
        return give(reading, _detail_then(past(plan, asked.as_of, code), code, reading.origin))
    found = commitment_with_figures(plan, code)
    if found is None:
        raise Http404
    commitment, figures = found
    money, timeline = money_of(commitment.id), timeline_of(commitment.id)
    results = results_on([f"commitment:{commitment.id}"])
    return give(
        reading,
        detail_of(
            commitment, figures, money, timeline, reading.origin,
            results=results, photos=photos_in(timeline),
            obstacles=obstacles_of(commitment.id), today=clock.today(),
            assessments=assessments_on(commitment.id),
        ),
    )  # fmt: skip


def _detail_then(then: Past | None, code: str, origin: str) -> CommitmentDetail:
    found = commitment_as_of(then, code) if then else None
    if found is None or then is None:
        raise Http404
    one, figures = found
    asked = MoneyThen(one.plan.id, then.then.version, one.id, one.code, then.reports.keys)
    money, timeline = money_then(asked), timeline_of(one.id, then.as_of)
    results = whole(results_on([f"commitment:{one.id}"], as_of=then.as_of))
    photos = photos_in(timeline)
    return detail_of(
        one, figures, money, timeline, origin, results=results, photos=photos,
        obstacles=obstacles_of(one.id, then.as_of), today=then.as_of.day,
        assessments=assessments_on(one.id, then.as_of),
    )  # fmt: skip
