"""The method sheet of an indicator, who adopted it, and the lists it belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext, gettext_lazy
from markupsafe import Markup, escape

from athar.indicators.enums import RuleChoice
from athar.indicators.queries import IndicatorView, LineView, SourceView
from athar.portal.commitments.wording import filled
from athar.portal.indicators import wording
from athar.ui import formatting
from athar.ui.addresses import reverse
from athar.ui.site import Label

SDG = "sdg"
#: What the parts of a method sheet are called; another part keeps its own name.
_PARTS: Mapping[str, Label] = {
    "calculation": gettext_lazy("How it is calculated"),
    "source": gettext_lazy("Where it comes from"),
    "limits": gettext_lazy("What it does not tell"),
    "collection": gettext_lazy("How it is collected"),
    "responsible": gettext_lazy("Who answers for it"),
    "comparability": gettext_lazy("What it can be compared with"),
}
_LISTS: Mapping[str, str] = {SDG: "SDG", "hcp": "HCP", "worldbank": "World Bank"}


def sheet_of(one: IndicatorView) -> list[tuple[Label, object]]:
    """Give the method sheet: in the words of its library, then how its values are put together."""
    found: list[tuple[Label, object]] = [
        (_PARTS.get(name, name), text) for name, text in one.sheet.items() if text
    ]
    found.append((gettext("How values of several periods belong together"), one.accumulation.label))
    rules = (
        (gettext("Over time"), one.over_time),
        (gettext("Over places"), one.over_place),
        (gettext("Over the parts of the whole"), one.over_categories),
    )
    if not one.formula:
        found += [(name, rule.label) for name, rule in rules if rule is not RuleChoice.NONE]
    else:
        formula = Markup('<bdi dir="ltr"><code>{}</code></bdi>').format(one.formula)
        found.append((gettext("Computed from others"), formula))
    if one.measured_at:
        found.append((gettext("To be measured in each"), one.measured_at.label))
    if one.source and one.source.credit:
        found.append((gettext("Credit and licence"), _credit(one.source)))
    return found


def _credit(source: SourceView) -> Markup:
    """Give the line the source asks for, in its own language, and its licence."""
    words = [formatting.bdi(one) for one in (source.credit, source.licence) if one]
    return Markup(" · ").join(words)


def references(one: IndicatorView, lang: str) -> list[Markup]:
    """Name the lists the indicator belongs to; a development goal leads to all that serve it."""
    return [_reference(scheme, code, lang) for scheme, code in one.references]


def _reference(scheme: str, code: str, lang: str) -> Markup:
    name = _LISTS.get(scheme, scheme)
    words = formatting.bdi(f"{name} {code}")
    if scheme != SDG:
        return words
    listed = reverse("portal:indicators", kwargs={"lang": lang})
    return Markup('<a href="{}?goal={}">{}</a>').format(listed, code.partition(".")[0], words)


def adopted_by(lines: Sequence[LineView], lang: str) -> list[tuple[Markup, Markup]]:
    """Give the plans that answer for the indicator: where in the plan, and where it is to go."""
    return [(_adopter(line, lang), _aim(line)) for line in lines]


def subject_url(line: LineView, lang: str) -> str:
    """Give the page of the plan, grouping or project whose result a line is."""
    address = {"lang": lang, "plan": line.plan_code}
    if line.node_code:
        return reverse("portal:node", kwargs={**address, "code": line.node_code})
    if line.commitment_code:
        return reverse("portal:commitment", kwargs={**address, "code": line.commitment_code})
    return reverse("portal:results", kwargs=address)


def _adopter(line: LineView, lang: str) -> Markup:
    title = formatting.wording(line.subject_title)
    link = Markup('<a href="{}">{}</a>').format(subject_url(line, lang), title)
    code = line.node_code or line.commitment_code
    named = f"{line.plan_code} {code}" if code else line.plan_code
    return Markup('{} <span class="xs mute">{}</span>').format(link, formatting.bdi(named))


def _aim(line: LineView) -> Markup:
    place = formatting.wording(line.place.names)
    if line.category:
        part = wording.category(line.indicator, line.category)
        place = Markup("{} · {}").format(place, part)
    if not line.targets:
        return filled(gettext("%(place)s: no target"), place=place)
    goal = line.targets[-1]
    sentence = gettext("%(place)s: %(target)s by %(period)s")
    return filled(
        sentence,
        place=place,
        target=wording.quantity(line.indicator, goal.value),
        period=wording.period(goal.period),
    )


def measured_by(one: IndicatorView) -> Markup:
    """Name who measured in the words of the method sheet, else in the source's own."""
    said = one.sheet.get("source")
    if said:
        return formatting.wording(said)
    return formatting.bdi(one.source.credit or one.source.title) if one.source else Markup()


def source_words(one: IndicatorView) -> Markup:
    """Credit where the values come from."""
    source = one.source
    if source is None:
        return escape(gettext("Source: the bodies that report, see each value."))
    credit = measured_by(one)
    if source.url:
        credit = Markup('<a href="{}" rel="external">{}</a>').format(source.url, credit)
    return filled(gettext("Source: %(credit)s"), credit=credit)
