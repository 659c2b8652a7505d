"""Who a plan of a file is, in which tree its projects stand, and as of when their figures are."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from athar.intake.cells.texts import language_of
from athar.intake.names.bodies import Bodies
from athar.intake.projects.codes import MADE_UP
from athar.intake.projects.identity import BodyFact, Identity, NodeFact, level_names
from athar.intake.projects.nodes import Tree, derive_tree
from athar.intake.projects.rows import LEVEL_FIELDS, ProjectRow
from athar.intake.vocabulary.fields import Field
from athar.intake.vocabulary.keys import normalise
from athar.kernel.digits import to_western
from athar.kernel.periods import Edge, NotADate, Precision, parse_date
from athar.kernel.text import Translated
from athar.people.enums import OrganisationKind
from athar.plans.drafts import PlanDraft
from athar.plans.queries import PlanView, nodes_of
from athar.reference.queries import PlaceRef

_DAY = re.compile(r"\d{1,2}(?:er)?(?:[/.-]\d{1,2}[/.-]| \S+ )\d{4}")
_SPAN = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-–—/]\s*((?:19|20)\d\d)(?!\d)")
_REGION = re.compile(
    r"(?:\br[ée]gion|\bل?جهة)\s+(?:de\s+(?:la\s+)?|du\s+|d['’])?(?P<name>[^\d:()،;]{3,60})",
    re.IGNORECASE,
)
_LONGEST_PLAN = 20
_LONGEST_TITLE = 200
_TITLES = {
    "ar": "برنامج التنمية الجهوية لجهة %(region)s %(start)s-%(end)s",
    "fr": "Programme de développement régional %(region)s %(start)s-%(end)s",
    "en": "Regional development programme of %(region)s %(start)s-%(end)s",
}
_REGION_NAMES = {"ar": "جهة %s", "fr": "Région %s", "en": "%s Region"}
_NOT_IN_CODES = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class PlacedTree:
    """The tree of a plan; `is_stated` when the file says it, not when it is the stored one."""

    tree: Tree
    is_stated: bool


def tree_of(identity: Identity, known: PlanView | None, rows: Sequence[ProjectRow]) -> PlacedTree:
    """Give the tree in which projects stand: the one described, the stored one, or their own.

    Queries: 1 when the plan is known and no tree is described.
    """
    levels = tuple(str(level["code"]) for level in identity.levels)
    if identity.nodes:
        return PlacedTree(Tree.of(identity.nodes, levels), is_stated=True)
    stored = nodes_of(known.id) if known else ()
    if known and stored:
        codes = {node.id: node.code for node in stored}
        names = [level.code for level in known.levels]
        facts = (
            NodeFact(
                code=node.code,
                level=names[node.level],
                parent=codes.get(node.parent_id or 0),
                title=node.title,
            )
            for node in stored
        )
        tree = Tree.of(facts, names)
        merged = with_titles(tree, rows)
        return PlacedTree(merged, is_stated=merged is not tree)
    return PlacedTree(derive_tree(rows), is_stated=True)


def with_titles(tree: Tree, rows: Sequence[ProjectRow]) -> Tree:
    """Give a stored tree with the titles of a file in languages that it does not have yet."""
    said: dict[str, dict[str, str]] = {}
    for row in rows:
        named = [row.nodes[level] for level in LEVEL_FIELDS if level in row.nodes]
        path = tree.path_of(row)
        if len(named) == len(path):
            for node, title in zip(path, named, strict=True):
                if language_of(title) not in node.title and normalise(title) != normalise(
                    node.code
                ):
                    said.setdefault(node.code, {})[language_of(title)] = title
    if not said:
        return tree
    nodes = (
        replace(node, title=Translated({**said.get(node.code, {}), **node.title}))
        for node in tree.nodes
    )
    return Tree.of(nodes, tree.levels)


def region_in(title: str) -> str:
    """Give the region that a title names, as in "PDR de la Région Fès-Meknès 2022-2027"."""
    found = _REGION.search(title)
    return " ".join(found["name"].split()) if found else ""


def date_in(text: str) -> dt.date | None:
    """Give the day that a title names, as in "situation au 30 juin 2025"."""
    for found in _DAY.finditer(" ".join(text.split())):
        try:
            dated = parse_date(found.group(), edge=Edge.END)
        except NotADate:
            continue
        if dated.precision is Precision.DAY:
            return dated.on
    return None


def completed_identity(
    identity: Identity,
    *,
    region: PlaceRef | None,
    rows: Sequence[ProjectRow],
    bodies: Bodies,
    owner: str = "",
    above: str = "",
) -> tuple[Identity | None, tuple[str, ...]]:
    """Complete what a file says of its plan by what its projects show.

    Shape: the identity, None when it cannot be told, and the names of what was assumed. `owner`
    is the body that owns the plan already, `above` the words over the table.
    """
    assumed: dict[str, Any] = {}
    if years := (_years_in(above) or _years(rows)):
        assumed["start_on"] = dt.date(years[0], 1, 1)
        assumed["end_on"] = dt.date(years[-1], 12, 31)
    if region is not None and years:
        assumed["title"] = _title(region, years)
    elif title := " ".join(above.split())[:_LONGEST_TITLE]:
        assumed["title"] = Translated({language_of(title): title})
    missing = {key: value for key, value in assumed.items() if not getattr(identity, key)}
    stated = identity.owner and bodies.code_of(identity.owner)
    whole = replace(identity, **missing, owner=stated or owner or council_of(region, bodies))
    if not (whole.is_stated and whole.owner):
        return None, ()
    return whole, tuple(sorted((*missing, *(() if stated or owner else ("owner",)))))


def _years_in(text: str) -> list[int]:
    """Give the years that a title spans, as in "PDR 2022-2027"."""
    found = _SPAN.search(to_western(text))
    years = sorted(int(year) for year in found.groups()) if found else []
    return years if years and years[1] - years[0] <= _LONGEST_PLAN else []


def _years(rows: Sequence[ProjectRow]) -> list[int]:
    """Give the years of funding, else those of the planned dates, in order."""
    funded = {share.year for row in rows for share in row.shares if share.year}
    planned = {
        dated.on.year for row in rows for dated in (row.planned_start, row.planned_end) if dated
    }
    return sorted(funded or planned)


def _title(region: PlaceRef, years: Sequence[int]) -> Translated:
    names = {"start": str(years[0]), "end": str(years[-1])}
    return Translated(
        {
            language: title % {**names, "region": region.names[language]}
            for language, title in _TITLES.items()
            if language in region.names
        }
    )


def council_of(region: PlaceRef | None, bodies: Bodies) -> str:
    """Give the body that is the region itself; made from the region's names when nobody is.

    Shape: without a region, the only regional body that the file lists; empty when none is.
    """
    if region is None:
        listed = [one.code for one in bodies.drafts() if one.kind is OrganisationKind.REGION]
        return listed[0] if len(listed) == 1 else ""
    keys = {normalise(name) for name in region.names.values()}
    for code, body in sorted(bodies.known.items()):
        called = {normalise(name) for name in body.names.values()}
        is_region = body.kind is OrganisationKind.REGION
        if is_region and any(key in name for key in keys for name in called):
            return code
    names = {
        language: pattern % region.names[language]
        for language, pattern in _REGION_NAMES.items()
        if language in region.names
    }
    return bodies.add(BodyFact(code=f"REG-{region.code}", names=Translated(names)))


def plan_draft(
    identity: Identity, tree: Tree, *, region: PlaceRef | None, is_sample: bool
) -> PlanDraft:
    """Give the draft of a plan whose identity is complete."""
    assert identity.start_on is not None
    assert identity.end_on is not None
    return PlanDraft(
        code=identity.code,
        kind=identity.kind,
        title=identity.title,
        short_title=identity.short_title,
        summary=identity.summary,
        owner_code=identity.owner,
        place_id=region.id if region else None,
        start_on=identity.start_on,
        end_on=identity.end_on,
        adopted_on=identity.adopted_on,
        votes=identity.votes,
        announced_amount=identity.announced_amount,
        currency=identity.currency,
        levels=identity.levels or level_names(tree.levels),
        weight_rule=identity.weight_rule,
        reporting_months=identity.reporting_months,
        default_language=identity.default_language,
        is_sample=identity.is_sample or is_sample,
        sources=identity.sources,
    )


def local_code(name: str) -> str:
    """Make a code of a name: capitals, hyphens between words."""
    return _NOT_IN_CODES.sub("-", name).strip("-").upper()[:64]


def plans_named(rows: Sequence[ProjectRow], code: str) -> Mapping[str, list[ProjectRow]]:
    """Give the projects of each plan that a column names; without such a column, all of `code`."""
    named: dict[str, list[ProjectRow]] = {}
    by_column = any(row.row.column(Field.PLAN) for row in rows)
    for row in rows:
        named.setdefault(local_code(row.plan) or code, []).append(row)
    if by_column or (len(named) > 1 and all(row.plan for row in rows)):
        return named
    return _plans_of_regions(rows, code) or {code: list(rows)}


def _plans_of_regions(rows: Sequence[ProjectRow], code: str) -> Mapping[str, list[ProjectRow]]:
    """Give the plan of each region, where codes show that each region counts for itself.

    They do when the same codes stand in several regions, or when a part of the codes is the
    same within each region and another in every other.
    """
    regions: dict[str, list[ProjectRow]] = {}
    for row in rows:
        regions.setdefault(" ".join(row.region.split()), []).append(row)
    if len(regions) < 2 or "" in regions or rows[0].code.startswith(MADE_UP):
        return {}
    codes = [{row.code for row in members} for members in regions.values()]
    stems = [{one.partition("-")[0] for one in named} for named in codes]
    starts = [{"-".join(one.split("-")[:2]) for one in named} for named in codes]
    repeats = sum(map(len, codes)) > len(set().union(*codes))
    tells = any(
        all(len(one) == 1 for one in parts) and len(set().union(*parts)) == len(parts)
        for parts in (stems, starts)
    )
    if not (repeats or tells):
        return {}
    return {f"{code}-{local_code(region)}"[:64]: members for region, members in regions.items()}
