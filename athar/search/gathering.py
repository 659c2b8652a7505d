"""What the public may find, read from the stores: nothing that is not published gets here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, When

from athar.indicators.models import Indicator
from athar.kernel.text import Translated
from athar.plans.enums import BodyRole
from athar.plans.models import (
    Commitment,
    CommitmentBody,
    CommitmentPlace,
    CommitmentTheme,
    Milestone,
    Node,
    Plan,
)
from athar.reference.enums import AliasOrigin, PlaceKind
from athar.reference.models import Place, PlaceAlias
from athar.rollups.contributions import NONE_STATED, read_memberships
from athar.rollups.enums import SubjectKind
from athar.rollups.models import Progress
from athar.search.enums import Kind
from athar.search.models import Entry
from athar.search.registry import provided_texts
from athar.search.tokens import facet, tokens_of

#: Between two things said of an entry.
BETWEEN = " · "
_PROSE = ("summary", "problem", "solution", "expected_results")

#: Kinds of places whose name would find everything that lies in them.
_FAR = frozenset({PlaceKind.COUNTRY, PlaceKind.TERRITORY, PlaceKind.REGION})

Said = Mapping[int, list[Translated]]


@dataclass(frozen=True, slots=True)
class _Around:
    """What is said of the commitments of a plan beside their own rows, by key of commitment."""

    counted_in: Mapping[int, str]
    milestones: Said
    bodies: Said
    places: Said
    themes: Said


def plan_entries(plan_id: int) -> list[Entry]:
    """Give the entries of a plan, its groupings and its commitments; none of a draft.

    Queries: 8, 1 for a draft.
    """
    plan = Plan.objects.filter(pk=plan_id, current_version__gt=0).select_related("owner").first()
    if plan is None:
        return []
    rows = Commitment.objects.filter(plan=plan, first_version__isnull=False)
    around = _around(plan_id)
    return [
        _plan(plan),
        *_nodes(plan),
        *(_commitment(plan, row, around) for row in rows.order_by("pk")),
    ]


def _plan(plan: Plan) -> Entry:
    years = range(plan.start_on.year, plan.end_on.year + 1)
    facets = [facet(SubjectKind.PLAN, plan.pk)]
    facets += [facet(SubjectKind.YEAR, year) for year in years]
    facets += [facet(SubjectKind.PLACE, plan.place_id)] if plan.place_id else []
    body = joined([plan.summary, plan.owner.names])
    return Entry(
        id=Kind.PLAN.first_id + plan.pk,
        kind=Kind.PLAN,
        code=plan.code,
        plan_code=plan.code,
        plan_key=plan.pk,
        title=plan.title,
        body=body,
        tokens=tokens_of(
            titles=(*plan.title.values(), *plan.short_title.values()),
            codes=(plan.code,),
            bodies=body.values(),
            facets=facets,
        ),
    )


def _nodes(plan: Plan) -> list[Entry]:
    rows = list(Node.objects.filter(plan=plan).order_by("path"))
    titles = {row.pk: row.title for row in rows}
    return [_node(plan, row, titles.get(row.parent_id or 0, Translated())) for row in rows]


def _node(plan: Plan, row: Node, above: Translated) -> Entry:
    return Entry(
        id=Kind.NODE.first_id + row.pk,
        kind=Kind.NODE,
        code=row.code,
        plan_code=plan.code,
        plan_key=plan.pk,
        title=row.title,
        body=above,
        tokens=tokens_of(
            titles=row.title.values(),
            codes=(row.code,),
            bodies=above.values(),
            facets=(facet(SubjectKind.PLAN, plan.pk), facet(SubjectKind.NODE, row.pk)),
        ),
    )


def _commitment(plan: Plan, row: Commitment, around: _Around) -> Entry:
    said = [getattr(row, name) for name in _PROSE]
    for more in (around.milestones, around.bodies, around.places, around.themes):
        said += more.get(row.pk, [])
    body = joined(said)
    members = read_memberships(around.counted_in.get(row.pk, ""))
    facets = {facet(SubjectKind(one.kind), one.id) for one, _share in members}
    return Entry(
        id=Kind.COMMITMENT.first_id + row.pk,
        kind=Kind.COMMITMENT,
        code=row.code,
        plan_code=plan.code,
        plan_key=plan.pk,
        title=row.title,
        body=body,
        tokens=tokens_of(
            titles=row.title.values(),
            codes=(row.code,),
            bodies=body.values(),
            facets=facets | {facet(SubjectKind.PLAN, plan.pk)},
        ),
    )


def _around(plan_id: int) -> _Around:
    mine: dict[str, Any] = {"commitment__plan": plan_id}
    counted = Progress.objects.filter(plan=plan_id, kind=SubjectKind.COMMITMENT)
    is_lead = Case(When(role=BodyRole.LEAD, then=0), default=1, output_field=IntegerField())
    bodies = CommitmentBody.objects.filter(**mine).order_by(is_lead, "pk")
    places = CommitmentPlace.objects.filter(**mine).order_by("pk")
    themes = CommitmentTheme.objects.filter(**mine).order_by("pk")
    milestones = Milestone.objects.filter(**mine).order_by("position", "pk")
    return _Around(
        counted_in=dict(counted.values_list("subject_id", "counted_in")),
        milestones=_by_commitment(milestones.values_list("commitment_id", "title")),
        bodies=_by_commitment(bodies.values_list("commitment_id", "organisation__names")),
        places=_by_commitment(places.values_list("commitment_id", "place__names")),
        themes=_by_commitment(themes.values_list("commitment_id", "theme__names")),
    )


def _by_commitment(pairs: Iterable[tuple[int, Any]]) -> Said:
    found: defaultdict[int, list[Translated]] = defaultdict(list)
    for key, text in pairs:
        if text not in found[key]:
            found[key].append(Translated(text))
    return found


def joined(texts: Iterable[Translated]) -> Translated:
    """Put what is said one after the other, language by language."""
    said: dict[str, list[str]] = {}
    for text in texts:
        for lang, words in text.items():
            said.setdefault(lang, []).append(words.strip())
    return Translated({lang: BETWEEN.join(parts) for lang, parts in said.items()})


def place_entries() -> list[Entry]:
    """Give the entries of all places, the larger first. Queries: 2."""
    spoken: defaultdict[int, list[str]] = defaultdict(list)
    aliases = PlaceAlias.objects.exclude(origin=AliasOrigin.CODE)
    for place_id, key in aliases.values_list("place_id", "key"):
        spoken[place_id].append(key)
    rows = {row.pk: row for row in Place.objects.defer("source")}
    return [_place(row, rows, spoken[row.pk]) for row in rows.values()]


def _place(row: Place, rows: Mapping[int, Place], spoken: Iterable[str]) -> Entry:
    above: list[Place] = []
    while parent := rows.get((above[-1] if above else row).parent_id or 0):
        above.append(parent)
    body = joined(place.names for place in above)
    near = [place.names for place in above if place.kind not in _FAR]
    return Entry(
        id=Kind.PLACE.first_id + row.pk,
        kind=Kind.PLACE,
        code=row.code,
        scheme=row.scheme,
        title=row.names,
        body=body,
        tokens=tokens_of(
            titles=row.names.values(),
            codes=(row.code,),
            bodies=joined(near).values(),
            spoken=spoken,
            facets=[facet(SubjectKind.PLACE, place.pk) for place in (row, *above)],
        ),
    )


def body_entries() -> list[Entry]:
    """Give the entries of the bodies that lead, own, support or pay something published.

    Shape: `plan_code` is the published plan in which a body has most, `scheme` what it is there.
    Queries: 4.
    """
    from athar.people.models import Organisation

    plans = {row.pk: row for row in Plan.objects.filter(current_version__gt=0)}
    parts = _parts_of_bodies(plans)
    return [
        _body(row, parts[row.pk], plans)
        for row in Organisation.objects.filter(pk__in=parts).order_by("pk")
    ]


Parts = dict[tuple[int, str], int]


def plans_naming(organisation_ids: Collection[int]) -> list[int]:
    """Give the published plans whose entries name one of these bodies, in order. Queries: 1."""
    rows = Plan.objects.filter(current_version__gt=0).filter(
        Q(owner__in=organisation_ids) | Q(commitments__bodies__organisation__in=organisation_ids)
    )
    return list(rows.order_by("pk").distinct().values_list("pk", flat=True))


def _parts_of_bodies(plans: Mapping[int, Plan]) -> Mapping[int, Parts]:
    """Give for each body how many commitments it has by plan and by what it is in it."""
    found: defaultdict[int, Parts] = defaultdict(dict)
    kinds = (SubjectKind.LEAD, SubjectKind.FUNDER)
    counted = Progress.objects.filter(plan__in=plans, kind__in=kinds, n_total__gt=0)
    for plan_id, kind, key, n in counted.values_list("plan_id", "kind", "subject_id", "n_total"):
        if key != NONE_STATED:
            found[key][plan_id, kind] = n
    others = CommitmentBody.objects.filter(
        commitment__plan__in=plans, commitment__first_version__isnull=False
    ).exclude(role=BodyRole.LEAD)
    for plan_id, key in others.values_list("commitment__plan_id", "organisation_id"):
        found[key].setdefault((plan_id, BodyRole.OWNER), 0)
    for plan in plans.values():
        found[plan.owner_id].setdefault((plan.pk, BodyRole.OWNER), 0)
    return found


def _body(row: Any, parts: Parts, plans: Mapping[int, Plan]) -> Entry:
    (plan_id, role), _n = max(
        parts.items(), key=lambda part: (part[0][1] == SubjectKind.LEAD, part[1], part[0][0])
    )
    facets = {facet(SubjectKind.PLAN, key) for key, _role in parts}
    facets |= {facet(SubjectKind.PLACE, row.place_id)} if row.place_id else set()
    return Entry(
        id=Kind.BODY.first_id + row.pk,
        kind=Kind.BODY,
        code=row.code,
        plan_code=plans[plan_id].code,
        scheme=role,
        title=row.names,
        body=Translated(),
        tokens=tokens_of(
            titles=(*row.names.values(), row.abbreviation), codes=(row.code,), facets=facets
        ),
    )


def indicator_entries() -> list[Entry]:
    """Give the entries of public indicators: their titles, definitions, and goals they serve.

    Shape: `plan_code` is the code of the library; one that a plan owns is among what is the plan's.
    Queries: 1.
    """
    shared, published = Q(library__plan=None), Q(library__plan__current_version__gt=0)
    rows = Indicator.objects.filter(shared | published).select_related("library").order_by("pk")
    return [_indicator(row) for row in rows]


def _indicator(row: Indicator) -> Entry:
    goals = [f"{one['scheme']} {one['code']}" for one in row.references]
    body = joined([row.definition, row.library.title])
    plan_id = row.library.plan_id
    return Entry(
        id=Kind.INDICATOR.first_id + row.pk,
        kind=Kind.INDICATOR,
        code=row.code,
        plan_code=row.library.code,
        title=row.title,
        body=body,
        tokens=tokens_of(
            titles=row.title.values(),
            codes=(row.code, *goals),
            bodies=body.values(),
            facets=[facet(SubjectKind.PLAN, plan_id)] if plan_id else [],
        ),
    )


def text_entries() -> list[Entry]:
    """Give the entries of the texts that surfaces provide. Queries: 0."""
    return [
        Entry(
            id=Kind.METHOD.first_id + number,
            kind=Kind.METHOD,
            code=text.code,
            title=text.title,
            body=text.body,
            tokens=tokens_of(
                titles=text.title.values(), codes=(text.code,), bodies=text.body.values()
            ),
        )
        for number, text in enumerate(provided_texts(), 1)
    ]
