"""Spark lines: the run of an indicator beside its name, without words."""

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from athar.kernel.text import direction
from athar.ui.charts import svg

WIDTH, HEIGHT = 132, 36
_EDGE = 5


def spark_line(
    values: Sequence[Decimal | None],
    *,
    lang: str,
    baseline: Decimal | None = None,
    target: Decimal | None = None,
) -> Markup:
    """Draw regular values in reading order, the last one as a point.

    The baseline is dotted, the target dashed. An unknown value interrupts the line.
    Nothing is drawn when no value is known.
    """
    known = [float(value) for value in values if value is not None]
    if not known:
        return Markup("")
    marks_at = [float(mark) for mark in (baseline, target) if mark is not None]
    low, high = min(known + marks_at), max(known + marks_at)
    span = (high - low) or 1.0
    step = (WIDTH - 2 * _EDGE) / max(len(values) - 1, 1)
    is_mirrored = direction(lang) == "rtl"

    def spot(place: int, value: Decimal) -> tuple[float, float]:
        x = _EDGE + place * step
        return WIDTH - x if is_mirrored else x, level(value)

    def level(value: Decimal) -> float:
        return HEIGHT - _EDGE - (float(value) - low) / span * (HEIGHT - 2 * _EDGE)

    marks = []
    for mark, css in ((baseline, "ln-o"), (target, "ln-t")):
        if mark is not None:
            marks.append(svg.path(((0, level(mark)), (WIDTH, level(mark))), css))
    spots = [None if value is None else spot(i, value) for i, value in enumerate(values)]
    marks.extend(_stretches(spots))
    last = next(one for one in reversed(spots) if one is not None)
    marks.append(svg.dot(*last, 3.5, "pt"))
    return Markup(  # noqa: S704  # holds no words
        f'<svg class="spark" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' aria-hidden="true">{"".join(marks)}</svg>'
    )


def _stretches(spots: Sequence[tuple[float, float] | None]) -> list[str]:
    marks, stretch = [], []
    for one in (*spots, None):
        if one is not None:
            stretch.append(one)
            continue
        if len(stretch) > 1:
            marks.append(svg.path(stretch, "ln"))
        elif stretch:
            marks.append(svg.dot(*stretch[0], 2, "pt"))
        stretch = []
    return marks
