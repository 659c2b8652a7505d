"""The texts of the portal say the same in three languages, each with its own typography."""

import re
from pathlib import Path

import pytest

import athar.portal

TEXTS = Path(athar.portal.__file__).parent / "jinja2" / "portal" / "texts"
KEYS = (
    "about",
    "accessibility",
    "developers",
    "legal",
    "methods-achievement",
    "methods-aggregation",
    "methods-assessments",
    "methods-confidence",
    "methods-eligibility",
    "methods-convergence",
    "methods-formulas",
    "methods-money",
    "methods-no-number",
    "methods-process",
    "methods-progress",
    "methods-punctuality",
    "methods-slippage",
    "methods-status",
    "methods-targets",
    "privacy",
)
LANGUAGES = ("ar", "en", "fr")
_PARTS = ("h2", "p", "li", "table", "tr", "th", "td", "math", "a")
_HIDDEN = re.compile(
    r"<math.*?</math>|<bdi.*?</bdi>|<code.*?</code>|<[^>]*>|\{\{.*?\}\}", re.DOTALL
)


def _text(key: str, lang: str) -> str:
    return (TEXTS / f"{key}.{lang}.html").read_text(encoding="utf-8")


def _shape(key: str, lang: str) -> dict[str, int]:
    text = _text(key, lang)
    return {part: len(re.findall(rf"<{part}[ >]", text)) for part in _PARTS}


def _running(key: str, lang: str) -> str:
    return _HIDDEN.sub("|", _text(key, lang))


def test_prose_exists_in_every_language() -> None:
    found = {path.name for path in TEXTS.glob("*.??.html")}

    assert found == {f"{key}.{lang}.html" for key in KEYS for lang in LANGUAGES}


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_prose_has_the_same_parts_in_every_language(key: str, lang: str) -> None:
    assert _shape(key, lang) == _shape(key, "en")


@pytest.mark.parametrize("key", KEYS)
def test_arabic_numbers_and_latin_words_are_isolated(key: str) -> None:
    exposed = re.findall(r"[0-9A-Za-z]+", _running(key, "ar"))

    assert exposed == []


@pytest.mark.parametrize("key", KEYS)
def test_french_marks_follow_their_narrow_spaces(key: str) -> None:
    running = _running(key, "fr")

    glued = re.findall(r"[^\u202f][;?!»]|[^\u202f(]%|[^\u00a0]:|«[^\u202f]|'", running)

    assert glued == []


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_prose_opens_with_one_sentence(key: str, lang: str) -> None:
    opening = _text(key, lang).splitlines()[0]

    assert re.fullmatch(r'<p class="lede">[^.]*(\{\{[^}]*\}\}[^.]*)?\.</p>', opening)
