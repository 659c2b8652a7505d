"""The first page of imports: what a person may give, and what they gave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from athar.indicators.enums import Claim
from athar.indicators.queries import LibraryView, libraries_to_state
from athar.intake.enums import UploadKind, UploadState
from athar.intake.queries import UploadCard, plans_for, uploads_of
from athar.kernel.actor import Actor
from athar.plans.queries import PlanCard
from athar.ui.site import Label
from athar.ui.statuses import Look

TEMPLATE = Path(__file__).parent / "data" / "pdr-template.xlsx"
"""The workbook that a region may fill in."""

OF_THE_FILE = "file"
"""Chosen instead of a plan: the one that the file itself describes."""

KINDS: Mapping[UploadKind, tuple[Label, Label]] = {
    UploadKind.PLAN: (
        UploadKind.PLAN.label,
        _("One row for each project: title, cost, who pays, dates, progress."),
    ),
    UploadKind.AGREEMENTS: (
        UploadKind.AGREEMENTS.label,
        _("One row for each agreement, a column or a row for each partner; amendments below."),
    ),
    UploadKind.PROGRESS: (
        UploadKind.PROGRESS.label,
        _("One row for each project: where it stands at the end of a period."),
    ),
    UploadKind.VALUES: (
        UploadKind.VALUES.label,
        _("One row for each value, or columns of years, places or indicators."),
    ),
}
"""What a file may hold, and how such a file looks."""

STATES: Mapping[UploadState, Look] = {
    UploadState.READING: Look("due", UploadState.READING.label),
    UploadState.READ: Look("risk", UploadState.READ.label),
    UploadState.APPLYING: Look("due", UploadState.APPLYING.label),
    UploadState.APPLIED: Look("done", UploadState.APPLIED.label),
    UploadState.UNDONE: Look("x", UploadState.UNDONE.label),
    UploadState.FAILED: Look("off", UploadState.FAILED.label),
}


@dataclass(frozen=True, slots=True)
class Offers:
    """What a person may give: the kinds of files, the plans of any of them, the libraries.

    Shape: `libraries` with the claims with which values may be stated of them.
    """

    kinds: tuple[UploadKind, ...]
    plans: tuple[PlanCard, ...]
    libraries: tuple[tuple[LibraryView, tuple[Claim, ...]], ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Give the claims with which values of any library may be stated."""
        return tuple(dict.fromkeys(claim for _one, claims in self.libraries for claim in claims))


@dataclass(frozen=True, slots=True)
class ImportsPage:
    """The files of a person and what they may give; `most_megabytes` is what is accepted."""

    offers: Offers
    uploads: tuple[UploadCard, ...]
    most_megabytes: int

    @property
    def kinds(self) -> list[tuple[str, Label, Label]]:
        """Give the kinds of files that are offered: value, name, how such a file looks."""
        return [(kind.value, *KINDS[kind]) for kind in self.offers.kinds]

    @property
    def plans(self) -> list[tuple[str, Label]]:
        """Give the plans that are offered, the one that a file itself describes last."""
        own = [(OF_THE_FILE, _("The plan that the file itself describes"))]
        of_plans = UploadKind.PLAN in self.offers.kinds
        return [
            *((str(one.id), one.title) for one in self.offers.plans),
            *(own if of_plans else ()),
        ]

    @property
    def libraries(self) -> list[tuple[str, Label]]:
        """Give the libraries that are offered."""
        return [(str(one.id), one.title) for one, _claims in self.offers.libraries]

    @property
    def claims(self) -> list[tuple[str, Label]]:
        """Give who may be said to stand behind values."""
        return [(claim.value, claim.label) for claim in self.offers.claims]

    @staticmethod
    def look(card: UploadCard) -> Look:
        """Give how the state of a file looks."""
        return STATES[card.state]


def offers_for(actor: Actor) -> Offers:
    """Give what a person may give. Queries: 8."""
    plans = {kind: plans_for(actor, kind) for kind in KINDS if kind is not UploadKind.VALUES}
    every = {plan.id: plan for found in plans.values() for plan in found}
    of_plans = tuple(kind for kind, found in plans.items() if found)
    stated = libraries_to_state(actor)
    kinds = (*of_plans, UploadKind.VALUES) if stated else of_plans
    return Offers(kinds, tuple(every.values()), stated)


def gather_imports(actor: Actor, offers: Offers) -> ImportsPage:
    """Gather the first page. Queries: 1."""
    return ImportsPage(offers, uploads_of(actor), settings.MAX_UPLOAD_BYTES // (1024 * 1024))
