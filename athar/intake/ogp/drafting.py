"""Action plans as drafts of the domain, from the rows of OGP's table and what is stored already."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from athar.evaluation.drafts import AssessmentDraft
from athar.evaluation.schemes import schemes
from athar.intake.enums import ProblemCode
from athar.intake.ogp.columns import SCHEME
from athar.intake.ogp.plans import ActionPlan, bodies_named, title_of_plan, written_in
from athar.intake.ogp.rows import Row, Said, day_of_year
from athar.intake.reports.problems import Problems
from athar.kernel.periods import DatedOn
from athar.kernel.text import Translated
from athar.people.drafts import OrganisationDraft
from athar.people.enums import OrganisationKind
from athar.plans.drafts import CommitmentDraft, PlanDraft
from athar.plans.enums import BodyRole, DatePrecision, PlanKind, WeightRuleChoice
from athar.plans.queries import PlanCard, all_plans, codes_of_plans
from athar.reference.enums import PlaceKind, Taxonomy
from athar.reference.queries import PlaceIndex, PlaceRef, themes

ACTION_PLANS = (PlanKind.NATIONAL_ACTION_PLAN, PlanKind.LOCAL_ACTION_PLAN)
_COUNTRY = (PlaceKind.COUNTRY, PlaceKind.TERRITORY)
_LONGEST_CODE = 31


@dataclass(frozen=True)
class Known:
    """What rows are compared with, read once for a whole table."""

    places: PlaceIndex
    areas: Mapping[str, int]
    values: Mapping[str, int]
    plans: Mapping[str, PlanCard]
    codes: Mapping[str, frozenset[str]]

    @classmethod
    def read(cls) -> Known:
        """Read what is stored. Queries: 6."""
        plans = {one.code: one for one in all_plans() if one.kind in ACTION_PLANS}
        return cls(
            places=PlaceIndex.load(),
            areas={one.code: one.id for one in themes(Taxonomy.OGP_POLICY_AREA)},
            values={one.code: one.id for one in themes(Taxonomy.OGP_VALUE)},
            plans=plans,
            codes=codes_of_plans([one.id for one in plans.values()]),
        )

    @cached_property
    def plan_of_commitment(self) -> Mapping[str, str]:
        """Give the code of the plan of each commitment that is stored."""
        return {code: plan for plan, codes in self.codes.items() for code in codes}

    @cached_property
    def by_period(self) -> Mapping[tuple[str, int, int], str]:
        """Give the plans by the body that owns them and their first and last year."""
        found: defaultdict[tuple[str, int, int], list[str]] = defaultdict(list)
        for one in self.plans.values():
            found[one.owner.code, one.start_on.year, one.end_on.year].append(one.code)
        return {key: codes[0] for key, codes in found.items() if len(codes) == 1}


@dataclass
class Drafting:
    """Turns the rows of a table into action plans; what is unknown here is noted once."""

    known: Known
    problems: Problems
    origin: str
    _members: dict[str, OrganisationDraft] = field(default_factory=dict)
    _noted: set[str] = field(default_factory=set)

    def plan(self, code: str, rows: Sequence[Row]) -> ActionPlan:
        """Give a plan: the stored one that has its commitments or its years, else a new one."""
        first = rows[0]
        stored = self._stored(code, rows)
        member = self._member(first, stored)
        draft = self._identity(stored.code if stored else code, first, member)
        bodies = {member.code: member}
        bodies[assessor().code] = assessor()
        codes = self.known.codes.get(draft.code, frozenset())
        commitments, assessments = [], []
        for row in rows:
            own = own_code(row, draft.code, codes)
            commitments.append(self._commitment(row, own, member, bodies))
            assessments += [self._assessment(row, own, one) for one in row.said]
        return ActionPlan(
            draft=draft,
            bodies=tuple(bodies.values()),
            commitments=tuple(commitments),
            assessments=tuple(assessments),
        )

    def _stored(self, code: str, rows: Sequence[Row]) -> PlanCard | None:
        known, first = self.known, rows[0]
        named = code if code in known.plans else None
        if named is None:
            having = {known.plan_of_commitment.get(row.id) for row in rows} - {None}
            named = having.pop() if len(having) == 1 else None
        if named is None:
            named = known.by_period.get((self._code_of(first), *first.years))
        return known.plans.get(named or "")

    @staticmethod
    def _code_of(row: Row) -> str:
        return (row.member_code or "-".join(row.member.upper().split()))[:_LONGEST_CODE]

    def _member(self, row: Row, stored: PlanCard | None) -> OrganisationDraft:
        """Give the body of the member, placed in its country; a stored plan keeps its owner."""
        if stored is not None:
            names, place = stored.owner.names, stored.place_id
            self._members[self._code_of(row)] = OrganisationDraft(
                code=stored.owner.code, names=names, place_id=place
            )
        code = self._code_of(row)
        if code not in self._members:
            place_ref = self._place(row)
            is_whole = row.is_national and place_ref is not None
            self._members[code] = OrganisationDraft(
                code=code,
                names=place_ref.names if is_whole and place_ref else Translated(en=row.member),
                kind=OrganisationKind.OTHER if row.is_national else OrganisationKind.LOCAL,
                place_id=place_ref.id if place_ref else None,
            )
        return self._members[code]

    def _place(self, row: Row) -> PlaceRef | None:
        """Give the country of a member, or the part of it that a local member is."""
        part, _comma, of = row.member.rpartition(",")
        names = (row.member,) if row.is_national else (of or row.member,)
        countries = (
            (*self.known.places.find(row.member_code, kinds=_COUNTRY),) if row.is_national else ()
        )
        for name in names:
            countries = countries or self.known.places.find(name, kinds=_COUNTRY)
        if not countries:
            if row.member not in self._noted:
                self._noted.add(row.member)
                self.problems.add(ProblemCode.MEMBER_UNPLACED, row=row.row, value=row.member)
            return None
        parts = self.known.places.find(part, within=countries[0]) if part else ()
        return parts[0] if len(parts) == 1 else countries[0]

    def _identity(self, code: str, row: Row, member: OrganisationDraft) -> PlanDraft:
        kind = PlanKind.NATIONAL_ACTION_PLAN if row.is_national else PlanKind.LOCAL_ACTION_PLAN
        first, last = row.years
        return PlanDraft(
            code=code,
            kind=kind,
            title=title_of_plan(kind, row.years, member.names),
            owner_code=member.code,
            place_id=member.place_id,
            start_on=dt.date(first, 1, 1),
            end_on=dt.date(last, 12, 31),
            weight_rule=WeightRuleChoice.EQUAL,
            default_language="en",
        )

    def _commitment(
        self, row: Row, code: str, member: OrganisationDraft, bodies: dict[str, OrganisationDraft]
    ) -> CommitmentDraft:
        leads = list(bodies_named(row.lead, member, written_in(row.lead)))
        for body in leads:
            bodies.setdefault(body.code, body)
        return CommitmentDraft(
            code=code,
            title=_text(row.title),
            summary=_text(row.summary),
            solution=_text(row.text) if row.text not in {"", row.title} else None,
            position=row.number or row.row,
            **_dates("planned_start", row.start),
            **_dates("planned_end", row.end),
            place_ids=(member.place_id,) if member.place_id else (),
            covers_whole_place=member.place_id is not None,
            theme_ids=self._themes(row),
            bodies=tuple((BodyRole.LEAD, body.code) for body in leads),
            source_url=row.url[:1000] if row.url.startswith("http") else "",
            origin={"name": self.origin, "row": row.row, "record": dict(row.record)},
        )

    def _themes(self, row: Row) -> tuple[int, ...]:
        found = {self.known.areas.get(code) for code in row.areas}
        found |= {self.known.values.get(code) for code in row.values}
        return tuple(sorted(one for one in found if one is not None))

    def _assessment(self, row: Row, code: str, said: Said) -> AssessmentDraft:
        return AssessmentDraft(
            commitment_code=code,
            scheme=SCHEME,
            criterion=said.coding.criterion.code,
            version=said.coding.criterion.version,
            stage=said.coding.stage,
            assessor_code=assessor().code,
            value=said.step.code if said.step else "",
            no_word=said.no_word,
            assessed_on=day_of_year(said.year),
            assessed_precision=DatePrecision.YEAR if said.year else DatePrecision.DAY,
            source_url=row.url[:1000] if row.url.startswith("http") else "",
            origin={
                "name": self.origin,
                "row": row.row,
                "column": said.column,
                "written": said.written,
            },
        )


def own_code(row: Row, plan_code: str, codes: frozenset[str]) -> str:
    """Give the code of a commitment in its plan: that of OGP, or the stored one of its number."""
    numbered = f"{plan_code}-{row.number:02}" if row.number is not None else ""
    return numbered if row.id not in codes and numbered in codes else row.id


def assessor() -> OrganisationDraft:
    """Give the body that judges by the scheme of the table."""
    said = schemes()[SCHEME].assessor
    assert said is not None
    return OrganisationDraft(
        code=said["code"],
        names=Translated(said["names"]),
        abbreviation=said["abbreviation"],
        kind=OrganisationKind.INTERNATIONAL,
    )


def _text(text: str) -> Translated:
    return Translated({written_in(text): text}) if text else Translated()


def _dates(name: str, dated: DatedOn | None) -> dict[str, Any]:
    if dated is None:
        return {}
    return {f"{name}_on": dated.on, f"{name}_precision": DatePrecision(dated.precision)}
