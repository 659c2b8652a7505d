"""Every column of every list is explained, once."""

from __future__ import annotations

import pytest

from athar.opendata.columns import Kind
from athar.opendata.dictionary import DICTIONARY, columns
from athar.opendata.explanations import KINDS
from athar.portal.commitments.lines import COLUMNS as COMMITMENTS
from athar.portal.computed.tables import COLUMNS as INPUTS
from athar.portal.convergence.page import COLUMNS as CONVERGENCE
from athar.portal.indicators.listing import COLUMNS as INDICATORS
from athar.portal.indicators.tables import COLUMNS as VALUES
from athar.portal.map.twin import COLUMNS as MAP
from athar.portal.places.tables import COLUMNS as PLACE
from athar.portal.plans.tables import PLACE_COLUMNS, PLAN_COLUMNS
from athar.portal.results.rows import COLUMNS as RESULTS
from athar.portal.territory import tables as territory


@pytest.mark.parametrize(
    "names",
    [
        *(COMMITMENTS, INPUTS, MAP, PLACE, PLACE_COLUMNS, PLAN_COLUMNS),
        *(INDICATORS, VALUES, RESULTS, CONVERGENCE),
        *(territory.MATRIX_COLUMNS, territory.COMPARE_COLUMNS),
        *(territory.COVERAGE_COLUMNS, territory.RESULT_COLUMNS),
    ],
)
def test_columns_of_lists_are_explained(names):
    assert tuple(column.name for column in columns(names)) == names


def test_column_nobody_explained_is_refused():
    with pytest.raises(KeyError):
        columns(["code", "colour"])


def test_choices_have_words_and_nothing_else_has():
    has_words = {name for name, column in DICTIONARY.items() if column.values}

    assert has_words == {
        name for name, one in DICTIONARY.items() if one.kind in {Kind.CHOICE, Kind.YES_NO}
    }


def test_every_kind_of_cell_has_its_word():
    assert set(KINDS) == set(Kind)
