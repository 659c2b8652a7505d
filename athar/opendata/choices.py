"""The words of the codes that cells of tables hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from athar.finance.enums import ExecutionKind
from athar.indicators.enums import Claim, Frequency, NoNumber, ResultLevel, ValueSource
from athar.kernel.achievement import Outcome
from athar.network.enums.convergence import Tier
from athar.people.enums import OrganisationKind
from athar.plans.enums import BodyRole, DatePrecision, InclusionMarker, PlanKind, WeightRuleChoice
from athar.reference.enums import PlaceKind
from athar.reporting.enums import ReportState
from athar.rollups.enums import LeftOutBecause
from athar.ui import statuses
from athar.ui.site import Label

YES, NO = "yes", "no"


def _words(choices: Any) -> dict[str, Label]:
    return dict(choices.choices)


_OUTCOMES: Mapping[Outcome, Label] = {
    Outcome.NO_DATA: _("No data"),
    Outcome.UNDEFINED: _("No percentage can be given"),
    Outcome.REGRESSION: _("Regression"),
    Outcome.NORMAL: _("On the way"),
    Outcome.REACHED: _("Target reached"),
    Outcome.EXCEEDED: _("Target exceeded"),
}

CHOICES: Mapping[str, Mapping[str, Label]] = {
    "yes_no": {YES: _("yes"), NO: _("no")},
    "computed_status": {
        key: look.word for key, look in statuses.COMPUTED.items() if key != "declared_complete"
    },
    "declared_status": {key: look.word for key, look in statuses.DECLARED.items() if key != "none"},
    "place_kind": _words(PlaceKind),
    "plan_kind": _words(PlanKind),
    "body_kind": _words(OrganisationKind),
    "body_role": _words(BodyRole),
    "inclusion": _words(InclusionMarker),
    "tier": _words(Tier),
    "claim": _words(Claim),
    "coverage": {key: look.word for key, look in statuses.COVERAGE.items()},
    "left_out_because": _words(LeftOutBecause),
    "precision": _words(DatePrecision),
    "weight_rule": _words(WeightRuleChoice),
    "execution_kind": _words(ExecutionKind),
    "result_level": _words(ResultLevel),
    "frequency": _words(Frequency),
    "no_number": _words(NoNumber),
    "value_source": _words(ValueSource),
    "outcome": {one.value: _OUTCOMES[one] for one in Outcome},
    "report_state": {
        state: label
        for state, label in ReportState.choices
        if state in {ReportState.PUBLISHED, ReportState.WITHDRAWN}
    },
}
"""The words of every value of every kind of code, by the name of the choice."""
