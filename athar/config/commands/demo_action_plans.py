"""The action plans of the network's members, as the files of the demonstration state them."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from athar.kernel.periods import DatedOn, Edge, parse_date
from athar.kernel.text import Translated

if TYPE_CHECKING:
    from athar.evaluation.drafts import AssessmentDraft
    from athar.evaluation.enums import Stage
    from athar.evaluation.schemes import Criterion
    from athar.intake.ogp.plans import ActionPlan
    from athar.people.drafts import OrganisationDraft
    from athar.plans.drafts import CommitmentDraft, MilestoneDraft, PlanDraft

DATA = Path(__file__).resolve().parent.parent / "demo" / "network"
PLANS, LOCAL = DATA / "action-plans.json", DATA / "local-commitments-ar.csv"

_LOCAL_BODIES: Mapping[str, tuple[str, str]] = {
    "MA-TTA": ("REG", "hcp:01"),
    "MA-BMK": ("MA-BMK", "hcp:05"),
    "MA-TET": ("MA-TET", "hcp:01.571.01.11"),
    "MA-LSH": ("MA-LSH", "hcp:11"),
    "MA-ORI": ("MA-ORI", "hcp:02"),
}
"""Of local plans, by the beginning of their codes: the code and place of the body that owns them.

The region of Tangier is the body that the regional demonstration knows by the same code.
"""
_LAST_OPENED = 2020
"""The last year of plans whose early results were judged by whether they opened government."""
_COUNCILS = {
    *("Regional council", "Regional Council", "Regional Council TTA"),
    "Oriental Regional Council",
}
"""How the source names the body that owns the plan."""

Told = Mapping[str, Any]


def action_plans() -> list[ActionPlan]:
    """Read the plans with their commitments, those of the Arabic list among them."""
    from athar.intake.ogp.drafting import assessor
    from athar.intake.ogp.plans import ActionPlan

    told, arabic = told_plans(), _in_arabic()
    commitments: defaultdict[str, list[Told]] = defaultdict(list)
    for one in told["commitments"]:
        commitments[one["plan_id"]].append(one)
    plans = []
    for one in told["plans"]:
        owner = _owner(one)
        named = {owner.code: owner}
        drafts = list(_drafts(one, commitments[one["plan_id"]], owner, named))
        assessments = _assessments(one, zip(drafts, commitments[one["plan_id"]], strict=True))
        plans.append(
            ActionPlan(
                draft=_plan(one, owner),
                bodies=(*named.values(), assessor()),
                commitments=tuple(_completed(drafts, arabic[one["plan_id"]], owner)),
                assessments=tuple(assessments),
            )
        )
    return plans


def told_plans() -> Told:
    told: Told = json.loads(PLANS.read_text("utf-8"))
    return told


def _in_arabic() -> defaultdict[str, list[Told]]:
    rows: defaultdict[str, list[Told]] = defaultdict(list)
    with LOCAL.open(encoding="utf-8", newline="") as table:
        for number, row in enumerate(csv.DictReader(table), start=2):
            rows[row["plan"]].append({**row, "row": number})
    return rows


def _owner(told: Told) -> OrganisationDraft:
    """Give the body that owns a plan: the member, placed in its country, region or commune."""
    from athar.people.drafts import OrganisationDraft
    from athar.people.enums import OrganisationKind
    from athar.reference.queries import place_by_code

    local = _LOCAL_BODIES.get(told["plan_id"].rpartition("-")[0])
    code, place_name = local or (told["iso3"], f"iso3166:{told['iso3']}")
    place = place_by_code(*place_name.split(":", 1))
    assert place is not None  # the places of reference are loaded first
    kinds = {
        "national": (OrganisationKind.OTHER, {"ar": "%s", "fr": "%s", "en": "%s"}),
        "regional": (
            OrganisationKind.REGION,
            {"ar": "جهة %s", "fr": "Région %s", "en": "%s Region"},
        ),
        "communal": (
            OrganisationKind.LOCAL,
            {"ar": "جماعة %s", "fr": "Commune de %s", "en": "Commune of %s"},
        ),
    }
    kind, words = kinds[told["level"]]
    names = {lang: words[lang] % name for lang, name in place.names.items() if lang in words}
    return OrganisationDraft(code=code, names=Translated(names), kind=kind, place_id=place.id)


def _plan(told: Told, owner: OrganisationDraft) -> PlanDraft:
    from athar.intake.ogp.plans import title_of_plan
    from athar.plans.drafts import PlanDraft
    from athar.plans.enums import PlanKind, WeightRuleChoice
    from athar.reference.queries import place_ref

    is_national = told["level"] == "national"
    kind = PlanKind.NATIONAL_ACTION_PLAN if is_national else PlanKind.LOCAL_ACTION_PLAN
    start, end = _on(told["start"], Edge.START).on, _on(told["end"], Edge.END).on
    place = place_ref(owner.place_id or 0)
    assert place is not None
    return PlanDraft(
        code=told["plan_id"],
        kind=kind,
        title=title_of_plan(kind, (start.year, end.year), place.names),
        owner_code=owner.code,
        place_id=place.id,
        start_on=start,
        end_on=end,
        weight_rule=WeightRuleChoice.EQUAL,
        default_language="en",
        sources=(told["source"],),
    )


def _drafts(
    plan: Told, told: Iterable[Told], owner: OrganisationDraft, named: dict[str, OrganisationDraft]
) -> Iterator[CommitmentDraft]:
    """Give the commitments of a plan; the bodies they name join `named`."""
    from athar.plans.drafts import CommitmentDraft
    from athar.plans.enums import BodyRole

    for n, one in enumerate(told, start=1):
        bodies = [(BodyRole.LEAD, one.get("lead") or "")]
        bodies += [(BodyRole.SUPPORT, name) for name in one.get("support", ())]
        yield CommitmentDraft(
            code=one["commitment_id"] or f"{plan['plan_id']}-{one.get('number', n):02}",
            title=Translated(en=one["title"]),
            summary=Translated(en=one.get("summary")),
            position=n,
            **_dates(one),
            **_everywhere(owner),
            theme_ids=_themes(one),
            bodies=tuple(
                (role, code) for role, text in bodies for code in _bodies(text, owner, named)
            ),
            source_url=one["source"],
            origin={"name": PLANS.name, "record": {key: one[key] for key in one if key != "title"}},
            milestones=tuple(map(_milestone, one["milestones"])) if "milestones" in one else None,
        )


def _assessments(
    plan: Told, told: Iterable[tuple[CommitmentDraft, Told]]
) -> Iterator[AssessmentDraft]:
    """Give the words of the IRM that were seen; a word that is on no scale here stays as it was."""
    from athar.evaluation.drafts import AssessmentDraft
    from athar.evaluation.enums import NoWord
    from athar.intake.ogp.drafting import assessor

    for draft, one in told:
        for name, word in one.get("irm", {}).items():
            scale, stage = _scale(name, int(plan["start"][:4]))
            step = scale.find(word) if scale and word else None
            no_word = NoWord.NO_DATA if word == "No IRM data" else None
            if scale and (step or no_word):
                yield AssessmentDraft(
                    commitment_code=draft.code,
                    scheme=scale.scheme,
                    criterion=scale.code,
                    version=scale.version,
                    stage=stage,
                    assessor_code=assessor().code,
                    value=step.code if step else "",
                    no_word=no_word,
                    source_url=one["source"],
                    origin={"name": PLANS.name, "written": word},
                )


def _scale(name: str, year: int) -> tuple[Criterion | None, Stage]:
    """Give the criterion of a word by the scale of its time, and the stage at which it is given."""
    from athar.evaluation.enums import Stage
    from athar.evaluation.schemes import criterion

    code = {"open_gov_lens": "open_government_lens"}.get(name, name)
    version = "2014" if code == "early_results" and year <= _LAST_OPENED else ""
    is_late = code in {"completion", "early_results"}
    return criterion("irm", code, version), Stage.END if is_late else Stage.PLAN


def _completed(
    drafts: list[CommitmentDraft], arabic: Iterable[Told], owner: OrganisationDraft
) -> Iterator[CommitmentDraft]:
    """Give commitments with their Arabic titles, and after them those that only the list has."""
    from dataclasses import replace

    from athar.plans.drafts import CommitmentDraft
    from athar.plans.enums import BodyRole

    by_code = {one["commitment"]: one for one in arabic}
    for draft in drafts:
        told = by_code.pop(draft.code, None)
        yield (
            draft
            if told is None
            else replace(
                draft,
                title=Translated({**draft.title, "ar": told["Titles"]}),
                theme_ids=tuple(sorted({*draft.theme_ids, *_listed_areas(told)})),
            )
        )
    for n, (code, told) in enumerate(by_code.items(), start=len(drafts) + 1):
        yield CommitmentDraft(
            code=code,
            title=Translated(ar=told["Titles"]),
            position=n,
            **_everywhere(owner),
            theme_ids=_listed_areas(told),
            bodies=((BodyRole.LEAD, owner.code),),
            origin={
                "name": LOCAL.name,
                "row": told["row"],
                "record": {"CT1": told["CT1"], "Topics": told["Topics"]},
            },
        )


def _dates(told: Told) -> dict[str, Any]:
    """Give when a commitment is to start and end, as far as its page says."""
    from athar.plans.enums import DatePrecision

    found: dict[str, Any] = {}
    for name, edge in (("start", Edge.START), ("end", Edge.END)):
        if name in told:
            day = _on(told[name], edge)
            found[f"planned_{name}_on"] = day.on
            found[f"planned_{name}_precision"] = DatePrecision(day.precision)
    return found


def _everywhere(owner: OrganisationDraft) -> dict[str, Any]:
    """Say that a commitment is for the whole place of its plan."""
    return {"place_ids": (owner.place_id,), "covers_whole_place": True}


def _milestone(told: Told) -> MilestoneDraft:
    from athar.plans.drafts import MilestoneDraft

    title = f"{told['group']}: {told['title']}" if "group" in told else told["title"]
    end = told.get("end")
    return MilestoneDraft(
        title=Translated(en=title), planned_on=_on(end, Edge.END).on if end else None
    )


def _bodies(
    text: str, owner: OrganisationDraft, named: dict[str, OrganisationDraft]
) -> Iterator[str]:
    from athar.intake.ogp.plans import bodies_named

    if text in _COUNCILS:
        yield owner.code
        return
    for body in bodies_named(text, owner, "en"):
        named.setdefault(body.code, body)
        yield body.code


def _listed_areas(told: Told) -> tuple[int, ...]:
    return _themes({"policy_areas": told["policy_areas"].split()})


def _themes(told: Told) -> tuple[int, ...]:
    """Give the policy areas and values that a commitment names and that are known."""
    from athar.intake.ogp.columns import areas_called
    from athar.reference.enums import Taxonomy
    from athar.reference.queries import ThemeIndex, themes

    found = set()
    for taxonomy, names in (
        (Taxonomy.OGP_POLICY_AREA, areas_called(told.get("policy_areas", ()))),
        (Taxonomy.OGP_VALUE, told.get("ogp_values", ())),
    ):
        index = ThemeIndex(themes(taxonomy)) if names else None
        found |= {theme.id for name in names if index and (theme := index.find(name))}
    return tuple(sorted(found))


def _on(text: str, edge: Edge) -> DatedOn:
    return parse_date(text, edge=edge)
