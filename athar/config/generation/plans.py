"""Composing made-up plans: the same seed on the same day gives the same plans."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from athar.config.generation.reports import reports_of
from athar.config.generation.words import Programme, words
from athar.finance.drafts import FundingDraft
from athar.kernel.text import Translated
from athar.people.drafts import OrganisationDraft
from athar.people.enums import OrganisationKind
from athar.plans.drafts import CommitmentDraft, NodeDraft, PlanDraft
from athar.plans.enums import BodyRole, PlanKind
from athar.reference.queries import PlaceRef
from athar.reporting.drafts import ReportDraft

PREFIX = "SAMPLE"
DELEGATE, FUND = "SA-DELEGATE", "SA-FUND"
MADE_UP = Translated(
    ar="بيانات مختلقة لقياس المنصة.",
    fr="Données inventées pour mesurer la plateforme.",
    en="Made-up data, to measure the platform.",
)
TITLES = {
    PlanKind.REGIONAL_DEVELOPMENT_PROGRAMME: Translated(
        ar="برنامج التنمية الجهوية",
        fr="Programme de développement régional",
        en="Regional development programme",
    ),
    PlanKind.LOCAL_ACTION_PLAN: Translated(
        ar="خطة عمل الحكومة المنفتحة",
        fr="Plan d'action pour un gouvernement ouvert",
        en="Open government action plan",
    ),
}
OWNER = Translated(ar="جهة {}", fr="Région {}", en="{} region")
PHASE = Translated(ar=" (الشطر {})", fr=" (tranche {})", en=" (phase {})")
LEVELS = (
    {
        "code": "axis",
        "one": {"ar": "محور", "fr": "axe", "en": "axis"},
        "many": {"ar": "محاور", "fr": "axes", "en": "axes"},
    },
    {
        "code": "programme",
        "one": {"ar": "برنامج", "fr": "programme", "en": "programme"},
        "many": {"ar": "برامج", "fr": "programmes", "en": "programmes"},
    },
)


@dataclass(frozen=True, slots=True)
class Region:
    """A region that may own made-up plans, and the provinces and prefectures in it."""

    place: PlaceRef
    provinces: tuple[PlaceRef, ...]

    @property
    def body(self) -> OrganisationDraft:
        """Give the body that owns its plans; not the real council of the region."""
        return OrganisationDraft(
            code=f"SA-R{self.place.code}",
            kind=OrganisationKind.REGION,
            names=_named(OWNER, self.place.names),
            place_id=self.place.id,
        )


@dataclass(frozen=True, slots=True)
class MadeUpPlan:
    """Everything said of one made-up plan, as the actions take it."""

    plan: PlanDraft
    nodes: tuple[NodeDraft, ...]
    commitments: tuple[CommitmentDraft, ...]
    funding: tuple[FundingDraft, ...]
    reports: tuple[ReportDraft, ...]


def make_plan(
    number: int,
    n_commitments: int,
    *,
    seed: int,
    region: Region,
    sectors: Mapping[str, int],
    today: dt.date,
) -> MadeUpPlan:
    """Make up one plan of a region; `sectors` are the keys of the themes by sector code."""
    random = Random(f"{seed}:{number}")  # noqa: S311 - repeatable, nothing is secret
    plan = _plan(number, seed, region, today, random)
    commitments = tuple(_commitments(plan, n_commitments, region, sectors, random))
    return MadeUpPlan(
        plan=plan,
        nodes=_nodes(),
        commitments=commitments,
        funding=tuple(line for one in commitments for line in _funding(one, plan, random)),
        reports=tuple(
            report for one in commitments for report in reports_of(one, plan, today, random)
        ),
    )


def _plan(number: int, seed: int, region: Region, today: dt.date, random: Random) -> PlanDraft:
    start, n_years = today.year - random.randint(1, 4), random.choice((4, 6, 6))
    kind = (
        PlanKind.LOCAL_ACTION_PLAN if number % 3 == 0 else PlanKind.REGIONAL_DEVELOPMENT_PROGRAMME
    )
    years = f"{start}-{start + n_years - 1}"
    votes = (random.randint(30, 60), random.randint(0, 8), random.randint(0, 5))
    return PlanDraft(
        code=f"{PREFIX}-{seed}-{number:03d}",
        kind=kind,
        title=_named(_each(TITLES[kind], f" – {{}} {years}"), region.place.names),
        summary=MADE_UP,
        owner_code=region.body.code,
        place_id=region.place.id,
        start_on=dt.date(start, 1, 1),
        end_on=dt.date(start + n_years - 1, 12, 31),
        adopted_on=dt.date(start, 1, 1) + dt.timedelta(days=random.randint(0, 200)),
        votes=votes if kind.counts_projects else None,
        levels=LEVELS,
        is_sample=True,
    )


def _nodes() -> tuple[NodeDraft, ...]:
    axes = [
        NodeDraft(code=code, level=0, title=title, position=position)
        for position, (code, title) in enumerate(words().axes.items())
    ]
    below = [
        NodeDraft(code=one.code, level=1, title=one.title, parent_code=one.axis, position=position)
        for position, one in enumerate(words().programmes)
    ]
    return (*axes, *below)


def _commitments(
    plan: PlanDraft,
    n_commitments: int,
    region: Region,
    sectors: Mapping[str, int],
    random: Random,
) -> Iterator[CommitmentDraft]:
    times: Counter[tuple[str, str]] = Counter()
    for position in range(n_commitments):
        programme = random.choice(words().programmes)
        work = random.choice(programme.works)
        places = _places(region, random)
        where = places[0] if places else region.place
        times[work["fr"], where.code] += 1
        start, end = _dates(plan, random)
        covers_all = not places and random.random() < 0.8
        yield CommitmentDraft(
            code=f"{programme.code}-{position + 1:03d}",
            node_code=programme.code,
            position=position,
            title=_title(work, where, times[work["fr"], where.code], random),
            planned_start_on=start,
            planned_end_on=end,
            amount=_amount(random),
            covers_whole_place=covers_all,
            place_ids=tuple(sorted({place.id for place in places})),
            theme_ids=(sectors[programme.sector],) if programme.sector in sectors else (),
            bodies=tuple(_bodies(programme, plan, random)),
            is_sample=True,
        )


def _places(region: Region, random: Random) -> list[PlaceRef]:
    """Most works lie in one province, some in two, some in the whole region or nobody knows."""
    n_places = random.choices((0, 1, 2), (1, 8, 1.5))[0]
    return random.sample(region.provinces, min(n_places, len(region.provinces)))


def _dates(plan: PlanDraft, random: Random) -> tuple[dt.date | None, dt.date | None]:
    if random.random() < 0.05:
        return None, None
    n_days = (plan.end_on - plan.start_on).days
    start = plan.start_on + dt.timedelta(days=random.randint(0, n_days * 6 // 10))
    end = start + dt.timedelta(days=random.randint(270, 1200))
    return start.replace(day=1), min(end, plan.end_on)


def _amount(random: Random) -> Decimal | None:
    """From 200,000 to some 400 million, small ones the most frequent; 7 in 100 are unknown."""
    if random.random() < 0.07:
        return None
    return Decimal(int(10 ** random.uniform(1.3, 4.6))) * 10000


def _bodies(
    programme: Programme, plan: PlanDraft, random: Random
) -> Iterator[tuple[BodyRole, str]]:
    if random.random() < 0.96:
        yield BodyRole.LEAD, programme.lead
    if random.random() < 0.5:
        yield BodyRole.OWNER, plan.owner_code
    if random.random() < 0.3:
        yield BodyRole.DELEGATED_OWNER, DELEGATE


def _title(work: Translated, where: PlaceRef, phase: int, random: Random) -> Translated:
    """Name the work and where it is; one English title in twelve is missing, as in real files."""
    title = _named(_each(work, " – {}"), where.names)
    if phase > 1:
        title = Translated({lang: text + PHASE[lang].format(phase) for lang, text in title.items()})
    return Translated(title, en=None) if random.random() < 1 / 12 else title


def _each(texts: Translated, tail: str) -> Translated:
    return Translated({lang: text + tail for lang, text in texts.items()})


def _named(texts: Translated, names: Translated) -> Translated:
    """Put the name of a place into each language's text; another stands in for a missing one."""
    return Translated(
        {
            lang: text.format(names.in_language(lang, ("fr", "ar")).text)
            for lang, text in texts.items()
        }
    )


def _funding(one: CommitmentDraft, plan: PlanDraft, random: Random) -> Iterator[FundingDraft]:
    """Split an amount by funder, sometimes by year as well; the lines add up to it exactly."""
    if one.amount is None or random.random() < 0.1:
        return
    leads = [code for role, code in one.bodies if role is BodyRole.LEAD]
    funders = [plan.owner_code, *leads, *([FUND] if random.random() < 0.2 else [])]
    by_year = random.random() < 0.4
    for funder, share in zip(funders, _split(one.amount, len(funders), random), strict=True):
        years = range(plan.start_on.year, plan.end_on.year + 1) if by_year else (None,)
        for year, amount in zip(years, _split(share, len(years), random), strict=True):
            yield FundingDraft(
                commitment_code=one.code, funder_code=funder, year=year, amount=amount
            )


def _split(amount: Decimal, n_parts: int, random: Random) -> list[Decimal]:
    weights = [random.randint(1, 9) for _ in range(n_parts)]
    parts = [(amount * weight // sum(weights)) for weight in weights[1:]]
    return [amount - sum(parts), *parts]
