"""The rows of the files of a published plan, as codes and exact values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from athar.finance.enums import ExecutionKind
from athar.finance.models import (
    AgreementAmendment,
    AgreementCommitment,
    AgreementShare,
    Execution,
    FundingLine,
)
from athar.finance.queries import published_agreements
from athar.indicators.enums import Claim
from athar.kernel.text import Translated
from athar.opendata.choices import NO, YES
from athar.opendata.facts import facts
from athar.people.models import Organisation
from athar.plans.models import (
    Commitment,
    CommitmentBody,
    CommitmentPlace,
    CommitmentTheme,
    ContributionLink,
    Milestone,
    Node,
    Plan,
)
from athar.reference.models import Place, Theme
from athar.reporting.enums import ReportState
from athar.reporting.models import Report
from athar.rollups.figures import CommitmentFigures
from athar.rollups.queries import list_rows

#: The languages of the files, whatever an installation offers: their columns never change.
LANGUAGES = ("ar", "fr", "en")
Rows = Sequence[tuple[Any, ...]]


def plan_rows(plan_id: int) -> Mapping[str, Rows]:
    """Give the rows of every file of a published plan by the name of the file.

    Shape: rows in the order of the plan, then of codes; only what the public sees: commitments that
    a version holds, reports that are published, agreements that a version holds or that finance
    such a commitment. Bodies, places and themes are those that another file names. None is unknown,
    never zero.
    Errors: Plan.DoesNotExist.
    Queries: at most 21, less where a file is empty.
    """
    plan = Plan.objects.select_related("owner", "place").get(pk=plan_id)
    public = {"commitment__plan": plan_id, "commitment__first_version__isnull": False}
    agreed = _agreements(plan_id)
    found: dict[str, list[tuple[Any, ...]]] = {
        "plan": [_plan(plan)],
        "nodes": _nodes(plan_id),
        "commitments": _commitments(plan_id),
        "commitment_places": _plain(
            CommitmentPlace.objects.filter(**public).order_by(*_ORDER, "place__path"),
            *("commitment__code", "place__scheme", "place__code", "latitude", "longitude"),
        ),
        "commitment_bodies": _plain(
            CommitmentBody.objects.filter(**public).order_by(*_ORDER, "role", "organisation__code"),
            *("commitment__code", "role", "organisation__code"),
        ),
        "commitment_themes": _plain(
            CommitmentTheme.objects.filter(**public).order_by(*_ORDER, "theme__code"),
            *("commitment__code", "theme__taxonomy", "theme__version", "theme__code"),
        ),
        "contributions": _plain(
            ContributionLink.objects.filter(**public, target__removed_in_version=None).order_by(
                *_ORDER, "target__plan__code", "target__code"
            ),
            *("commitment__code", "target__plan__code", "target__code", "share"),
        ),
        "milestones": _milestones(public),
        **agreed,
        "funding": _funding(public, {number for (number, *_rest) in agreed["agreements"]}),
        "reports": _reports(public),
    }
    found["places"] = _places(found, plan.place_id)
    found["bodies"] = _bodies(found, plan.owner.code)
    found["themes"] = _themes(found)
    return found


_ORDER = ("commitment__position", "commitment_id")


def _plain(rows: Any, *names: str) -> list[tuple[Any, ...]]:
    return list(rows.values_list(*names))


def _texts(text: Translated | None) -> tuple[str | None, ...]:
    return tuple((text or Translated()).get(lang) for lang in LANGUAGES)


def _said(*, yes: bool) -> str:
    return YES if yes else NO


def _plan(plan: Plan) -> tuple[Any, ...]:
    return (
        plan.code,
        plan.kind,
        *_texts(plan.title),
        *_texts(plan.summary),
        plan.owner.code,
        plan.place.scheme if plan.place else None,
        plan.place.code if plan.place else None,
        plan.start_on,
        plan.end_on,
        plan.adopted_on,
        plan.votes_for,
        plan.votes_against,
        plan.votes_abstained,
        plan.announced_amount,
        plan.currency,
        plan.weight_rule,
        plan.reporting_months,
        plan.current_version,
        _said(yes=plan.is_sample),
    )


def _nodes(plan_id: int) -> list[tuple[Any, ...]]:
    rows = Node.objects.filter(plan=plan_id).order_by("level", "position", "code")
    return [
        (code, parent, level, position, *_texts(title))
        for code, parent, level, position, title in rows.values_list(
            "code", "parent__code", "level", "position", "title"
        )
    ]


_PROSE = ("title", "summary", "problem", "solution", "expected_results")
_CONTRACT = (
    *("first_planned_start_on", "first_planned_end_on", "first_amount"),
    *("planned_start_on", "planned_start_precision", "planned_end_on", "planned_end_precision"),
    *("approved_on", "amount", "plan__currency", "weight", "covers_whole_place"),
    "inclusion",
    *("n_sub_projects", "is_sample", "source_url", "first_version", "removed_in_version"),
)
_MARKS = frozenset({"covers_whole_place", "is_sample"})


def _commitments(plan_id: int) -> list[tuple[Any, ...]]:
    figures = {row.code: row.figures for row in list_rows(plan_id, per_page=None).rows}
    rows = Commitment.objects.filter(plan=plan_id, first_version__isnull=False)
    names = ("code", "node__code", *_PROSE, *_CONTRACT)
    return [
        (
            code,
            node,
            *(word for text in rest[: len(_PROSE)] for word in _texts(text)),
            *_contract(rest[len(_PROSE) :]),
            *_figures(figures[code]),
        )
        for code, node, *rest in rows.order_by("position", "pk").values_list(*names)
    ]


def _contract(values: Sequence[Any]) -> Iterable[Any]:
    for name, value in zip(_CONTRACT, values, strict=True):
        yield _said(yes=value) if name in _MARKS else value or None if value == "" else value


_FACTS = (
    "declared_status",
    "is_validated",
    "computed_status",
    "ratio",
    "physical_percent",
    "financial_percent",
    "planned_today_percent",
    "reported_as_of",
    "actual_start_on",
    "actual_end_on",
    "forecast_end_on",
    "slippage_first_days",
    "slippage_current_days",
    "committed",
    "paid",
)


def _figures(one: CommitmentFigures) -> tuple[Any, ...]:
    said = facts(one, _FACTS)
    return tuple({**said, "is_validated": _said(yes=one.is_validated)}.values())


def _milestones(public: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    rows = Milestone.objects.filter(**public).order_by(*_ORDER, "position", "pk")
    numbers: dict[str, int] = {}
    found = []
    for code, title, needs, *values in rows.values_list(
        *("commitment__code", "title", "requires_evidence"),
        *("first_planned_on", "planned_on", "done_on", "weight"),
    ):
        numbers[code] = numbers.get(code, 0) + 1
        found.append((code, numbers[code], *_texts(title), *values, _said(yes=needs)))
    return found


def _agreements(plan_id: int) -> dict[str, list[tuple[Any, ...]]]:
    """Give the public agreements with what belongs to them."""
    rows = published_agreements().filter(plan=plan_id).order_by("number")
    stated = {
        key: (number, on, *_texts(title))
        for key, number, on, title in rows.values_list("pk", "number", "session_on", "title")
    }
    in_force = {"agreement__in": list(stated)}
    links = AgreementCommitment.objects.filter(**in_force, commitment__first_version__isnull=False)
    shares = AgreementShare.objects.filter(**in_force)
    amendments = AgreementAmendment.objects.filter(**in_force).order_by(
        "agreement__number", "number"
    )
    return {
        "agreements": list(stated.values()),
        "agreement_commitments": _plain(
            links.order_by("agreement__number", *_ORDER), "agreement__number", "commitment__code"
        ),
        "agreement_amendments": [
            (agreement, number, on, *_texts(title))
            for agreement, number, on, title in amendments.values_list(
                "agreement__number", "number", "session_on", "title"
            )
        ],
        "agreement_shares": sorted(
            (
                (agreement, amendment, body, amount)
                for agreement, amendment, body, amount in shares.values_list(
                    *("agreement__number", "amendment__number", "organisation__code", "amount")
                )
            ),
            key=lambda row: (row[0], row[1] or 0, row[2]),
        ),
    }


def _funding(public: Mapping[str, Any], agreements: set[str]) -> list[tuple[Any, ...]]:
    rows = FundingLine.objects.filter(**public).order_by(*_ORDER, "pk")
    return [
        (code, number if number in agreements else None, funder, year, amount)
        for code, number, funder, year, amount in rows.values_list(
            "commitment__code", "agreement__number", "funder__code", "year", "amount"
        )
    ]


def _reports(public: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    stated = {
        (key, kind): amount
        for key, kind, amount in Execution.objects.filter(**public, withdrawn_at=None).values_list(
            "stated_in", "kind", "amount"
        )
    }
    rows = Report.objects.filter(**public, state=ReportState.PUBLISHED)
    names = (
        *("pk", "commitment__code", "as_of_on", "declared_status", "claim", "narrative"),
        *("author_name", "event__publication_number", "is_current"),
        *("physical", "financial", "actual_start_on", "actual_end_on", "forecast_end_on"),
    )
    published = rows.order_by(*_ORDER, "as_of_on", "pk").values_list(*names)
    return [
        (
            key,
            code,
            as_of_on,
            declared or None,
            _said(yes=claim == Claim.VALIDATED),
            *values,
            stated.get((f"report:{key}", ExecutionKind.COMMITTED.value)),
            stated.get((f"report:{key}", ExecutionKind.PAID.value)),
            *_texts(words),
            author or None,
            number,
            _said(yes=is_current),
        )
        for key, code, as_of_on, declared, claim, words, author, number, is_current, *values in (
            published
        )
    ]


def _places(found: Mapping[str, Rows], own: int | None) -> list[tuple[Any, ...]]:
    named = {(scheme, code) for _c, scheme, code, *_rest in found["commitment_places"]}
    rows = Place.objects.filter(code__in={code for _scheme, code in named}) | Place.objects.filter(
        pk=own or 0
    )
    return [
        (scheme, code, kind, *_texts(names))
        for key, scheme, code, kind, names in rows.order_by("path").values_list(
            "pk", "scheme", "code", "kind", "names"
        )
        if (scheme, code) in named or key == own
    ]


def _bodies(found: Mapping[str, Rows], owner: str) -> list[tuple[Any, ...]]:
    named = {owner}
    named |= {body for _commitment, _role, body in found["commitment_bodies"]}
    named |= {body for _agreement, _amendment, body, _amount in found["agreement_shares"]}
    named |= {body for _c, _a, body, *_rest in found["funding"] if body}
    rows = Organisation.objects.filter(code__in=named).order_by("code")
    return [
        (code, kind, *_texts(names), abbreviation or None, iati or None)
        for code, kind, names, abbreviation, iati in rows.values_list(
            "code", "kind", "names", "abbreviation", "iati_identifier"
        )
    ]


def _themes(found: Mapping[str, Rows]) -> list[tuple[Any, ...]]:
    named = {tuple(theme) for _commitment, *theme in found["commitment_themes"]}
    rows = Theme.objects.filter(code__in={theme[-1] for theme in named})
    return [
        (taxonomy, version, code, *_texts(names))
        for taxonomy, version, code, names in rows.order_by(
            "taxonomy", "version", "position", "code"
        ).values_list("taxonomy", "version", "code", "names")
        if (taxonomy, version, code) in named
    ]
