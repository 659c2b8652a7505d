"""Writing the changes that were kept over what is stored, all or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext_lazy as _

from athar.kernel.actor import Actor
from athar.plans.actions.beside import write_beside
from athar.plans.actions.commitments import Comparison, write_commitments
from athar.plans.actions.nodes import write_nodes
from athar.plans.actions.stating import write_plan
from athar.plans.contracts import Stored, stored_contracts
from athar.plans.drafts import Difference, Differences
from athar.plans.enums import EditFate, EditKind
from athar.plans.merging import applied
from athar.plans.models import Commitment, Edit, Milestone, Node, Plan
from athar.plans.parts import parts
from athar.plans.queries.edited import (
    IDENTITY,
    SAID,
    Content,
    drafts_of_commitments,
    drafts_of_nodes,
    new_commitment,
    new_content,
    stored_contents,
    stored_node_contents,
)
from athar.plans.queries.stated import plan_draft, stated_plan


def apply_edits(
    by: Actor | None, plan: Plan, edits: Iterable[Edit], *, strict: bool, reason: str
) -> dict[str, Differences]:
    """Write changes over what is stored: the plan itself, then groupings, then commitments.

    Shape: what differs by "plan", "node", "commitment" and the names of the parts of other
    packages. When `strict`, a field that was stored otherwise since the change was kept refuses
    it; else the change stands.
    Errors: ValidationError (edit_collides, node_published, in_use, level_in_use, and those of
    check_plan, check_nodes, check_commitments and check_steps).
    Queries: constant, whatever the number of changes.
    """
    edits = list(edits)
    of = {kind: [one for one in edits if one.kind == kind] for kind in EditKind}
    found = {}
    for edit in of[EditKind.PLAN]:
        found["plan"] = _apply_identity(plan, edit, strict=strict)
    if of[EditKind.NODE]:
        found["node"] = _apply_nodes(plan, of[EditKind.NODE], strict=strict)
    if any("levels" in edit.fields for edit in of[EditKind.PLAN]):
        _check_levels(plan)
    if of[EditKind.COMMITMENT]:
        commitments = of[EditKind.COMMITMENT]
        found |= _apply_commitments(by, plan, commitments, strict=strict, reason=reason)
    return found


def _apply_identity(plan: Plan, edit: Edit, *, strict: bool) -> Differences:
    stated = stated_plan(plan.pk)
    stored = {edit.code: {name: stated[name] for name in IDENTITY}}
    said = _over(stored, [edit], EditKind.PLAN, strict=strict)[edit.code]
    write_plan(plan, plan_draft({**stated, **said}))
    before = {name: stated[name] for name in said if stated[name] != said[name]}
    after = {name: said[name] for name in before}
    return Differences(changed=(Difference(f"plan:{plan.pk}", plan.code, before, after),))


def _check_levels(plan: Plan) -> None:
    deepest = Node.objects.filter(plan=plan).aggregate(level=Max("level"))["level"]
    if deepest is not None and deepest >= len(plan.levels):
        message = _("Axes or programmes stand on a level that would go.")
        raise ValidationError(message, code="level_in_use")


def _apply_nodes(plan: Plan, edits: Sequence[Edit], *, strict: bool) -> Differences:
    contents = stored_node_contents(plan.pk)
    gone = [one.code for one in edits if one.fate == EditFate.GONE]
    if gone and plan.current_version:
        message = _("The grouping %(code)s was published: it can be renamed or moved, not removed.")
        raise ValidationError(message, code="node_published", params={"code": gone[0]})
    contents |= _over(contents, edits, EditKind.NODE, strict=strict)
    kept = {code: one for code, one in contents.items() if code not in gone}
    try:
        return write_nodes(plan, drafts_of_nodes(kept), complete=True)
    except ProtectedError as error:
        message = _("The grouping %(code)s cannot be removed: results stand on it.")
        raise ValidationError(message, code="in_use", params={"code": gone[0]}) from error


def _apply_commitments(
    by: Actor | None, plan: Plan, edits: Sequence[Edit], *, strict: bool, reason: str
) -> dict[str, Differences]:
    contents = stored_contents(plan.pk, [one.code for one in edits])
    said = _over(contents, edits, EditKind.COMMITMENT, strict=strict)
    gone = [one.code for one in edits if one.fate == EditFate.GONE and one.code in contents]
    own = {code: {name: one[name] for name in SAID} for code, one in said.items()}
    drafts = drafts_of_commitments(plan.pk, own, is_sample=plan.is_sample)
    comparison = Comparison.with_stored(plan, drafts, complete=False)
    leaving = stored_contracts(plan.pk, _keys(plan, gone)) if gone else {}
    if gone and not plan.current_version:
        _remove(list(leaving.values()))
        leaving = {}
    comparison = replace(comparison, gone=tuple(leaving.values()))
    found = {"commitment": write_commitments(plan, comparison) + write_beside(plan, drafts)}
    empty = new_commitment()
    for part in parts():
        values = {
            code: one[part.name]
            for code, one in said.items()
            if one[part.name] != contents.get(code, empty)[part.name]
        }
        if values:
            found[part.name] = part.write(by, plan.pk, values, reason)
    return found


def _keys(plan: Plan, codes: Sequence[str]) -> list[int]:
    return list(Commitment.objects.filter(plan=plan, code__in=codes).values_list("pk", flat=True))


def _remove(leaving: Sequence[Stored]) -> None:
    """Remove commitments of a draft plan, with all that was kept of them."""
    rows = Commitment.objects.filter(pk__in=[one.row.pk for one in leaving])
    Milestone.objects.filter(commitment__in=rows).delete()
    rows.delete()


def _over(
    stored: Mapping[str, Content], edits: Iterable[Edit], kind: EditKind, *, strict: bool
) -> dict[str, Content]:
    """Lay changes over what is stored, those that take something out left aside."""
    found: dict[str, Content] = {}
    for edit in edits:
        if edit.fate == EditFate.GONE:
            continue
        content, clashes = applied(stored.get(edit.code) or new_content(kind), edit.fields)
        if clashes and strict:
            message = _("%(code)s was changed elsewhere since. Open it and say what holds.")
            raise ValidationError(message, code="edit_collides", params={"code": edit.code})
        found[edit.code] = content
    return found
