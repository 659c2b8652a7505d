"""What a problem tells beside its code: kept without a language, worded for whoever reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext, override

from athar.kernel.text import Translated
from athar.reference.queries import PlaceRef

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise  # in the stubs only


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is not accepted.

    Shape: `sentence` is the English one of the source, by which every catalogue knows it; `params`
    are those that it names.
    """

    code: str
    sentence: str
    params: tuple[tuple[str, str | int], ...] = ()

    @classmethod
    def of(cls, code: str, sentence: _StrOrPromise, params: Mapping[str, object]) -> Self:
        """Give the reason of a sentence, whatever the language in force."""
        with override(None):  # in no language: as the source has it
            source = str(sentence)
        named = {name: value for name, value in params.items() if f"%({name})" in source}
        return cls(code, source, tuple((name, _plain(value)) for name, value in named.items()))

    @classmethod
    def of_error(cls, error: ValidationError) -> Self:
        """Give the reason of one refusal of a validator or an action."""
        return cls.of(error.code or "", error.message, error.params or {})

    def __str__(self) -> str:
        said = gettext(self.sentence)
        return said % dict(self.params) if self.params else said

    def as_json(self) -> dict[str, Any]:
        """Give the reason as it is stored."""
        return {"reason": self.code, "sentence": self.sentence, "params": dict(self.params)}


class Unreadable(ValueError):  # noqa: N818 - named for the field
    """A description cannot be read; `reason` says why."""

    def __init__(self, code: str, sentence: _StrOrPromise, **params: object) -> None:
        self.reason = Reason.of(code, sentence, params)
        super().__init__(self.reason)


@dataclass(frozen=True, slots=True)
class Rivals:
    """Several places that one text may mean, each by its code with its names."""

    places: tuple[tuple[str, Translated], ...]

    @classmethod
    def of(cls, places: Iterable[PlaceRef]) -> Self:
        """Give the places that a text may mean."""
        return cls(tuple((one.code, one.names) for one in places))

    def __str__(self) -> str:
        lang = get_language() or "en"
        return ", ".join(f"{code} {names.in_language(lang).text}" for code, names in self.places)

    def as_json(self) -> dict[str, Any]:
        """Give the places as they are stored."""
        return {"places": [[code, dict(names)] for code, names in self.places]}


Detail = str | Reason | Rivals
"""The rest of a message: a number, code or name that no language changes, or what is worded."""


def stored_detail(detail: Detail) -> str | dict[str, Any]:
    """Give the rest of a message as JSON."""
    return detail if isinstance(detail, str) else detail.as_json()


def detail_of(stored: str | Mapping[str, Any]) -> Detail:
    """Give the rest of a message that was stored; a text is shown as it was kept."""
    if isinstance(stored, str):
        return stored
    if "places" in stored:
        return Rivals(tuple((code, Translated(names)) for code, names in stored["places"]))
    return Reason(stored["reason"], stored["sentence"], tuple(stored["params"].items()))


def _plain(value: object) -> str | int:
    return value if type(value) is int else str(value)
