"""What the form of a plan itself shows and takes: what it is called, whose it is, how it counts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from athar.desk.plans.fields import ROWS, Typed, typed_rows
from athar.kernel.actor import Actor
from athar.kernel.digits import to_western
from athar.kernel.periods import Edge, NotADate, parse_date
from athar.kernel.text import Translated
from athar.people.queries import organisations_by_code
from athar.plans.enums import PlanKind, WeightRuleChoice
from athar.plans.queries import PlanView
from athar.plans.rules import can_start_plan
from athar.ui.site import Label

TEXTS = ("title", "short_title", "summary")
_CHOSEN: Mapping[str, Collection[str]] = {
    "kind": PlanKind.values,
    "default_language": settings.OFFERED_LANGUAGES,
    "weight_rule": WeightRuleChoice.values,
}
_DAYS = {"start_on": Edge.START, "end_on": Edge.END}
_COUNTS = ("reporting_months", "validation_steps")


def texts_of_identity(content: Mapping[str, Any]) -> dict[str, list[str]]:
    """Give content as the texts a form shows."""
    typed = {
        f"{name}_{lang}": [content[name].get(lang, "")]
        for name in TEXTS
        for lang in settings.OFFERED_LANGUAGES
    }
    typed |= {name: [str(content[name])] for name in (*_CHOSEN, *_DAYS, *_COUNTS, "owner")}
    for level in content["levels"]:
        for name, text in zip(ROWS["level"], _texts_of(level), strict=True):
            typed.setdefault(name, []).append(text)
    return typed


def _texts_of(level: Mapping[str, Any]) -> Iterator[str]:
    yield level["code"]
    for name in ("one", "many"):
        for lang in settings.OFFERED_LANGUAGES:
            yield (level.get(name) or {}).get(lang, "")


def read_identity(
    _plan: PlanView, typed: Typed, base: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Read what was typed: the content it means, and what is wrong by input. Queries: 1."""
    errors: dict[str, str] = {}
    content = dict(base)
    for name in TEXTS:
        content[name] = _translated(base[name], _languages(typed, name))
    for name, values in _CHOSEN.items():
        content[name] = _one(typed, name)
        if content[name] not in {*values, base[name]}:
            errors[name] = _("Choose one of these.")
    for name in _DAYS:
        content[name] = _day(typed, name, base[name], errors)
    for name in _COUNTS:
        text = to_western(_one(typed, name))
        content[name] = int(text) if text.isdecimal() else base[name]
        if not text.isdecimal():
            errors[name] = _("“%(typed)s” is no number.") % {"typed": text}
    content["owner"] = _one(typed, "owner")
    if content["owner"] not in organisations_by_code({content["owner"]}):
        errors["owner"] = _("Choose one of these.")
    content["levels"] = _levels(typed, base["levels"], errors)
    return content, errors


def _one(typed: Typed, name: str) -> str:
    return next(iter(typed.get(name, ())), "").strip()


def _languages(typed: Typed, name: str) -> list[str]:
    return [_one(typed, f"{name}_{lang}") for lang in settings.OFFERED_LANGUAGES]


def _translated(before: Mapping[str, str], texts: Sequence[str]) -> dict[str, str]:
    """Give a text in the languages written; one that the form does not show stays."""
    said = dict(zip(settings.OFFERED_LANGUAGES, texts, strict=True))
    others = {lang: text for lang, text in before.items() if lang not in said}
    return {**{lang: text for lang, text in said.items() if text}, **others}


def _day(typed: Typed, name: str, before: str, errors: dict[str, str]) -> str:
    text = _one(typed, name)
    try:
        return parse_date(text, edge=_DAYS[name]).on.isoformat()
    except NotADate:
        errors[name] = _("“%(typed)s” is no date.") % {"typed": text}
        return before


def _levels(
    typed: Typed, before: Sequence[Mapping[str, Any]], errors: dict[str, str]
) -> list[dict[str, Any]]:
    """Read the rows of levels, from the top down: each named for one and for many."""
    known = {level["code"]: level for level in before}
    n_languages = len(settings.OFFERED_LANGUAGES)
    found: list[dict[str, Any]] = []
    for n, (code, *texts) in typed_rows(typed, "level"):
        old = known.get(code, {})
        named = {
            "one": _translated(old.get("one") or {}, texts[:n_languages]),
            "many": _translated(old.get("many") or {}, texts[n_languages:]),
        }
        if not all(named.values()):
            errors[f"{ROWS['level'][1]}-{n}"] = _("Name the level for one and for many.")
        found.append({"code": code or _free({*known, *(one["code"] for one in found)}), **named})
    return found


def _free(taken: Collection[str]) -> str:
    return next(code for n in range(1, len(taken) + 2) if (code := f"level-{n}") not in taken)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the form of a plan offers to choose from."""

    kinds: tuple[tuple[str, Label], ...]
    rules: tuple[tuple[str, Label], ...]
    languages: tuple[tuple[str, str], ...]
    owners: tuple[tuple[str, Translated], ...]


def choices_for(actor: Actor, plan: PlanView, typed: Typed) -> Choices:
    """Give what the form offers: of bodies its owner, the one typed, those whose plans one starts.

    Queries: 1.
    """
    stands = {plan.owner.code, _one(typed, "owner")}
    return Choices(
        kinds=tuple((one.value, one.label) for one in PlanKind),
        rules=tuple((one.value, one.label) for one in WeightRuleChoice),
        languages=tuple(
            (lang, str(get_language_info(lang)["name_local"]))
            for lang in settings.OFFERED_LANGUAGES
        ),
        owners=tuple(
            (code, one.names)
            for code, one in organisations_by_code().items()
            if code in stands or can_start_plan(actor, one.id)
        ),
    )
