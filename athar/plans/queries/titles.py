"""What commitments are called, for whoever has only their codes."""

from __future__ import annotations

from collections.abc import Collection

from athar.kernel.text import Translated
from athar.plans.models import Commitment


def commitment_titles(plan_code: str, codes: Collection[str]) -> dict[str, Translated]:
    """Give the titles of commitments of a plan, drafts included, by code. Queries: 1."""
    rows = Commitment.objects.filter(plan__code=plan_code, code__in=codes)
    return dict(rows.values_list("code", "title"))
