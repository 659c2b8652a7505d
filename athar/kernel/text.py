"""Texts in several languages, and the key by which texts are searched and matched."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from athar.kernel.digits import Characters, to_western

RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "nqo", "ps", "sd", "ug", "ur", "yi"}
)

_FOLDED = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ئ": "ي",
        "ة": "ه",
        "ۀ": "ه",
        "ہ": "ه",
        "ؤ": "و",
        "ک": "ك",
        "گ": "ك",
        "ڭ": "ك",
        "ـ": None,
    }
)
_IN_ORDER: dict[str, str | None] = {"ar": None, "fr": None, "en": None}
_JOINING = frozenset({"Mn", "Me", "Cf"})
_WITHOUT_JOINING = Characters(lambda char: "" if unicodedata.category(char) in _JOINING else char)
_LETTERS = Characters(lambda char: char if unicodedata.category(char)[0] in "LMN" else " ")


@dataclass(frozen=True, slots=True)
class Wording:
    """One text as it is shown: the words, their language, and whether it stands in for another."""

    text: str
    lang: str
    is_fallback: bool


class Translated(Mapping[str, str]):
    """A text in several languages: an unchangeable mapping from language to words.

    Shape: languages without words are dropped, so an empty one is false; Arabic, French and
    English come in this order, since no two databases keep the same. Equal to a dict with the
    same words.
    """

    __slots__ = ("_texts",)

    def __init__(
        self, texts: Mapping[str, str | None] | None = None, /, **more: str | None
    ) -> None:
        given = {**_IN_ORDER, **(texts or {}), **more}
        kept = {lang: text for lang, text in given.items() if text and text.strip()}
        self._texts = MappingProxyType(kept)

    def __getitem__(self, lang: str) -> str:
        return self._texts[lang]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __hash__(self) -> int:
        return hash(frozenset(self._texts.items()))

    def __repr__(self) -> str:
        return f"Translated({dict(self._texts)!r})"

    def __reduce__(self) -> tuple[type["Translated"], tuple[dict[str, str]]]:
        return Translated, (dict(self._texts),)

    def in_language(self, lang: str, fallbacks: tuple[str, ...] = ("ar", "fr", "en")) -> Wording:
        """Give the words in `lang`, else in the first fallback that has some, else in any.

        Shape: a text without any words gives an empty wording in `lang`, not a fallback.
        """
        if lang in self._texts:
            return Wording(self._texts[lang], lang, is_fallback=False)
        for known in (*fallbacks, *sorted(self._texts)):
            if known in self._texts:
                return Wording(self._texts[known], known, is_fallback=True)
        return Wording("", lang, is_fallback=False)


def capitalised(text: Translated) -> Translated:
    """Give a text as it stands at the beginning of a heading, in each language."""
    return Translated({lang: words[:1].upper() + words[1:] for lang, words in text.items()})


def direction(lang: str) -> Literal["rtl", "ltr"]:
    """Tell in which direction a language is written."""
    return "rtl" if language_of(lang) in RIGHT_TO_LEFT else "ltr"


@lru_cache(maxsize=64)
def language_of(tag: str) -> str:
    """Give the language of a tag without its country or script: "ar" of "ar-MA"."""
    return tag.replace("_", "-").split("-")[0].lower()


def normalise(text: str) -> str:
    """Give the key under which a text is searched and matched, never shown.

    Vowel signs, accents and tatweel go; the forms of alif, ya, ta marbuta and hamza carriers
    become one; digits of every script become Western; everything that is neither letter nor
    digit becomes one space. The key of a key is the same key.
    """
    bare = to_western(_without_marks(_without_marks(text).casefold()))
    return " ".join(bare.translate(_FOLDED).translate(_LETTERS).split())


def _without_marks(text: str) -> str:
    return unicodedata.normalize("NFKD", text).translate(_WITHOUT_JOINING)
