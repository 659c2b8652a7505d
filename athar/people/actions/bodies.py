"""Registering bodies and changing what is stated of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.kernel.actor import Actor
from athar.people import rules
from athar.people.drafts import OrganisationDraft
from athar.people.models import Organisation
from athar.people.validators import check_edit, check_organisations
from athar.trail.actions import Touched, record
from athar.trail.refusing import acting

STATED = (
    *("kind", "names", "abbreviation", "parent_id", "place_id", "iati_identifier"),
    "version",
)


@acting("organisations.put", rules.INSTALLATION)
def put_organisations(
    *, by: Actor | None, drafts: Sequence[OrganisationDraft], scope_keys: Collection[str] = ()
) -> int:
    """Register bodies and bring those already known up to date.

    Shape: the number of bodies added or changed; putting the same drafts again gives 0. Who only
    edits one of the plans in `scope_keys` may add bodies, not change them.
    Errors: PermissionDenied; ValidationError (see check_organisations).
    Queries: 1 to read; 7 more when something differs, 1 more when new bodies have parents.
    """
    rules.require(rules.can_add_organisations(by, scope_keys), "people.put_organisations")
    stored = {row.code: row for row in Organisation.objects.select_for_update()}
    check_organisations(drafts, stored.keys())
    codes = {row.pk: row.code for row in stored.values()}
    touched = [_restate(stored.get(draft.code), draft, codes) for draft in drafts]
    known = [row for row, change in touched if row.pk and change.after]
    rules.require(not known or rules.can_put_organisations(by), "people.put_organisations")
    new = Organisation.objects.bulk_create(row for row, _change in touched if not row.pk)
    stored |= {row.code: row for row in new}
    for draft in drafts:
        stored[draft.code].parent = stored[draft.parent_code] if draft.parent_code else None
    _overwrite([*known, *(row for row in new if row.parent_id)])
    changes = [
        Touched(f"organisation:{row.pk}", change.before, change.after)
        for row, change in touched
        if change.after
    ]
    if changes:
        record(kind="organisations.put", by=by, subject=rules.INSTALLATION, touched=changes)
    return len(changes)


@acting("organisations.put", rules.INSTALLATION)
def add_organisation(*, by: Actor | None, draft: OrganisationDraft) -> None:
    """Register one body that is not registered yet.

    Errors: PermissionDenied; ValidationError: code_taken, and see check_organisations, check_edit.
    Queries: 2 to read; 7 more, 1 more when it has a parent.
    """
    rules.require(rules.can_put_organisations(by), "people.add_organisation")
    stored = list(Organisation.objects.all())
    if draft.code in {row.code for row in stored}:
        raise ValidationError(_("There is a body with this code already."), code="code_taken")
    _check_edit(draft, stored)
    put_organisations(by=by, drafts=[draft])


@acting("organisations.put", "organisation:{organisation_id}")
def edit_organisation(
    *, by: Actor | None, organisation_id: int, version: int, draft: OrganisationDraft
) -> bool:
    """Change what is stated of one body, its code excepted.

    Shape: False when nothing differs. `version` is the one that was read before.
    Errors: PermissionDenied; Organisation.DoesNotExist; ValidationError: edited_meanwhile when it
    was changed since, and see check_organisations, check_edit.
    Queries: 1 to read; 6 more when something differs.
    """
    rules.require(rules.can_edit_organisation(by, organisation_id), "people.edit_organisation")
    stored = {row.pk: row for row in Organisation.objects.select_for_update()}
    if organisation_id not in stored:
        raise Organisation.DoesNotExist
    row = stored[organisation_id]
    draft = dataclasses.replace(draft, code=row.code)
    if row.version != version:
        raise ValidationError(
            _("Somebody changed this body in the meantime."), code="edited_meanwhile"
        )
    check_organisations([draft], {one.code for one in stored.values()})
    _check_edit(draft, stored.values())
    _row, change = _restate(row, draft, {one.pk: one.code for one in stored.values()})
    if not change.after:
        return False
    row.parent = next((one for one in stored.values() if one.code == draft.parent_code), None)
    _overwrite([row])
    touched = [Touched(f"organisation:{row.pk}", change.before, change.after)]
    record(kind="organisations.put", by=by, subject=rules.INSTALLATION, touched=touched)
    return True


def _check_edit(draft: OrganisationDraft, stored: Collection[Organisation]) -> None:
    codes = {row.pk: row.code for row in stored}
    check_edit(
        draft,
        {row.code: codes.get(row.parent_id or 0) for row in stored},
        {row.iati_identifier: row.code for row in stored},
    )


def _restate(
    row: Organisation | None, draft: OrganisationDraft, codes: Mapping[int, str]
) -> tuple[Organisation, Touched]:
    """Bring a row in line with its draft, and say which of its fields differ."""
    before = None if row is None else _statement(row, codes.get(row.parent_id or 0))
    row = row or Organisation(code=draft.code)
    row.kind, row.names, row.abbreviation = draft.kind, draft.names, draft.abbreviation
    row.place_id, row.iati_identifier = draft.place_id, draft.iati_identifier
    after = _statement(row, draft.parent_code)
    if before is None:
        return row, Touched("", None, after)
    differing = {name for name in after if before[name] != after[name]}
    row.version += bool(differing)
    return row, Touched(
        "", {name: before[name] for name in differing}, {name: after[name] for name in differing}
    )


def _statement(row: Organisation, parent_code: str | None) -> dict[str, Any]:
    return {
        "code": row.code,
        "kind": str(row.kind),
        "names": dict(row.names),
        "abbreviation": row.abbreviation,
        "parent": parent_code,
        "place": row.place_id,
        "iati_identifier": row.iati_identifier,
    }


def _overwrite(rows: list[Organisation]) -> None:
    if rows:
        Organisation.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["id"], update_fields=STATED
        )
