"""The grid of figures: one way for a figure, typed here or in the form of its report."""

from __future__ import annotations

import re

import pytest

from athar.desk.grid.page import per_page
from athar.indicators.actions import put_framework
from athar.indicators.drafts import ResultLineDraft
from athar.reference.models import Place
from athar.reporting.actions import close_round, save_report
from athar.reporting.enums import ReportState
from athar.reporting.models import Report
from athar.reporting.queries import Part, figures_of, round_owed
from tests.desk.grid.conftest import text_of, value_of
from tests.reporting import cast as made

pytestmark = pytest.mark.django_db


def test_figure_typed_in_the_grid_is_that_of_the_report(grid):
    grid.desk.as_("manager")

    answer = grid.sent({grid.cell("PDR-001", "physical"): "٨٥,٥ %"})

    assert (answer.status_code, grid.report("PDR-001").typed["physical"]) == (302, "٨٥,٥ %")
    form = grid.desk.get(f"reports/{grid.report('PDR-001').pk}").content.decode()
    assert 'value="٨٥,٥ %"' in form
    assert value_of(grid.get(), grid.cell("PDR-001", "physical")) == "٨٥,٥ %"


def test_report_that_nobody_began_shows_what_it_would_begin_with(grid):
    grid.desk.as_("manager")

    answer = grid.get()

    assert value_of(answer, grid.cell("PDR-001", "physical")) == "80"
    assert "As last time" in text_of(answer)
    assert Report.objects.filter(round=grid.desk.round_id).count() == 0


def test_script_is_told_how_each_cell_stands(grid):
    grid.desk.as_("manager")
    name = grid.cell("PDR-001", "physical")

    said = grid.sent({name: "85"}, by_script=True).json()
    wrong = grid.sent({name: "8x"}, by_script=True, **{name.replace("physical", "version"): "2"})

    key = grid.desk.plan.commitments["PDR-001"]
    assert (said["versions"], said["refused"], said["collided"]) == ({f"{key}:version": 2}, {}, {})
    assert ("s-done" in said["marks"][name], "Kept" in said["marks"][name]) == (True, True)
    assert "s-off" in wrong.json()["marks"][name]
    assert "cannot be read here" in wrong.json()["marks"][name]
    assert grid.report("PDR-001").typed["physical"] == "8x"


def test_several_reports_are_kept_at_once_each_by_itself(grid):
    grid.desk.as_("coordinator")
    made.submitted(grid.desk.plan, grid.desk.people.manager, round_id=grid.desk.round_id)
    first, second = grid.cell("PDR-001", "physical"), grid.cell("PDR-002", "physical")

    said = grid.sent({first: "12", second: "34"}, by_script=True).json()

    assert list(said["refused"]) == [str(grid.desk.plan.commitments["PDR-001"])]
    assert grid.report("PDR-002").typed["physical"] == "34"
    assert grid.report("PDR-001").typed["physical"] == made.SAID["physical"]


def test_what_is_refused_stays_in_its_cell_without_script(grid):
    grid.desk.as_("manager")
    name = grid.cell("PDR-001", "physical")

    answer = grid.sent({name: "9" * 5000})

    assert answer.status_code == 422
    assert value_of(answer, name) == "9" * 5000
    assert "The text is too long." in text_of(answer)


def test_two_who_type_into_one_cell_lose_nothing(grid):
    key = grid.desk.drafted(said={"paid": "1"})
    save_report(
        by=grid.desk.people.coordinator, report_id=key, version=2, changes={"physical": "70"}
    )
    grid.desk.as_("manager")
    cid = grid.desk.plan.commitments["PDR-001"]
    typed = {f"{cid}:physical": "75", f"{cid}:committed": "2", f"{cid}:version": "2"}

    answer = grid.sent(typed)

    assert answer.status_code == 409
    assert value_of(answer, f"{cid}:physical") == "75"
    assert "typed meanwhile: “70”" in text_of(answer)
    assert grid.report("PDR-001").typed["physical"] == "70"
    assert grid.report("PDR-001").typed["committed"] == "2"


def test_cells_that_nobody_touched_are_not_written(grid):
    grid.desk.as_("manager")
    name = grid.cell("PDR-001", "physical")

    answer = grid.sent({name: "80", f"was.{name}": "80"})

    assert answer.status_code == 302
    assert Report.objects.filter(round=grid.desk.round_id).count() == 0


def test_value_of_an_indicator_stands_beside_its_last_value(grid, line):
    grid.desk.as_("manager")
    name = grid.cell("PDR-001", line)

    grid.sent({name: "55"})
    answer = grid.get(show="indicators")

    assert value_of(answer, name) == "55"
    assert (grid.report("PDR-001").typed[line], "40" in text_of(answer)) == ("55", True)


def test_value_that_its_store_would_refuse_is_told_at_its_cell(grid, line):
    grid.desk.as_("manager")

    grid.sent({grid.cell("PDR-001", line): "5.55"})
    answer = grid.get(show="indicators")

    assert "This value cannot be taken" in text_of(answer)
    assert 'aria-invalid="true"' in answer.content.decode()


@pytest.mark.parametrize("who", ["stranger", "citizen", "evaluator"])
def test_grid_is_not_there_for_others(grid, who):
    grid.desk.as_(who)

    seen = grid.get()
    typed = grid.sent({grid.cell("PDR-002", "physical"): "1"}, by_script=True)

    assert typed.status_code == 404 or list(typed.json()["refused"])
    assert "PDR-002" not in text_of(seen)
    assert Report.objects.filter(round=grid.desk.round_id).count() == 0


