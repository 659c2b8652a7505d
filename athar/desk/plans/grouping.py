"""What the form of a grouping shows and takes: its title, where it stands, in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from athar.desk.plans.fields import Typed
from athar.kernel.digits import to_western
from athar.kernel.text import Translated

_LARGEST = 9999


@dataclass(frozen=True, slots=True)
class Offered:
    """A grouping of a plan as its editors see it: its code, its title, how deep it stands."""

    code: str
    title: Translated
    depth: int


def texts_of_grouping(content: Mapping[str, Any]) -> dict[str, list[str]]:
    """Give content as the texts a form shows."""
    titles = {
        f"title_{lang}": [content["title"].get(lang, "")] for lang in settings.OFFERED_LANGUAGES
    }
    return titles | {"parent": [content["parent"] or ""], "position": [str(content["position"])]}


def read_grouping(typed: Typed, base: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Read what was typed: the content it means, and what is wrong by input."""
    said = {lang: _one(typed, f"title_{lang}") for lang in settings.OFFERED_LANGUAGES}
    others = {k: v for k, v in base["title"].items() if k not in settings.OFFERED_LANGUAGES}
    position = to_western(_one(typed, "position")) or "0"
    content = {
        "title": {**{k: v for k, v in said.items() if v}, **others},
        "parent": _one(typed, "parent") or None,
        "position": base["position"],
    }
    if not position.isdecimal() or len(position) > len(str(_LARGEST)):
        return content, {"position": _("Write a whole number from 0 to 9999.")}
    return content | {"position": int(position)}, {}


def _one(typed: Typed, name: str) -> str:
    return next(iter(typed.get(name, ())), "").strip()


def in_tree(contents: Mapping[str, Mapping[str, Any]]) -> tuple[Offered, ...]:
    """Give groupings from the top down, each followed by those below it."""
    return tuple(_below(contents, None, 0))


def _below(
    contents: Mapping[str, Mapping[str, Any]], parent: str | None, depth: int
) -> Iterator[Offered]:
    here = [code for code, one in contents.items() if one["parent"] == parent]
    for code in sorted(here, key=lambda code: (contents[code]["position"], code)):
        yield Offered(code, Translated(contents[code]["title"]), depth)
        yield from _below(contents, code, depth + 1)


def places_for(
    contents: Mapping[str, Mapping[str, Any]], code: str, n_levels: int
) -> tuple[tuple[str, Translated], ...]:
    """Give the groupings that another may stand under: not itself, what is below it, the lowest."""
    others = {key: one for key, one in contents.items() if key != code}
    return tuple((one.code, one.title) for one in in_tree(others) if one.depth + 1 < n_levels)
