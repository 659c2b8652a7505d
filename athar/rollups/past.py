"""The figures of a plan as of a publication: the same facts, the same ledger, nothing stored."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Q

from athar.finance.models import Execution
from athar.finance.queries import last_funding
from athar.kernel.money import to_minor
from athar.people.models import Organisation
from athar.plans.models import CommitmentPlace, CommitmentTheme, Node, Plan
from athar.plans.queries import (
    CommitmentThen,
    NodeView,
    PlanThen,
    PlanView,
    node_view,
    plan_then,
    plan_view,
    themes_named,
)
from athar.reference.models import Place
from athar.reporting.past import ReportsThen, reports_as_of
from athar.rollups.contributions import Facts, Subject
from athar.rollups.enums import SubjectKind
from athar.rollups.facts import (
    LEADING,
    Surroundings,
    counted_places,
    facts_of,
    line_of_theme,
    running_totals,
)
from athar.rollups.ledger import Tally, parts_of_groups, row_of_commitment, row_of_group
from athar.rollups.models import Progress
from athar.trail.moments import AsOf


@dataclass(frozen=True)
class Past:
    """A plan at a publication: how it was stated, what was reported, and where it took place.

    Shape: `place_ids` are the places each commitment named, in the order in which they are shown.
    """

    as_of: AsOf
    then: PlanThen
    reports: ReportsThen
    place_ids: Mapping[int, tuple[int, ...]]
    facts: Mapping[int, Facts]

    @property
    def plan(self) -> Plan:
        return self.then.plan

    @cached_property
    def view(self) -> PlanView:
        """Give the plan as its page showed it."""
        return plan_view(self.then.plan)

    @property
    def node_views(self) -> tuple[NodeView, ...]:
        """Give the groupings as pages name them."""
        return tuple(map(node_view, self.nodes))

    @property
    def day(self) -> dt.date:
        """Give the day for which what depends on the day is computed."""
        return self.as_of.day

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Give the groupings in the order in which a plan's page shows them."""
        in_order = sorted(
            self.then.nodes.values(), key=lambda one: (one.level, one.position, one.pk)
        )
        return tuple(in_order)

    def commitment(self, code: str) -> CommitmentThen | None:
        """Give a commitment by its code, None when it was not public then."""
        return next((one for one in self.then.commitments if one.row.code == code), None)

    @cached_property
    def own_rows(self) -> tuple[Progress, ...]:
        """Give the rows of the commitments in the plan's order."""
        return tuple(row_of_commitment(self.facts[one.row.pk]) for one in self.then.commitments)

    @cached_property
    def _parts(self) -> Mapping[Subject, list[Tally]]:
        return parts_of_groups(self.own_rows)

    def group_rows(self, kinds: Collection[str]) -> dict[Subject, Progress]:
        """Give the rows of the groups of some kinds."""
        return {
            subject: row_of_group(self.plan.pk, subject, Tally.total(parts))
            for subject, parts in self._parts.items()
            if subject.kind in kinds
        }

    def subjects(self, kind: SubjectKind) -> frozenset[int]:
        """Give the keys of the groups of a kind."""
        return frozenset(subject.id for subject in self._parts if subject.kind == kind)


def past_of(plan_code: str, as_of: AsOf, *, code: str | None = None) -> Past | None:
    """Give a plan as of a publication, with all its commitments or with the one named.

    Shape: None when the plan was not public then.
    Queries: 14 at most, 16 when the plan had another owner and place.
    """
    then = plan_then(plan_code, as_of, code)
    if then is None:
        return None
    only = None if code is None else [one.row.pk for one in then.commitments]
    reports = reports_as_of(then.plan.pk, as_of, only)
    places = _Places.read(then)
    around = Surroundings(
        node_parents={one.pk: one.parent_id for one in then.nodes.values()},
        place_ids=counted_places(then.plan, [one.row for one in then.commitments], places.paths),
        leads=_leads(then),
        funding=_funding(then, only),
        themes=_themes(then),
        reports=reports.newest,
        totals=_totals(then, reports, only),
    )
    facts = {one.row.pk: facts_of(then.plan, one.row, around) for one in then.commitments}
    return Past(as_of, then, reports, places.shown, facts)


