"""What must hold of places and themes before they are stored."""

import re
from collections.abc import Collection, Hashable, Iterable, Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from athar.reference.enums import PlaceKind, Taxonomy
from athar.reference.geojson import RawOutline, feature_problem
from athar.reference.tables import MOST_PROBLEMS, PlaceKey, PlaceRow, SpellingRow, ThemeRow

_PLACE_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,19}")
_SCHEME = re.compile(r"[a-z0-9][a-z0-9-]{0,19}")
_THEME_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_LONGEST_NAME = 100
_DEEPEST = 8


def check_places(
    rows: Collection[PlaceRow],
    *,
    parents: Mapping[PlaceKey, PlaceKey | None],
    sources: Collection[str],
) -> None:
    """Refuse places with unknown kinds, parents or sources, written twice, or in a circle.

    Shape: `parents` holds the places already stored. Errors: ValidationError, one per line.
    """
    problems = list(_repeated((row.line, row.key) for row in rows))
    tree = {**parents, **{row.key: row.parent for row in rows}}
    for row in rows:
        problems += (_on_line(row.line, what) for what in _place_problems(row, tree, sources))
    _refuse(problems)


def check_spellings(rows: Collection[SpellingRow], *, places: Collection[PlaceKey]) -> None:
    """Refuse spellings of unknown places and empty ones. Errors: ValidationError."""
    problems = []
    for row in rows:
        if row.key not in places:
            problems.append(_on_line(row.line, _unknown_place(row.key)))
        if not 0 < len(row.spelling) <= _LONGEST_NAME:
            problems.append(_on_line(row.line, _("the spelling is empty or too long")))
    _refuse(problems)


def check_themes(rows: Collection[ThemeRow], *, sources: Collection[str]) -> None:
    """Refuse themes of unknown taxonomies, without a name, or below an unknown parent.

    Shape: parents stand before their children. Errors: ValidationError, one per line.
    """
    problems = list(_repeated((row.line, (row.taxonomy, row.version, row.code)) for row in rows))
    seen: set[tuple[str, str, str]] = set()
    for row in rows:
        problems += (_on_line(row.line, what) for what in _theme_problems(row, seen, sources))
        seen.add((row.taxonomy, row.version, row.code))
    _refuse(problems)


def check_places_known(
    outlines: Iterable[RawOutline], *, places: Collection[str], scheme: str
) -> None:
    """Refuse outlines of places that are not loaded. Errors: ValidationError, one per feature."""
    _refuse(
        [
            feature_problem(one.number, one.code, _unknown_place(PlaceKey(scheme, one.code)))
            for one in outlines
            if one.code not in places
        ]
    )


def _place_problems(
    row: PlaceRow, tree: Mapping[PlaceKey, PlaceKey | None], sources: Collection[str]
) -> Iterable[str]:
    if not _SCHEME.fullmatch(row.key.scheme) or not _PLACE_CODE.fullmatch(row.key.code):
        yield _("“%(code)s” is not a place code") % {"code": f"{row.key.scheme}:{row.key.code}"}
    if row.kind not in PlaceKind.values:
        yield _("“%(kind)s” is not a kind of place") % {"kind": row.kind}
    if row.parent and row.parent not in tree:
        yield _unknown_place(row.parent)
    elif _is_too_deep(row.key, tree):
        yield _("the place lies within itself, or too deep")
    yield from _name_problems(row.names.values())
    yield from _source_problems(row.source, sources)
    for count in row.counts:
        if count.inhabitants is None and count.households is not None:
            yield _("households are given without inhabitants")


def _theme_problems(
    row: ThemeRow, seen: Collection[tuple[str, str, str]], sources: Collection[str]
) -> Iterable[str]:
    if row.taxonomy not in Taxonomy.values:
        yield _("“%(taxonomy)s” is not a taxonomy") % {"taxonomy": row.taxonomy}
    if not _THEME_CODE.fullmatch(row.code) or not 0 < len(row.version) <= 20:
        yield _("“%(code)s” is not a code of a theme, or its version is missing") % {
            "code": row.code
        }
    if not row.names:
        yield _("the name is missing")
    if row.parent and (row.taxonomy, row.version, row.parent) not in seen:
        yield _("the parent “%(code)s” does not stand before") % {"code": row.parent}
    yield from _source_problems(row.source, sources)


def _name_problems(names: Collection[str]) -> Iterable[str]:
    if not names:
        yield _("the name is missing")
    if any(len(name) > _LONGEST_NAME for name in names):
        yield _("a name is longer than %(most)d characters") % {"most": _LONGEST_NAME}


def _source_problems(source: str, sources: Collection[str]) -> Iterable[str]:
    if source and source not in sources:
        yield _("the source “%(code)s” is not known") % {"code": source}


def _is_too_deep(key: PlaceKey, tree: Mapping[PlaceKey, PlaceKey | None]) -> bool:
    above: PlaceKey | None = key
    for _level in range(_DEEPEST):
        above = tree.get(above) if above else None
    return above is not None


def _repeated(keys: Iterable[tuple[int, Hashable]]) -> Iterable[ValidationError]:
    seen: set[Hashable] = set()
    for line, key in keys:
        if key in seen:
            yield _on_line(line, _("this code stands in the table twice"))
        seen.add(key)


def _unknown_place(key: PlaceKey) -> str:
    return _("the place %(scheme)s:%(code)s is not known") % {
        "scheme": key.scheme,
        "code": key.code,
    }


def _on_line(line: int, what: str) -> ValidationError:
    return ValidationError(
        _("Line %(line)d: %(what)s."), code="row", params={"line": line, "what": what}
    )


def _refuse(problems: list[ValidationError]) -> None:
    if problems:
        raise ValidationError(problems[:MOST_PROBLEMS])
