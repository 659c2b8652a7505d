"""The map of the gallery that is read in time: invented places, three periods."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from athar.ui import formatting
from athar.ui.charts.legend import equal_breaks, tally
from athar.ui.charts.maps import Area, choropleth
from athar.ui.samples.words import RESULTS

PERIODS = ("2004", "2009", "2014", "2019", "2024")
SHOWN = "2019"
#: A key of RESULTS, an outline, a point in it, a value for each period.
_PLACES = (
    ("tanger", "M60 40L190 10L240 120L170 210L50 170z", 140, 110, (51, 58, 66, 82, 92)),
    ("mdiq", "M190 10L260 0L290 110L240 120z", 245, 60, (48, None, 71, 86, 95)),
    (
        "tetouan",
        "M240 120L290 110L380 230L330 300L230 270L170 210z",
        275,
        205,
        (44, 52, 60, 78, 91),
    ),
    (
        "chefchaouen",
        "M230 270L330 300L380 230L470 270L450 400L330 430L220 380z",
        345,
        340,
        (12, 18, 24, None, None),
    ),
    (
        "hoceima",
        "M380 230L600 210L650 320L560 400L450 400L470 270z",
        545,
        300,
        (20, 29, 44, 58, 77),
    ),
    (
        "ouezzane",
        "M170 210L230 270L220 380L330 430L250 520L120 470L90 330z",
        190,
        400,
        (9, 20, 31, 49, 75),
    ),
)


@cache
def maps(lang: str) -> Mapping[str, object]:
    """Draw the sample map of the period shown, with its legend and its steps in time."""
    words = RESULTS[lang]
    everything = [_known(value) for *_, values in _PLACES for value in values]
    breaks = equal_breaks(everything)
    at = PERIODS.index(SHOWN)
    areas = [
        Area(key, words[key], path, x, y, _known(values[at])) for key, path, x, y, values in _PLACES
    ]
    counts = tally([one.value for one in areas], breaks)
    return {
        "map": choropleth(areas, breaks, lang=lang, unit="percent"),
        "map_classes": [
            (step.css, formatting.interval(step, "percent", lang=lang), count)
            for step, count in counts
        ],
        "map_periods": [(one, f"?period={one}#map", one == SHOWN) for one in PERIODS],
        "map_rows": [
            (one.name, None if one.value is None else formatting.percent(one.value, lang=lang))
            for one in areas
        ],
    }


def _known(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)
