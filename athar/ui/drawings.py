"""The charts and maps of the gallery, drawn from sample figures."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache

from markupsafe import Markup

from athar.ui.charts.lines import Series, Style, line_chart
from athar.ui.charts.maps import Area, choropleth
from athar.ui.charts.sparks import spark_line
from athar.ui.charts.timeline import Span, Version, timeline
from athar.ui.specimens import TODAY, WORDS

_LAID = (0, 4, 9, 13, 18, 24, 31, 37, 43, 49)
_BREAKS = (Decimal(40), Decimal(50), Decimal(60), Decimal(70))
#: Three invented places: a name in each language, an outline, a point in it, a value.
_PLACES = (
    ({"fr": "Nord", "ar": "الشمال"}, "M0 0L300 0L260 200L0 240z", 130, 110, Decimal(82)),
    ({"fr": "Est", "ar": "الشرق"}, "M300 0L600 40L600 300L260 200z", 450, 140, Decimal(57)),
    ({"fr": "Sud", "ar": "الجنوب"}, "M0 240L260 200L600 300L300 460L0 420z", 280, 320, None),
)


@cache
def drawings(lang: str) -> Mapping[str, Markup]:
    """Draw one chart of each kind in a language, by name."""
    return {
        "line": _line(lang),
        "spark": spark_line([Decimal(n) for n in _LAID], lang=lang, target=Decimal(63)),
        "timeline": _timeline(lang),
        "map": choropleth(_areas(lang), _BREAKS, lang=lang),
    }


def _line(lang: str) -> Markup:
    quarters = [date(2023 + n // 4, 1 + n % 4 * 3, 1) for n in range(len(_LAID))]
    realised = tuple((on, Decimal(n)) for on, n in zip(quarters, _LAID, strict=True))
    target = ((date(2024, 1, 1), Decimal(24)), (date(2025, 12, 31), Decimal(63)))
    series = (
        Series(realised),
        Series(target, Style.TARGET, WORDS[lang]["planned"]),
    )
    return line_chart(series, lang=lang, today=TODAY)


def _timeline(lang: str) -> Markup:
    words = WORDS[lang]
    spans = (
        Span(words["planned_end"], date(2022, 12, 1), date(2023, 12, 31), Version.FIRST),
        Span(words["forecast_end"], date(2023, 2, 26), date(2027, 1, 31), Version.REAL, TODAY),
    )
    return timeline(spans, lang=lang, today=TODAY)


def _areas(lang: str) -> list[Area]:
    return [
        Area(names["fr"], names[lang], path, x, y, value) for names, path, x, y, value in _PLACES
    ]
