"""Only an administrator, or the operator at the command line, loads reference data."""

import pytest

from athar.reference.rules import can_load_reference_data
from tests.reference.makers import Administrator, FormerAdministrator, Stranger


@pytest.mark.parametrize(
    ("actor", "allowed"),
    [(None, True), (Administrator(), True), (FormerAdministrator(), False), (Stranger(), False)],
)
def test_reference_data_is_loaded_by_administrators(actor, allowed):
    assert can_load_reference_data(actor) is allowed
