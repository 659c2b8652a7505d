"""A round of the small plan, and reports brought to any state of their life."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from athar.evidence.actions import attach_link
from athar.kernel import clock
from athar.kernel.text import Translated
from athar.people.actions import create_account, grant_role
from athar.people.enums import Role
from athar.people.models import Account
from athar.reporting.actions import (
    open_round,
    publish_report,
    return_report,
    save_report,
    start_report,
    submit_report,
    validate_report,
)
from athar.reporting.models import Report
from tests import cast

#: The dates of the round on the day of the demonstration, 15 October 2025.
DATES = {
    "start_on": dt.date(2025, 7, 1),
    "end_on": dt.date(2025, 9, 30),
    "opens_on": dt.date(2025, 10, 1),
    "due_on": dt.date(2025, 10, 31),
}
#: What the manager types on the dam, PDR-001, which is on track by every measure.
SAID = {
    "declared_status": "on_track",
    "physical": "٩٥,٥ %",
    "committed": "1 250 000",
    "paid": "1000000",
    "narrative.ar": "الأشغال متقدمة.",
    "narrative.fr": "Les travaux avancent.",
}
HELD_UP = {
    "declared_status": "delayed",
    "physical": "40",
    "obstacle.reason": "land",
    "obstacle.text.fr": "Deux parcelles manquent.",
    "action.text.fr": "Accord à signer.",
    "action.owner": "MEE",
    "action.due_on": "2025-12-31",
}


def a_round(plan: cast.SmallPlan, by: Any = None, **more: Any) -> int:
    """Open a round of the small plan."""
    return open_round(by=by, plan_id=plan.id, **{"code": "2025-T3", **DATES, **more})


def version_of(report_id: int) -> int:
    """Give the version of a report."""
    return Report.objects.values_list("version", flat=True).get(pk=report_id)


def drafted(
    plan: cast.SmallPlan,
    by: Any,
    *,
    code: str = "PDR-001",
    round_id: int | None = None,
    said: dict[str, str] | None = None,
) -> int:
    """Bring a report to the state of a draft with something typed into it."""
    if round_id is None:
        round_id = a_round(plan)
    key = start_report(by=by, round_id=round_id, commitment_id=plan.commitments[code])
    save_report(by=by, report_id=key, version=1, changes=SAID if said is None else said)
    return key


def submitted(plan: cast.SmallPlan, by: Any, **more: Any) -> int:
    """Bring a report to the validator."""
    key = drafted(plan, by, **more)
    submit_report(by=by, report_id=key, version=version_of(key))
    return key


def returned(plan: cast.SmallPlan, by: Any, validator: Any, **more: Any) -> int:
    """Bring a report back to who wrote it."""
    key = submitted(plan, by, **more)
    return_report(by=validator, report_id=key, version=version_of(key), note="À revoir")
    return key


def validated(plan: cast.SmallPlan, by: Any, validator: Any, **more: Any) -> int:
    """Bring a report as far as it goes before it is public."""
    key = submitted(plan, by, **more)
    validate_report(by=validator, report_id=key, version=version_of(key))
    return key


def published(plan: cast.SmallPlan, by: Any, validator: Any, **more: Any) -> int:
    """Bring a report to the public."""
    key = validated(plan, by, validator, **more)
    publish_report(by=validator, report_id=key, version=version_of(key))
    return key


def prove(plan: cast.SmallPlan, code: str = "PDR-001") -> None:
    """Attach evidence to a commitment."""
    subject = f"commitment:{plan.commitments[code]}"
    attach_link(
        by=None,
        subject=subject,
        scope_keys=(),
        url="https://example.org/pv",
        title=Translated(fr="PV"),
    )


def another(name: str, role: Role, scope: str) -> Account:
    """Make one more account with a role."""
    account = create_account(by=None, email=f"{name}@example.org", name=name.capitalize())
    grant_role(by=None, account_id=account.pk, role=role, scope=scope)
    return account


@contextmanager
def on_the_day() -> Iterator[None]:
    """Hold the date at the day of the demonstration."""
    clock.set_frozen(dt.date(2025, 10, 15))
    try:
        yield
    finally:
        clock.set_frozen(None)


def type_until_it_stands(by: Any, key: int, field: str, text: str) -> None:
    """Type into a field over whatever stands there."""
    version = version_of(key)
    while save_report(by=by, report_id=key, version=version, changes={field: text}).collided:
        version = version_of(key)


def append_until_it_stands(by: Any, key: int, field: str, text: str) -> None:
    """Add to a field what was read there, and begin again when somebody else was faster."""
    while True:
        version, typed = Report.objects.values_list("version", "typed").get(pk=key)
        changes = {field: typed.get(field, "") + text}
        if not save_report(by=by, report_id=key, version=version, changes=changes).collided:
            return
