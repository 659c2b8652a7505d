"""Every write of indicators: libraries, frameworks with their targets, and measured values."""

from athar.indicators.actions.bulk import record_table
from athar.indicators.actions.framework import put_framework
from athar.indicators.actions.libraries import (
    put_dimensions,
    put_indicators,
    put_library,
    put_units,
)
from athar.indicators.actions.loading import LibraryLoaded, load_library, load_measures
from athar.indicators.actions.recording import Recorded, record_measurements
from athar.indicators.actions.returning import TakenBack, take_back_values
from athar.indicators.actions.withdrawing import remove_results, take_back

__all__ = [
    "LibraryLoaded",
    "Recorded",
    "TakenBack",
    "load_library",
    "load_measures",
    "put_dimensions",
    "put_framework",
    "put_indicators",
    "put_library",
    "put_units",
    "record_measurements",
    "record_table",
    "remove_results",
    "take_back",
    "take_back_values",
]
