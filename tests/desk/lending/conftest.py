"""The small plan with a round open, its people, and a browser for whoever delegates."""

from tests.desk.reporting.conftest import desk  # noqa: F401 - the desk of one person after another
