"""Themes of the taxonomies in force."""

from collections.abc import Iterable
from dataclasses import dataclass

from athar.kernel.text import Translated, normalise
from athar.reference.enums import Taxonomy
from athar.reference.models import Theme


@dataclass(frozen=True, slots=True)
class ThemeRef:
    """A theme as other packages know it; `short_names` may be empty."""

    id: int
    taxonomy: Taxonomy
    version: str
    code: str
    parent_id: int | None
    names: Translated
    short_names: Translated


class ThemeIndex:
    """The themes of one taxonomy by every way of writing them, read once for a whole file."""

    def __init__(self, known: Iterable[ThemeRef]) -> None:
        self._by_key: dict[str, ThemeRef] = {}
        for theme in known:
            for name in (theme.code, *theme.names.values(), *theme.short_names.values()):
                self._by_key.setdefault(normalise(name), theme)

    def find(self, text: str) -> ThemeRef | None:
        """Give the theme a text names, in any language or by its code. Queries: 0."""
        return self._by_key.get(normalise(text))


def themes(taxonomy: Taxonomy, version: str | None = None) -> tuple[ThemeRef, ...]:
    """Give the themes of a taxonomy, parents and children in its own order.

    Shape: without `version`, the one in force, that is the last in alphabetical order.
    Queries: 1.
    """
    rows = Theme.objects.filter(taxonomy=taxonomy).order_by("-version", "position")
    found = [_ref(theme) for theme in rows]
    wanted = version or next((theme.version for theme in found), "")
    return tuple(theme for theme in found if theme.version == wanted)


def theme_refs(theme_ids: Iterable[int]) -> dict[int, ThemeRef]:
    """Give themes by id; unknown ids are left out. Queries: 1."""
    return {theme.pk: _ref(theme) for theme in Theme.objects.filter(pk__in=set(theme_ids))}


def _ref(theme: Theme) -> ThemeRef:
    return ThemeRef(
        id=theme.pk,
        taxonomy=Taxonomy(theme.taxonomy),
        version=theme.version,
        code=theme.code,
        parent_id=theme.parent_id,
        names=theme.names,
        short_names=theme.short_names,
    )
