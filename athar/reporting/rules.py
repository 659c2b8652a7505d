"""Who may publish reports."""

from __future__ import annotations

from collections.abc import Collection

from athar.finance.rules import can_state_execution
from athar.kernel.actor import Actor


def can_publish_reports(actor: Actor | None, scope_keys: Collection[str]) -> bool:
    """Tell whether what bodies report may be published as declared.

    By the M&E coordinator, who imports what offices return, and by the plan editor. The amounts
    committed and paid belong to a report, so that the two rules are one.
    """
    return can_state_execution(actor, scope_keys)
