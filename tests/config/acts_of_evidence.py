"""Acts on evidence, with who may do them."""

from __future__ import annotations

from typing import Any

from athar.evidence.actions import (
    attach_file,
    attach_photo,
    detach_evidence,
    release_evidence,
    restrict_evidence,
)
from athar.plans.queries import scopes_of_plan
from tests import cast
from tests.config.preparing import After
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


def _on_file(act: Any, *, hidden: bool = False, **given: Any) -> After:
    file = {"content": b"%PDF-1.7 minutes", "name": "pv.pdf", "is_public": not hidden}
    because = "names" if hidden else ""
    return After(
        lambda plan: attach_file(by=None, restricted_because=because, **file, **_of(plan)).pk,
        lambda by, plan, key: act(by=by, evidence_id=key, **_of(plan), **given),
    )


EVIDENCE = {
    "attach a photograph": (_attach_photo, ADDING),
    "keep evidence from the public": (
        _on_file(restrict_evidence, because="names"),
        DECIDING,
    ),
    "give evidence to the public": (
        _on_file(release_evidence, hidden=True),
        DECIDING,
    ),
    "take evidence off a draft": (
        _on_file(detach_evidence, is_published=False),
        ADDING,
    ),
}
