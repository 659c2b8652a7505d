"""Who hosts this installation, as far as every page needs to know."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from athar.kernel.text import Translated
from athar.plans.queries import published_plans


@dataclass(frozen=True, slots=True)
class Installation:
    """The host's name, the plan its menu leads to (None when it hosts several or none)."""

    name: Translated | str
    main_plan: str | None
    has_sample: bool


def installation() -> Installation:
    """Describe the installation from its published plans. Queries: 1."""
    plans = published_plans()
    single = plans[0] if len(plans) == 1 else None
    return Installation(
        name=settings.HOST_NAME or (plans[0].owner.names if plans else "Athar"),
        main_plan=single.code if single else None,
        has_sample=any(plan.is_sample for plan in plans),
    )
