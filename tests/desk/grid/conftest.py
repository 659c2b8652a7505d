"""The small plan with a round open and indicators of its first project, and a grid to type in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from athar.indicators.actions import put_framework, record_measurements
from athar.indicators.drafts import ResultLineDraft
from athar.indicators.models import ResultLine
from athar.reporting.models import Report
from tests.desk.reporting.conftest import Desk, desk  # noqa: F401 - one person after another
from tests.indicators.cast import set_up


@dataclass
class Grid:
    """The grid of the round; cells are named by the code of their project and the field."""

    desk: Desk

    @property
    def address(self) -> str:
        return f"/desk/rounds/{self.desk.round_id}/values"

    def cell(self, code: str, field: str) -> str:
        return f"{self.desk.plan.commitments[code]}:{field}"

    def get(self, **query: str) -> Any:
        return self.desk.client.get(self.address, {"lang": "en", **query})

    def sent(self, typed: dict[str, str], *, by_script: bool = False, **more: Any) -> Any:
        """Send what is typed over the first version of each report, unless more is said."""
        keys = {name.partition(":")[0].removeprefix("was.") for name in typed}
        versions = {f"{key}:version": "1" for key in keys}
        accept = {"accept": "application/json"} if by_script else {}
        given = {"do": "save", **versions, **typed, **more}
        return self.desk.client.post(f"{self.address}?lang=en", given, headers=accept)

    def report(self, code: str) -> Report:
        rows = Report.objects.filter(round=self.desk.round_id)
        return rows.get(commitment=self.desk.plan.commitments[code])


@pytest.fixture
def grid(desk: Desk) -> Grid:  # noqa: F811 - the fixture, not the import
    """The grid of the round of the small plan."""
    return Grid(desk)


@pytest.fixture
def line(grid: Grid) -> str:
    """The field of an indicator of the dam, PDR-001, of which something was measured.

    Another one of the dam is said in words.
    """
    plan = grid.desk.plan
    setting = set_up(plan)
    framework = [
        ResultLineDraft(indicator=named, place_id=setting.places["01"], commitment_code="PDR-001")
        for named in ((plan.code, "connected"), ("shared", "opinion"))
    ]
    put_framework(by=None, plan_id=plan.id, drafts=framework)
    record_measurements(by=None, drafts=[setting.value("connected", value=Decimal(40))])
    return f"indicator.{ResultLine.objects.get(indicator__code='connected').pk}."


def text_of(answer: Any) -> str:
    """Give what a page says, without its marks."""
    return re.sub(r"[\s\u2068\u2069]+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def value_of(answer: Any, name: str) -> str:
    """Give what stands in a cell."""
    page = answer.content.decode()
    (found,) = re.findall(rf' name="{re.escape(name)}" value="([^"]*)"', page)
    return str(found)
