"""What an amendment changed of the plan itself, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import get_language_info, gettext_lazy, pgettext_lazy
from markupsafe import Markup, escape

from athar.kernel.text import Translated
from athar.plans.enums import PlanKind, WeightRuleChoice
from athar.plans.queries import NamesInContracts, PlanChanges
from athar.portal.commitments.fields import Change, value_words
from athar.ui import formatting
from athar.ui.site import Label

FIELDS: Mapping[str, Label] = {
    "title": pgettext_lazy("a field", "Title"),
    "short_title": gettext_lazy("Short title"),
    "summary": pgettext_lazy("a field", "Summary"),
    "kind": gettext_lazy("Kind of plan"),
    "owner": gettext_lazy("Owner of the plan"),
    "start_on": gettext_lazy("First day of the plan"),
    "end_on": gettext_lazy("Last day of the plan"),
    "levels": gettext_lazy("Names of its levels"),
    "default_language": gettext_lazy("Language in which it was written"),
    "weight_rule": gettext_lazy("How its parts count"),
    "reporting_months": gettext_lazy("Months between two reports"),
    "validation_steps": gettext_lazy("Steps of validation"),
}
"""The fields of a plan that people read, in the order of the page."""

_CHOSEN: Mapping[str, Callable[[str], Label]] = {
    "kind": lambda value: PlanKind(value).label,
    "weight_rule": lambda value: WeightRuleChoice(value).label,
    "default_language": lambda value: str(get_language_info(value)["name_local"]),
}


def identity_changes(
    changes: PlanChanges, currency: str, names: NamesInContracts
) -> Iterator[Change]:
    """Give each field of the plan itself that differs: its words, what it held, what it holds."""
    for name, label in FIELDS.items():
        if name in changes.after:
            held, holds = (
                _words(name, one, currency, names) for one in (changes.before, changes.after)
            )
            yield label, held, holds


def _words(name: str, content: Mapping[str, Any], currency: str, names: NamesInContracts) -> Markup:
    value = content[name]
    if name == "levels" and value:
        return _levels(value)
    if name in _CHOSEN:
        return escape(str(_CHOSEN[name](value)))
    if name == "owner" and value in names.bodies:
        return formatting.wording(names.bodies[value])
    return value_words(name, content, currency)


def _levels(levels: Sequence[Mapping[str, Any]]) -> Markup:
    return Markup(" · ").join(formatting.wording(Translated(level["one"])) for level in levels)
