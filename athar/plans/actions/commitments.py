"""Comparing commitments with what is stored, and writing what differs set by set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from athar.people.queries import OrganisationRef, organisations_by_code
from athar.plans.contracts import (
    STATED,
    UNFILED,
    Content,
    Link,
    Links,
    Names,
    Stored,
    content_of_draft,
    differing,
    names_of,
    stored_contracts,
)
from athar.plans.drafts import CommitmentDraft, Difference, Differences
from athar.plans.models import (
    Commitment,
    CommitmentBody,
    CommitmentPlace,
    CommitmentTheme,
    ContributionLink,
    Node,
    Plan,
)
from athar.plans.validators import Known, check_commitments, check_no_circle
from athar.rows.inserting import insert_rows

WRITTEN = (*STATED, *UNFILED, "node", "position", "origin", "removed_in_version", "row_version")


@dataclass(frozen=True, slots=True)
class Changed:
    """A stored commitment and what a draft states otherwise."""

    stored: Stored
    draft: CommitmentDraft
    before: Content
    after: Content


@dataclass(frozen=True, slots=True)
class Comparison:
    """What drafts add to a plan, change in it, put elsewhere in its order, and no longer name."""

    added: Mapping[str, tuple[CommitmentDraft, Content]]
    changed: tuple[Changed, ...]
    moved: tuple[tuple[Stored, CommitmentDraft], ...]
    gone: tuple[Stored, ...]
    nodes: Mapping[str, int]
    bodies: Mapping[str, OrganisationRef]

    @classmethod
    def with_stored(cls, plan: Plan, drafts: Sequence[CommitmentDraft], *, complete: bool) -> Self:
        """Compare drafts with the commitments stored. Queries: 10, 11 with contributions."""
        stored = stored_contracts(plan.pk)
        names = names_of(drafts)
        nodes = dict(Node.objects.filter(plan=plan).values_list("code", "pk"))
        bodies = organisations_by_code({code for one in drafts for _role, code in one.bodies})
        check_commitments(
            drafts,
            Known(
                nodes=nodes,
                bodies=bodies,
                places=names.places,
                themes=names.themes,
                commitments=names.commitments,
                plan_code=plan.code,
            ),
        )
        named = {draft.code for draft in drafts}
        pairs = [(stored[draft.code], draft) for draft in drafts if draft.code in stored]
        changed = tuple(_changes(pairs, names))
        moved = tuple((one, draft) for one, draft in pairs if one.row.position != draft.position)
        return cls(
            added={
                draft.code: (draft, content_of_draft(draft, names))
                for draft in drafts
                if draft.code not in stored
            },
            changed=changed,
            moved=moved,
            gone=tuple(
                one
                for code, one in stored.items()
                if complete and code not in named and one.row.removed_in_version is None
            ),
            nodes=nodes,
            bodies=bodies,
        )

    def differences(self, keys: Mapping[str, int]) -> Differences:
        """Give the comparison as differences; `keys` are those of what was added, by code."""
        return Differences(
            added=tuple(
                Difference(_subject(keys[code]), code, None, content)
                for code, (_draft, content) in self.added.items()
            ),
            changed=tuple(
                Difference(_subject(one.stored.row.pk), one.draft.code, one.before, one.after)
                for one in self.changed
            ),
            gone=tuple(
                Difference(_subject(one.row.pk), one.row.code, one.content, None)
                for one in self.gone
            ),
        )


def _changes(pairs: Iterable[tuple[Stored, CommitmentDraft]], names: Names) -> Iterator[Changed]:
    for stored, draft in pairs:
        stated = {**content_of_draft(draft, names), "removed_in_version": None}
        before, after = differing(stored.content, stated)
        if after:
            yield Changed(stored, draft, before, after)


def write_commitments(plan: Plan, comparison: Comparison) -> Differences:
    """Write what differs, in a number of queries that does not depend on how much differs."""
    rows = [
        _filled(Commitment(plan=plan, code=code, row_version=0), draft, comparison.nodes)
        for code, (draft, _content) in comparison.added.items()
    ]
    added = {row.code: row for row in Commitment.objects.bulk_create(rows)}
    _overwrite(comparison)
    _link(comparison, added)
    _take_out(plan, comparison.gone)
    return comparison.differences({code: row.pk for code, row in added.items()})


def _filled(row: Commitment, draft: CommitmentDraft, nodes: Mapping[str, int]) -> Commitment:
    for name in STATED:
        setattr(row, name, getattr(draft, name))
    for name in UNFILED:
        if (value := getattr(draft, name)) is not None:
            setattr(row, name, value)
    row.node_id = nodes[draft.node_code] if draft.node_code is not None else None
    row.position = draft.position
    row.origin = dict(draft.origin)
    row.removed_in_version = None
    row.row_version += 1
    return row


def _overwrite(comparison: Comparison) -> None:
    """Write changed rows over their old selves; where a row only moved, nothing else changes."""
    rows = {}
    for one in comparison.changed:
        rows[one.draft.code] = _filled(one.stored.row, one.draft, comparison.nodes)
    for stored, draft in comparison.moved:
        stored.row.position = draft.position
        rows[draft.code] = stored.row
    Commitment.objects.bulk_create(
        rows.values(), update_conflicts=True, unique_fields=["id"], update_fields=WRITTEN
    )


def _link(comparison: Comparison, added: Mapping[str, Commitment]) -> None:
    pairs = [(added[code].pk, draft, Links()) for code, (draft, _c) in comparison.added.items()]
    pairs += [(one.stored.row.pk, one.draft, one.stored.links) for one in comparison.changed]
    _relink(
        CommitmentPlace,
        ((key, set(draft.place_ids), _keys(links.places)) for key, draft, links in pairs),
        ("commitment", "place"),
        lambda key, place: (key, place),
    )
    _relink(
        CommitmentTheme,
        ((key, set(draft.theme_ids), _keys(links.themes)) for key, draft, links in pairs),
        ("commitment", "theme"),
        lambda key, theme: (key, theme),
    )
    ids = {code: body.id for code, body in comparison.bodies.items()}
    _relink(
        CommitmentBody,
        (
            (key, {(str(role), code) for role, code in draft.bodies}, links.bodies)
            for key, draft, links in pairs
        ),
        ("commitment", "role", "organisation"),
        lambda key, body: (key, body[0], ids[body[1]]),
    )
    _contribute({key: draft for key, draft, _links in pairs if draft.contributions is not None})


def _contribute(stated: Mapping[int, CommitmentDraft]) -> None:
    """Write what commitments contribute to in the place of what they did, where drafts say so."""
    if not stated:
        return
    ContributionLink.objects.filter(commitment__in=stated).delete()
    wanted = {key: draft.contributions or {} for key, draft in stated.items()}
    if any(wanted.values()):
        others = ContributionLink.objects.values_list("commitment_id", "target_id")
        check_no_circle(wanted, others, {key: draft.code for key, draft in stated.items()})
    rows = [(key, *one) for key, shares in wanted.items() for one in shares.items()]
    insert_rows(ContributionLink, ("commitment", "target", "share"), rows)


def _keys(links: Mapping[int, Link]) -> dict[int, int]:
    return {key: link.pk for key, link in links.items()}


def _relink(
    model: type[CommitmentPlace | CommitmentTheme | CommitmentBody],
    wanted: Iterable[tuple[int, set[Any], Mapping[Any, int]]],
    columns: Sequence[str],
    row: Callable[[int, Any], tuple[Any, ...]],
) -> None:
    """Add the links that are missing, take away those too many; a kept link keeps its point."""
    missing: list[tuple[Any, ...]] = []
    stale: list[int] = []
    for key, drafted, stored in wanted:
        missing += [row(key, one) for one in sorted(drafted - stored.keys())]
        stale += [pk for one, pk in stored.items() if one not in drafted]
    if stale:
        model.objects.filter(pk__in=stale).delete()
    insert_rows(model, columns, missing)


def _take_out(plan: Plan, gone: Sequence[Stored]) -> None:
    rows = Commitment.objects.filter(pk__in=[one.row.pk for one in gone])
    if gone and plan.current_version == 0:
        rows.delete()
    elif gone:
        rows.update(removed_in_version=plan.current_version + 1)


def _subject(key: int) -> str:
    return f"commitment:{key}"
