"""Maps of places: coloured by value, by kind, or only to show where."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Protocol

from markupsafe import Markup, escape

from athar.kernel.text import Translated
from athar.ui.charts import svg
from athar.ui.charts.legend import step_of
from athar.ui.charts.lettering import Unit, writer
from athar.ui.charts.naming import AIR, LINE, Label, Named, labels_for, room_for
from athar.ui.charts.outlines import Figure, Fitting, box_of, figure_of, fit
from athar.ui.charts.pins import Pin, pinned

WIDTH, HEIGHT = 600.0, 640.0
_UNKNOWN = "hatch"
_ON_DARK = frozenset({"m4", "m5"})
_ON_LIGHT = frozenset({"m1", "m2", "m3", "mi"})
_TOO_SMALL = 14.0
_BASE = 0.78
_SPOT = 11.0


class _Place(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def names(self) -> Translated: ...


class Outlined(Protocol):
    """A place with its outline, as the reference package gives it."""

    @property
    def place(self) -> _Place: ...
    @property
    def path(self) -> str: ...
    @property
    def label_x(self) -> int: ...
    @property
    def label_y(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Area:
    """A place on a map: outline in map units, a point well inside it, and what is known of it.

    `tint` is the class that fills it (m0 to m5, mi; "hatch" for unknown); choropleths set it.
    `figure` is the printed value; an area without name or figure is drawn without label. `says` is
    what one reads when pointing at a place that leads somewhere; a chosen one has a thick border.
    """

    key: str
    name: str
    path: str
    label_x: float
    label_y: float
    value: Decimal | None = None
    figure: str = ""
    tint: str = "m0"
    href: str = ""
    says: str = ""
    is_chosen: bool = False


def area_of(
    shape: Outlined,
    *,
    lang: str,
    value: Decimal | None = None,
    href: str = "",
    tint: str = "m0",
    says: str = "",
) -> Area:
    """Make an area of a place's outline, named in `lang`."""
    return Area(
        key=shape.place.code,
        name=shape.place.names.in_language(lang).text,
        path=shape.path,
        label_x=shape.label_x,
        label_y=shape.label_y,
        value=value,
        href=href,
        tint=tint,
        says=says,
    )


def choropleth(
    areas: Sequence[Area],
    breaks: Sequence[Decimal],
    *,
    lang: str,
    unit: Unit | str = Unit.PROGRESS,
    names: bool = True,
) -> Markup:
    """Colour places by value in five green steps, unknown hatched, with name and value.

    `breaks` are the four lower bounds of steps 2 to 5.
    Errors: ValueError unless there are one to four ascending breaks.
    """
    if not 0 < len(breaks) < 5 or sorted(breaks) != list(breaks):
        raise ValueError(f"A map needs one to four ascending breaks, not {list(breaks)!r}.")
    write = writer(unit, lang)
    tinted = [
        replace(one, tint=_UNKNOWN)
        if one.value is None
        else replace(one, tint=f"m{step_of(one.value, breaks)}", figure=write(one.value))
        for one in areas
    ]
    return category_map(tinted, names=names)


def category_map(
    areas: Sequence[Area],
    *,
    names: bool = True,
    ground: Sequence[Area] = (),
    css: str = "map",
    pins: Sequence[Pin] = (),
    links: bool = False,
) -> Markup:
    """Colour places by their own tint over a nameless ground; names where there is room.

    The map is hidden from screen readers: the table beside it carries names, values, links. With
    `links` a place leads where it says to whoever points at it; the keyboard passes it by.
    """
    if not areas and not ground:
        return Markup("")
    boxes = [box_of(one.path) for one in (*ground, *areas)]
    fitting, width, height = fit(boxes, width=WIDTH, height=HEIGHT)
    figures = [figure_of(one.path, fitting) for one in areas]
    marks = [_ground(one, fitting) for one in ground]
    marks.extend(
        _shape(one, figure, is_link=links) for one, figure in zip(areas, figures, strict=True)
    )
    marks.extend(pinned(pins, fitting))
    labels = _labels(areas, figures, fitting, width, height) if names else []
    marks.extend(_leaders([label for _, label in labels]))
    for one, label in labels:
        marks.extend(_words(one, label))
    return _sheet(marks, css, width, height, [label.box for _, label in labels])


@dataclass(frozen=True, slots=True)
class Degrees:
    """How degrees become units: longitude · `across` + `left`, latitude · `down` + `top`."""

    across: float
    left: float
    down: float
    top: float


@dataclass(frozen=True, slots=True)
class PickingMap:
    """A drawing on which points are picked, and how degrees become units of it."""

    drawing: Markup
    degrees: Degrees


