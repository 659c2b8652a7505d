"""Acts on evidence, with who may do them."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from athar.evidence.actions import (
    attach_file,
    attach_photo,
    detach_evidence,
    release_evidence,
    restrict_evidence,
)
from athar.plans.queries import scopes_of_plan
from tests import cast
from tests.evidence.photographs import jpeg

PHOTOGRAPH = jpeg()
ADDING = {
    *("manager", "coordinator", "validator", "editor", "evaluator", "administrator"),
    "focal_point",
}
DECIDING = {"coordinator", "validator", "editor", "administrator", "focal_point"}


def _of(plan: cast.SmallPlan) -> dict[str, Any]:
    scopes = (*scopes_of_plan(plan.id), f"organisation:{plan.bodies['MEE']}")
    return {"subject": f"commitment:{plan.commitments['PDR-001']}", "scope_keys": scopes}


def _attach_photo(by: Any, plan: cast.SmallPlan) -> None:
    attach_photo(by=by, content=PHOTOGRAPH, name="dam.jpg", **_of(plan))


@transaction.atomic
def _on_file(
    by: Any, plan: cast.SmallPlan, act: Any, *, hidden: bool = False, **given: Any
) -> None:
    because = "names" if hidden else ""
    file = {"content": b"%PDF-1.7 minutes", "name": "pv.pdf"}
    kept = attach_file(
        by=None, is_public=not hidden, restricted_because=because, **file, **_of(plan)
    )
    act(by=by, evidence_id=kept.pk, **_of(plan), **given)


EVIDENCE = {
    "attach a photograph": (_attach_photo, ADDING),
    "keep evidence from the public": (
        lambda by, plan: _on_file(by, plan, restrict_evidence, because="names"),
        DECIDING,
    ),
    "give evidence to the public": (
        lambda by, plan: _on_file(by, plan, release_evidence, hidden=True),
        DECIDING,
    ),
    "take evidence off a draft": (
        lambda by, plan: _on_file(by, plan, detach_evidence, is_published=False),
        ADDING,
    ),
}
