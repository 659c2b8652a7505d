"""What stands beside a figure: its history, limits, target, and the remarks left on it."""

from __future__ import annotations

import pytest

from athar.reporting.models import ReportComment
from tests.desk.grid.conftest import text_of
from tests.reporting import cast as made

pytestmark = pytest.mark.django_db


def beside(grid, code="PDR-001", field="physical", **sent):
    address = f"{grid.address}/{grid.desk.plan.commitments[code]}/{field}"
    if sent:
        return grid.desk.client.post(f"{address}?lang=en", sent)
    return grid.desk.client.get(address, {"lang": "en"})


def test_history_of_a_figure_says_what_and_when(grid):
    grid.desk.as_("manager")

    page = text_of(beside(grid))

    assert "Earlier values 80% 30 June 2025" in page
    assert "declared" in page


def test_history_of_an_indicator_says_its_period_and_who_stated_it(grid, line):
    grid.desk.as_("manager")

    page = text_of(beside(grid, field=line))

    assert "Earlier values 40 2024" in page
    assert "This period 2025" in page


def test_remark_stands_beside_the_cell(grid):
    grid.desk.drafted()
    grid.desk.as_("validator")

    answer = beside(grid, text="Preuve ?")
    page, table = beside(grid), grid.get()

    assert answer.status_code == 302
    assert ReportComment.objects.values_list("field", "text").get() == ("physical", "Preuve ?")
    assert "Preuve ?" in text_of(page)
    assert "1 remark" in text_of(table)


def test_remark_that_says_nothing_is_refused_at_its_field(grid):
    grid.desk.drafted()
    grid.desk.as_("manager")

    answer = beside(grid, text=" ")

    assert (answer.status_code, "Write a remark." in text_of(answer)) == (422, True)


def test_nobody_remarks_on_a_report_that_nobody_began(grid):
    grid.desk.as_("manager")

    page, answer = beside(grid), beside(grid, text="x")

    assert "Add the remark" not in text_of(page)
    assert "Nobody began this report yet." in text_of(answer)


@pytest.mark.parametrize("who", ["stranger", "citizen", "evaluator"])
def test_figure_is_not_there_for_others(grid, who):
    made.drafted(
        grid.desk.plan, grid.desk.people.manager, round_id=grid.desk.round_id, code="PDR-002"
    )
    grid.desk.as_(who)

    assert beside(grid, "PDR-002").status_code == 404
    assert beside(grid, "PDR-002", text="x").status_code == 404
    assert ReportComment.objects.count() == 0


@pytest.mark.parametrize("field", ["narrative.fr", "indicator.999.", "nothing"])
def test_other_fields_have_no_page(grid, field):
    grid.desk.as_("manager")

    assert beside(grid, field=field).status_code == 404