def picking_map(
    areas: Sequence[Area], rims: Sequence[Area], *, degrees: Degrees, rim_degrees: Degrees
) -> PickingMap:
    """Draw places to be pointed at, without words, under the rims and names of larger ones.

    Each place carries its name and what it `says`, for a script to read; two sets of outlines may
    have units of their own.
    """
    fitting, width, height = fit((box_of(one.path) for one in areas), width=WIDTH, height=HEIGHT)
    ratio = degrees.across / rim_degrees.across
    onto = Fitting(
        fitting.scale * ratio,
        rim_degrees.left - (degrees.left - fitting.left) / ratio,
        rim_degrees.top - (degrees.top - fitting.top) / ratio,
    )
    figures = [figure_of(one.path, onto) for one in rims]
    marks = [
        f'<path class="m0" data-name="{escape(one.name)}" data-place="{escape(one.says)}"'
        f' d="{figure_of(one.path, fitting).path}"/>'
        for one in areas
    ]
    marks.extend(f'<path class="rim" d="{one.path}"/>' for one in figures)
    named = _labels(rims, figures, onto, width, height)
    marks.extend(_leaders([label for _, label in named]))
    for one, label in named:
        marks.extend(_words(one, label))
    return PickingMap(
        _sheet(marks, "map", width, height, [label.box for _, label in named]),
        Degrees(
            degrees.across * fitting.scale,
            (degrees.left - fitting.left) * fitting.scale,
            degrees.down * fitting.scale,
            (degrees.top - fitting.top) * fitting.scale,
        ),
    )


def locator_map(
    areas: Sequence[Area],
    highlighted: Collection[str],
    spots: Sequence[tuple[float, float]] = (),
) -> Markup:
    """Show some places (by key) on the ground of the others, and spots in them, without words.

    A place too small to be seen gets a ring around it. Spots are in map units.
    """
    if not areas:
        return Markup("")
    fitting, width, height = fit((box_of(one.path) for one in areas), width=WIDTH, height=HEIGHT)
    marks, rings = [], []
    for one in areas:
        is_shown = one.key in highlighted
        figure = figure_of(one.path, fitting)
        marks.append(_shape(replace(one, tint="m4" if is_shown else "m0"), figure))
        if is_shown and _is_tiny(figure):
            x, y = fitting.spot(one.label_x, one.label_y)
            rings.append(svg.dot(x, y, 9, "pt"))
    dots = [svg.dot(*fitting.spot(x, y), _SPOT, "spot") for x, y in spots]
    return _sheet([*marks, *rings, *dots], "map", width, height, [])


def _is_tiny(figure: Figure) -> bool:
    left, top, right, bottom = figure.box
    return max(right - left, bottom - top) < _TOO_SMALL


def _ground(one: Area, fitting: Fitting) -> str:
    return f'<path class="bg" d="{figure_of(one.path, fitting).path}"/>'


def _shape(one: Area, figure: Figure, *, is_link: bool = False) -> str:
    css = f"{one.tint} here" if one.is_chosen else one.tint
    fill = f'class="{css}"'
    if one.tint == _UNKNOWN:
        fill = 'fill="url(#hatch)"' + (' class="here"' if one.is_chosen else "")
    if is_link and one.href:
        return svg.pointed(one.href, one.says or one.name, f'<path {fill} d="{figure.path}"/>')
    link = f' data-href="{escape(one.href)}"' if one.href else ""
    return f'<path {fill} d="{figure.path}"{link}/>'


def _labels(
    areas: Sequence[Area],
    figures: Sequence[Figure],
    fitting: Fitting,
    width: float,
    height: float,
) -> list[tuple[Area, Label]]:
    wanted = [
        (one, Named(figure, fitting.spot(one.label_x, one.label_y), room_for(*_lines(one))))
        for one, figure in zip(areas, figures, strict=True)
        if one.name
    ]
    labels = labels_for(tuple(named for _, named in wanted), width, height)
    return [(one, label) for (one, _), label in zip(wanted, labels, strict=True) if label]


def _lines(one: Area) -> list[str]:
    return [one.name, one.figure] if one.figure else [one.name]


def _leaders(labels: Sequence[Label]) -> Iterator[str]:
    for label in labels:
        if label.leader:
            (x1, y1), (x2, y2) = label.leader
            yield svg.line(x1, y1, x2, y2, "ld")


def _words(one: Area, label: Label) -> Iterator[str]:
    """Print the name, and the value under it, in the colour its ground asks for."""
    ground = ""
    if label.is_inside:
        ground = " on-d" if one.tint in _ON_DARK else " in" if one.tint in _ON_LIGHT else ""
    middle, top = (label.box[0] + label.box[2]) / 2, label.box[1] + AIR / 2
    for place, (words, css) in enumerate(zip(_lines(one), "pv", strict=False)):
        yield svg.text(middle, top + LINE * (place + _BASE), words, css=f"{css}{ground}")


def _sheet(
    marks: Sequence[str], css: str, width: float, height: float, boxes: Sequence[svg.Box]
) -> Markup:
    """Wrap a map into a drawing just large enough for its land and its labels."""
    land = (-2.0, -2.0, width + 2, height + 2)
    sides = list(zip(land, *boxes, strict=True))
    left, top, right, bottom = min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3])
    at = f"{svg.short(left)} {svg.short(top)}"
    drawn = svg.drawing(css, right - left, bottom - top, marks, at=at)
    return Markup(drawn)  # noqa: S704  # svg.text escapes every word, _shape every link
