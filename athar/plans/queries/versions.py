"""The contract of a commitment, version by version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from athar.plans.contracts import differing
from athar.plans.models import CommitmentSnapshot


@dataclass(frozen=True, slots=True)
class ContractVersion:
    """What a version of the plan froze of a commitment."""

    number: int
    content: Mapping[str, Any]


def contract_versions(commitment_id: int) -> tuple[ContractVersion, ...]:
    """Give the versions of a plan that changed a commitment, in time. Queries: 1."""
    rows = CommitmentSnapshot.objects.filter(commitment=commitment_id).order_by("version__number")
    return tuple(ContractVersion(*row) for row in rows.values_list("version__number", "content"))


def contract_fields(
    versions: Sequence[ContractVersion], earlier: int, later: int
) -> dict[str, tuple[Any, Any]]:
    """Give the fields in which two versions differ, before and after. Queries: 0.

    Shape: a contract stands until the version that changes it.
    """
    before, after = (
        next((dict(one.content) for one in reversed(versions) if one.number <= number), {})
        for number in (earlier, later)
    )
    held, holds = differing(before, after)
    return {name: (held[name], holds[name]) for name in holds}
