"""The methods in words alone, for the search."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import strip_tags

from athar.kernel.text import Translated
from athar.search.registry import PublicText


def method_texts() -> Iterator[PublicText]:
    """Give each method in the languages offered: its title, and its words without markup."""
    from athar.portal.texts.views import METHODS

    for key, label in METHODS.items():
        titles, bodies = {}, {}
        for lang in settings.OFFERED_LANGUAGES:
            with translation.override(lang):
                titles[lang] = str(label)
                bodies[lang] = _words(render_to_string(f"portal/texts/methods-{key}.{lang}.html"))
        yield PublicText(key, Translated(titles), Translated(bodies))


def _words(markup: str) -> str:
    """Give the words of a text; a space stands where a tag parted two of them."""
    return " ".join(unescape(strip_tags(markup.replace("<", " <"))).split())