def test_validator_reads_and_types_nothing(grid):
    grid.desk.drafted()
    grid.desk.as_("validator")

    page = grid.get()
    said = grid.sent({grid.cell("PDR-001", "physical"): "1"}, by_script=True).json()

    assert "For you to read only." in text_of(page)
    assert f'name="{grid.cell("PDR-001", "physical")}"' not in page.content.decode()
    assert list(said["refused"].values()) == ["You may not."]
    assert grid.report("PDR-001").typed["physical"] == made.SAID["physical"]


def test_closed_round_is_locked_and_says_so(grid):
    close_round(by=None, round_id=grid.desk.round_id)
    grid.desk.as_("manager")

    page = grid.get()
    said = grid.sent({grid.cell("PDR-001", "physical"): "1"}, by_script=True).json()

    assert "The round is closed." in text_of(page)
    assert list(said["refused"].values()) == ["The round is closed."]


def test_several_reports_are_handed_in_and_the_others_say_why_not(grid):
    made.drafted(grid.desk.plan, grid.desk.people.manager, round_id=grid.desk.round_id)
    grid.desk.as_("coordinator")
    keys = [grid.desk.plan.commitments[code] for code in ("PDR-001", "PDR-002")]

    answer = grid.sent(
        {f"{keys[1]}:declared_status": "completed"},
        do="submit",
        pick=[str(key) for key in keys],
        **{f"{keys[0]}:version": "2"},
    )

    assert answer.status_code == 422
    assert "1 report is handed in for validation." in text_of(answer)
    assert "1 report is not handed in yet" in text_of(answer)
    assert "needs evidence" in text_of(answer)
    assert grid.report("PDR-001").state == ReportState.SUBMITTED
    assert grid.report("PDR-002").state == ReportState.DRAFT


def test_reads_do_not_grow_with_what_is_owed(grid, line, django_assert_num_queries):
    actor = grid.desk.people.coordinator
    grid.desk.as_("coordinator")
    grid.sent({grid.cell("PDR-001", line): "55", grid.cell("PDR-002", "physical"): "3"})

    for part, n in ((Part.PROGRESS, 5), (Part.INDICATORS, 7)):
        data = round_owed(actor, grid.desk.round_id)
        for size in (1, 3):
            with django_assert_num_queries(n):
                figures_of(actor, data, data.reports[:size], part)


def test_grid_is_found_from_my_work_and_from_the_round(grid):
    grid.desk.as_("coordinator")

    work = grid.desk.get("work").content.decode()
    one = grid.desk.get(f"rounds/{grid.desk.round_id}").content.decode()

    assert (f'href="{grid.address}"' in work, f'href="{grid.address}"' in one) == (True, True)


@pytest.mark.parametrize("show", ["progress", "indicators"])
def test_page_and_save_stay_within_their_queries(grid, line, django_assert_max_num_queries, show):
    grid.desk.as_("coordinator")
    name = grid.cell("PDR-001", line if show == "indicators" else "physical")
    grid.sent({name: "50"}, by_script=True)

    with django_assert_max_num_queries(16):
        grid.get(show=show)
    with django_assert_max_num_queries(30):
        grid.sent({name: "55"}, by_script=True, **{name.partition(":")[0] + ":version": "2"})


@pytest.mark.parametrize(
    ("n_cells", "expected"),
    [(0, 60), (4, 60), (15, 60), (16, 58), (100, 9), (989, 1), (5000, 1)],
    ids=str,
)
def test_page_holds_no_more_than_one_form_may_send(n_cells, expected):
    assert per_page(n_cells) == expected


def test_grid_of_indicators_is_cut_where_a_form_would_be_refused(grid, line, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 26
    plan, place = grid.desk.plan, Place.objects.get(code="01").pk
    named = (plan.code, "connected")
    bridge = ResultLineDraft(indicator=named, place_id=place, commitment_code="PDR-002")
    put_framework(by=None, plan_id=plan.id, drafts=[bridge])
    grid.desk.as_("coordinator")

    pages = [grid.get(show="indicators", page=n).content.decode() for n in "12"]

    assert [line in page for page in pages] == [True, False]
    assert [len(re.findall(' data-row="', page)) for page in pages] == [2, 1]


def test_what_is_said_in_words_is_typed_in_its_own_direction(grid, line):
    grid.desk.as_("manager")

    page = grid.get(show="indicators").content.decode()

    assert page.count('dir="auto" autocomplete="off"') == 1
    assert page.count('dir="ltr" inputmode="decimal"') == 1


def test_what_is_public_is_held_against_nothing_that_came_later(grid):
    made.published(
        grid.desk.plan,
        grid.desk.people.manager,
        grid.desk.people.validator,
        round_id=grid.desk.round_id,
    )
    grid.desk.as_("coordinator")

    page = text_of(grid.get(state="published"))

    assert "Handed in: no longer typed." in page
    assert ("96%" in page, "Last value" in page) == (True, False)


def test_round_that_was_closed_shows_nothing_that_nobody_reported(grid):
    close_round(by=None, round_id=grid.desk.round_id)
    grid.desk.as_("manager")

    page = text_of(grid.get())

    assert ("80%" in page, "As last time" in page, "Arrows and Enter" in page) == (False,) * 3
