"""Who hosts this installation, as far as every page needs to know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings

from athar.kernel.text import Translated
from athar.network.enums.members import Programme
from athar.plans.queries import PlanCard, Publication, published_state


@dataclass(frozen=True, slots=True)
class Installation:
    """The host's name, the plan its menu leads to (None when it hosts several or none).

    `publications` are the newest ones by the code of their plan.
    """

    name: Translated | str
    main_plan: str | None
    has_sample: bool
    publications: Mapping[str, Publication] = field(default_factory=dict)

    def publication(self, plan: str = "") -> Publication | None:
        """Give the newest publication of a plan, without a code that of all plans."""
        if plan:
            return self.publications.get(plan)
        return max(self.publications.values(), key=lambda one: one.number, default=None)


def installation() -> Installation:
    """Describe the installation from its published plans. Queries: 1."""
    state = published_state()
    plans = state.plans
    single = plans[0] if len(plans) == 1 else None
    return Installation(
        name=settings.HOST_NAME or _name(plans),
        main_plan=single.code if single else None,
        has_sample=any(plan.is_sample for plan in plans),
        publications=state.publications,
    )


def _name(plans: Sequence[PlanCard]) -> Translated | str:
    """Name a host that gives no name of its own: the network, or who owns the first plan."""
    if settings.PROFILE == "network":
        return str(Programme.NETWORK.label)
    return plans[0].owner.names if plans else "Athar"
