"""What a version changed of the money of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from athar.finance.models import FundingSnapshot
from athar.finance.queries.past import last_agreements, last_funding

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MoneyChanges:
    """Funding before and after by commitment, agreements by number; None = was not, or is not."""

    funding: Mapping[int, tuple[list[Content], list[Content]]]
    agreements: Mapping[str, tuple[Content | None, Content | None]]


def money_changes(plan_id: int, version: int) -> MoneyChanges:
    """Give what a version changed of funding and agreements. Queries: 4."""
    rows = FundingSnapshot.objects.filter(version__plan=plan_id, version__number=version)
    touched = dict(rows.values_list("commitment_id", "lines"))
    earlier = last_funding(plan_id, version - 1, touched)
    before, after = last_agreements(plan_id, version - 1), last_agreements(plan_id, version)
    return MoneyChanges(
        funding={key: (earlier.get(key, []), lines) for key, lines in touched.items()},
        agreements={
            number: (before.get(number), after.get(number))
            for number in sorted(before.keys() | after.keys())
            if before.get(number) != after.get(number)
        },
    )
