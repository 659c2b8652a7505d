"""Every read of indicators that other packages need."""

from athar.indicators.queries.brought import Brought, values_brought
from athar.indicators.queries.definitions import (
    DimensionView,
    IndicatorView,
    LibraryView,
    OptionView,
    SourceView,
    UnitView,
    indicator_view,
    indicators_by_id,
    indicators_of,
    libraries,
    units,
)
from athar.indicators.queries.exporting import (
    ValueLine,
    ValuesWanted,
    copied_values,
    count_values,
    value_lines,
)
from athar.indicators.queries.frameworks import (
    LineView,
    PlannedView,
    framework_of,
    lines_of_indicator,
    lines_on,
    n_lines_of_projects,
)
from athar.indicators.queries.keys import (
    SoughtIndicators,
    figure_keys,
    indicator_keys,
    indicator_slice,
    keys_for_writing,
)
from athar.indicators.queries.lists import (
    IndicatorFilter,
    IndicatorList,
    IndicatorRow,
    indicator_addresses,
    indicator_exists,
    indicator_list,
)
from athar.indicators.queries.proved import scopes_of_measurement, seen_measurements
from athar.indicators.queries.showing import plans_showing
from athar.indicators.queries.stating import indicators_to_state, libraries_to_state
from athar.indicators.queries.streams import Stated, ValueRow, value_slice
from athar.indicators.queries.values import (
    Origin,
    Said,
    State,
    ValueKey,
    states_of,
    values_as_of,
)

__all__ = [
    "Brought",
    "DimensionView",
    "IndicatorFilter",
    "IndicatorList",
    "IndicatorRow",
    "IndicatorView",
    "LibraryView",
    "LineView",
    "OptionView",
    "Origin",
    "PlannedView",
    "Said",
    "SoughtIndicators",
    "SourceView",
    "State",
    "Stated",
    "UnitView",
    "ValueKey",
    "ValueLine",
    "ValueRow",
    "ValuesWanted",
    "copied_values",
    "count_values",
    "figure_keys",
    "framework_of",
    "indicator_addresses",
    "indicator_exists",
    "indicator_keys",
    "indicator_list",
    "indicator_slice",
    "indicator_view",
    "indicators_by_id",
    "indicators_of",
    "indicators_to_state",
    "keys_for_writing",
    "libraries",
    "libraries_to_state",
    "lines_of_indicator",
    "lines_on",
    "n_lines_of_projects",
    "plans_showing",
    "scopes_of_measurement",
    "seen_measurements",
    "states_of",
    "units",
    "value_lines",
    "value_slice",
    "values_as_of",
    "values_brought",
]
