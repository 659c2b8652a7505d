"""Spark lines: the run of an indicator beside its name, without words."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from markupsafe import Markup

from athar.kernel.text import direction
from athar.ui.charts import svg
from athar.ui.charts.gaps import Corner, unbroken

WIDTH, HEIGHT = 120, 32
_EDGE = 6
#: Half the width of the ticks that mark the baseline and the target.
_TICK = 6


def spark_line(
    values: Sequence[Decimal | None],
    *,
    lang: str,
    baseline: Decimal | None = None,
    target: Decimal | None = None,
) -> Markup:
    """Draw regular values in reading order, the last one known as a point.

    The baseline is a short tick where the line starts, the target a bold one where it ends. An
    unknown value interrupts the line; a line whose last values are unknown stops before its end.
    Nothing is drawn when no value is known.
    """
    known = [float(value) for value in values if value is not None]
    if not known:
        return Markup("")
    marks_at = [float(mark) for mark in (baseline, target) if mark is not None]
    low, high = min(known + marks_at), max(known + marks_at)
    step = (WIDTH - 2 * _EDGE) / max(len(values) - 1, 1)
    is_mirrored = direction(lang) == "rtl"

    def along(way: float) -> float:
        return WIDTH - way if is_mirrored else way

    def level(value: Decimal) -> float:
        share = (float(value) - low) / (high - low) if high > low else 0.5
        return HEIGHT - _EDGE - share * (HEIGHT - 2 * _EDGE)

    marks = []
    for mark, css, way in ((baseline, "sp-b", _TICK), (target, "sp-t", WIDTH - _TICK)):
        if mark is not None:
            x, y = along(way), level(mark)
            marks.append(svg.line(x - _TICK, y, x + _TICK, y, css))
    spots = [
        None if value is None else (along(_EDGE + place * step), level(value))
        for place, value in enumerate(values)
    ]
    marks.extend(_run(spots))
    last = next(spot for spot in reversed(spots) if spot is not None)
    marks.append(svg.dot(*last, 3.5, "sp-l"))
    return Markup(  # noqa: S704  # holds no words
        f'<svg class="spark" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' aria-hidden="true">{"".join(marks)}</svg>'
    )


def _run(spots: Sequence[Corner | None]) -> Iterator[str]:
    for stretch in unbroken(spots):
        if len(stretch) > 1:
            yield svg.path(stretch, "sp")
        else:
            yield svg.dot(*stretch[0], 2, "sp-l")
