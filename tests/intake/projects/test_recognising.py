"""Projects of files with other codes or none are found again by title and place, and asked about."""

from __future__ import annotations

import pytest

from athar.intake.actions import import_plan
from athar.intake.projects.recognising import KnownByTitle
from athar.kernel.text import Translated
from athar.plans.models import Commitment
from athar.plans.queries import KnownProject, known_projects
from tests.intake.small import DAM, ROAD, ROWS, SCHOOL, options, plan_csv

pytestmark = pytest.mark.django_db


def _without_code(row, **changed):
    return {name: text for name, text in {**row, **changed}.items() if name != "code"}


def _take(*rows):
    return import_plan(by=None, file=plan_csv(*rows), options=options())


def _asked(report):
    return [
        (problem.code.value, problem.row, problem.value, problem.detail)
        for problem in report.problems
        if problem.code.value.startswith("code")
    ]


@pytest.fixture
def stored():
    """The small plan, imported."""
    _take(*ROWS)


def test_file_without_codes_finds_its_projects_by_title(stored):
    report = _take(*(_without_code(row) for row in ROWS))

    assert _asked(report) == [("codes_recognised", 2, "", "3")]
    assert (report.changes.added, report.changes.changed, report.changes.gone) == (0, 0, 0)


def test_unknown_titles_of_a_file_without_codes_get_codes_of_their_own(stored):
    report = _take(_without_code(ROAD), _without_code(SCHOOL, title="Lycée"))

    assert _asked(report) == [("codes_recognised", 2, "", "1"), ("codes_proposed", 3, "", "1")]
    assert (report.changes.added, report.changes.gone) == (1, 2)


def test_single_project_without_code_is_recognised(stored):
    report = _take(ROAD, _without_code(DAM), SCHOOL)

    assert _asked(report) == [("code_recognised", 3, "", "PDR-A2-01")]
    assert report.changes.changed == 0


def test_project_under_another_code_keeps_the_one_it_has(stored):
    report = _take(ROAD, {**DAM, "code": "PDR-A9-07"}, SCHOOL)

    assert _asked(report) == [("code_differs", 3, "PDR-A9-07", "PDR-A2-01")]
    assert sorted(Commitment.objects.values_list("code", flat=True)) == [
        "PDR-A1-01",
        "PDR-A2-01",
        "PDR-A3-01",
    ]


def test_new_project_with_the_title_of_one_the_file_names_is_new(stored):
    report = _take(*ROWS, {**DAM, "code": "PDR-A2-02"})

    assert _asked(report) == []
    assert report.changes.added == 1


class _Row:
    """What recognising reads of a project: its titles and the texts of its places."""

    def __init__(self, title, *places):
        self.title = Translated(fr=title)
        self.places = {"provinces": places}


@pytest.fixture
def schools():
    """Two schools with one title, in two provinces."""
    title = Translated(fr="École", ar="مدرسة")
    return KnownByTitle(
        [
            KnownProject("S-1", title, frozenset({"01.151", "Chefchaouen", "شفشاون"})),
            KnownProject("S-2", title, frozenset({"01.511", "Ouezzane", "وزان"})),
        ]
    )


@pytest.mark.parametrize(
    ("row", "taken", "code"),
    [
        (_Row("ÉCOLE", "OUEZZANE"), (), "S-2"),
        (_Row("مدرسة", "شفشاون"), (), "S-1"),
        (_Row("Ecole", "Tanger"), (), None),
        (_Row("Ecole"), (), None),
        (_Row("Ecole"), ("S-1",), "S-2"),
        (_Row("Lycée", "Ouezzane"), (), None),
    ],
)
def test_places_decide_between_projects_of_one_title(schools, row, taken, code):
    assert schools.find(row, taken) == code


def test_known_projects_are_read_in_two_queries(plan, django_assert_num_queries):
    with django_assert_num_queries(2):
        found = known_projects(plan.id)

    assert [(one.code, one.title["fr"], sorted(one.place_names)) for one in found][:1] == [
        ("PDR-001", "Barrage de Oued Laou", ["01.151", "Lieu 01.151", "مكان 01.151"])
    ]
