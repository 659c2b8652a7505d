"""Writing the tree of groupings of a plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.plans.drafts import Difference, Differences, NodeDraft
from athar.plans.models import Commitment, Node, Plan
from athar.plans.validators import LONGEST_PATH, check_nodes

WRITTEN = ("parent", "level", "path", "title", "position")


def write_nodes(plan: Plan, drafts: Sequence[NodeDraft], *, complete: bool) -> Differences:
    """Bring the stored tree in line with the drafts, from the top level down."""
    named = {draft.code for draft in drafts}
    stored = {node.code: node for node in Node.objects.filter(plan=plan)}
    removes = complete and plan.current_version == 0
    gone = [node for code, node in stored.items() if removes and code not in named]
    kept = {code: node for code, node in stored.items() if not removes or code in named}
    check_nodes(drafts, len(plan.levels), {code: node.level for code, node in kept.items()})
    before = {code: _content(node) for code, node in stored.items()}
    tree = _write_tree(plan, [*drafts, *_restated(kept, named)], kept)
    _remove(gone)
    after = {code: _content(node) for code, node in tree.items()}
    return Differences(
        added=tuple(
            Difference(_subject(tree[code]), code, None, content)
            for code, content in after.items()
            if code not in before
        ),
        changed=tuple(
            Difference(_subject(tree[code]), code, before[code], content)
            for code, content in after.items()
            if code in before and before[code] != content
        ),
        gone=tuple(Difference(_subject(node), node.code, before[node.code], None) for node in gone),
    )


def _restated(kept: Mapping[str, Node], named: set[str]) -> Iterator[NodeDraft]:
    """Give the groupings no draft names as drafts, so that they follow when one above moves."""
    codes = {node.pk: code for code, node in kept.items()}
    for code, node in kept.items():
        if code not in named:
            yield NodeDraft(
                code=code,
                level=node.level,
                title=node.title,
                parent_code=codes[node.parent_id] if node.parent_id else None,
                position=node.position,
            )


def _write_tree(
    plan: Plan, drafts: Sequence[NodeDraft], kept: Mapping[str, Node]
) -> dict[str, Node]:
    tree: dict[str, Node] = {}
    for level in sorted({draft.level for draft in drafts}):
        rows, differing = [], []
        for draft in (one for one in drafts if one.level == level):
            node = kept.get(draft.code) or Node(plan=plan, code=draft.code)
            before = (_content(node), node.position)
            _fill(node, draft, tree[draft.parent_code] if draft.parent_code else None)
            rows.append(node)
            if node.pk and before != (_content(node), node.position):
                differing.append(node)
        Node.objects.bulk_create(node for node in rows if not node.pk)
        Node.objects.bulk_create(
            differing, update_conflicts=True, unique_fields=["id"], update_fields=WRITTEN
        )
        tree |= {node.code: node for node in rows}
    return tree


def _fill(node: Node, draft: NodeDraft, parent: Node | None) -> None:
    node.parent, node.level = parent, draft.level
    node.path = f"{parent.path if parent else ''}{draft.code}/"
    node.title, node.position = draft.title, draft.position
    if len(node.path) > LONGEST_PATH:
        raise ValidationError(
            _("The codes above %(code)s are too long together."),
            code="path_too_long",
            params={"code": draft.code},
        )


def _remove(gone: Sequence[Node]) -> None:
    """Delete groupings from the lowest level up; their commitments stand under the plan itself."""
    if gone:
        Commitment.objects.filter(node__in=gone).update(node=None)
    for level in sorted({node.level for node in gone}, reverse=True):
        Node.objects.filter(pk__in=[node.pk for node in gone if node.level == level]).delete()


def _content(node: Node) -> dict[str, Any]:
    """Say what a grouping is; its position among its siblings is not part of it."""
    return {"code": node.code, "level": node.level, "path": node.path, "title": dict(node.title)}


def _subject(node: Node) -> str:
    return f"node:{node.pk}"