@dataclass(frozen=True, slots=True)
class _Places:
    """The places that commitments named: their paths, and their keys as they are shown."""

    paths: Mapping[int, list[str]]
    shown: Mapping[int, tuple[int, ...]]

    @classmethod
    def read(cls, then: PlanThen) -> _Places:
        """Read the places named; those still named stand in the order of today. Queries: 2."""
        named = {key for one in then.commitments for key in one.content["places"]}
        wanted = Q(code__in={key.partition(":")[2] for key in named})
        rows = Place.objects.filter(wanted).values_list("scheme", "code", "pk", "path")
        known = {f"{scheme}:{code}": (pk, path) for scheme, code, pk, path in rows}
        links = CommitmentPlace.objects.filter(commitment__plan=then.plan)
        order = {
            (commitment, place): pk
            for commitment, place, pk in links.values_list("commitment_id", "place_id", "pk")
        }
        last = max(order.values(), default=0) + 1

        def shown(one: CommitmentThen) -> tuple[int, ...]:
            keys = (known[key][0] for key in one.content["places"])
            return tuple(sorted(keys, key=lambda key: (order.get((one.row.pk, key), last), key)))

        return cls(
            paths={
                one.row.pk: [known[key][1] for key in one.content["places"]]
                for one in then.commitments
            },
            shown={one.row.pk: shown(one) for one in then.commitments},
        )


def _leads(then: PlanThen) -> dict[int, set[int]]:
    """Give the bodies that led each commitment. Queries: 1."""
    codes = {
        one.row.pk: {code for role, code in one.content["bodies"] if role in LEADING}
        for one in then.commitments
    }
    keys = _keys_of_bodies(set[str]().union(*codes.values()))
    return {key: {keys[code] for code in found} for key, found in codes.items()}


def _funding(then: PlanThen, commitment_ids: Collection[int] | None) -> dict[int, dict[int, int]]:
    """Give what each funder paid of each commitment, in hundredths. Queries: 2."""
    frozen = last_funding(then.plan.pk, then.version, commitment_ids)
    codes = {line["funder"] for lines in frozen.values() for line in lines if line["funder"]}
    keys = _keys_of_bodies(codes)
    shares: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for commitment_id, lines in frozen.items():
        for line in (one for one in lines if one["funder"]):
            key = keys[line["funder"]]
            earlier = shares[commitment_id].get(key, 0)
            shares[commitment_id][key] = earlier + to_minor(Decimal(line["amount"]))
    return shares


def _keys_of_bodies(codes: Iterable[str]) -> dict[str, int]:
    return dict(Organisation.objects.filter(code__in=set(codes)).values_list("code", "pk"))


def _themes(then: PlanThen) -> dict[int, set[int]]:
    """Give the themes of each commitment with those above them. Queries: 2, 0 without themes.

    Contracts name a theme without the version of its taxonomy: the one the plan names today is
    meant, else the newest.
    """
    named = {key for one in then.commitments for key in one.content["themes"]}
    if not named:
        return {}
    linked = frozenset(
        CommitmentTheme.objects.filter(commitment__plan=then.plan).values_list(
            "theme_id", flat=True
        )
    )
    rows = sorted(themes_named(named), key=lambda theme: theme.pk in linked)
    lines = {f"{one.taxonomy}:{one.code}": line_of_theme(one) for one in rows}
    return {
        one.row.pk: {key for name in one.content["themes"] for key in lines[name]}
        for one in then.commitments
    }


def _totals(
    then: PlanThen, reports: ReportsThen, commitment_ids: Collection[int] | None
) -> dict[tuple[int, str], Decimal]:
    """Give the running totals that reports public then had stated. Queries: 1."""
    rows = Execution.objects.filter(commitment__plan=then.plan)
    if commitment_ids is not None:
        rows = rows.filter(commitment__in=commitment_ids)
    found = rows.order_by("on", "pk").values_list(
        "commitment_id", "kind", "amount", "is_cumulative", "stated_in"
    )
    return running_totals(row[:4] for row in found if row[4] in reports.keys)
