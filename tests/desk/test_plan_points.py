"""Points of a commitment: typed in any order, picked on a map, doubted outside of their places."""

from __future__ import annotations

import re

import pytest

from athar.plans.models import Edit, Plan
from athar.reference.actions import load_boundaries
from athar.reference.geojson import read_outlines
from athar.reference.models import Place
from tests.desk.test_plan_editor import DAM, now, send
from tests.reference.makers import details, feature, geojson, square

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, people, plan):
    """Somebody who edits a plan whose two provinces are drawn: 6 to 5 and 5 to 4 degrees west."""
    Plan.objects.filter(pk=plan.id).update(place=Place.objects.get(code="01"))
    west, east = feature("01.151", square(-6, 35)), feature("01.511", square(-5, 35))
    load_boundaries(by=None, details=details(), file=read_outlines(geojson(west, east)))
    client.force_login(people.editor)
    return client


def given(point, place="hcp:01.151"):
    return {"place": [place], "place_point": [point]}


def points(plan):
    return now(plan)["points"]


@pytest.mark.parametrize("text", ["35.5, -5.25", "-5.25, 35.5", "٣٥٫٥ ؛ -٥٫٢٥", "5°15'W 35°30'N"])
def test_the_territory_tells_which_number_is_the_latitude(editor, plan, text):
    answer = send(editor, **given(text))

    assert answer.status_code == 302
    assert points(plan) == {"hcp:01.151": ["35.500000", "-5.250000"]}


def test_without_a_territory_the_latitude_is_written_first(client, people, plan):
    client.force_login(people.editor)

    send(client, **given("-5.25, 35.5"))

    assert points(plan) == {"hcp:01.151": ["-5.250000", "35.500000"]}
    assert "picking" not in client.get(DAM).text


@pytest.mark.parametrize(
    ("place", "point", "said"),
    [
        ("hcp:01.151", "here", "is no point: write 35.5, -5.1"),
        ("", "35.5, -5.5", "Name the place in which this point lies."),
    ],
    ids=["unreadable", "nowhere"],
)
def test_a_point_that_cannot_be_kept_says_why_at_its_field(editor, place, point, said):
    answer = send(editor, **given(point, place))

    field = re.search(rf'class="wrong" id="(place[^"]*)-error">[^<]*{said}', answer.text)
    assert (answer.status_code, Edit.objects.count(), field is None) == (422, 0, False)
    assert f'<a href="#{field[1]}">' in answer.text
    assert f'value="{point}"' in answer.text


def test_a_place_named_twice_is_refused_rather_than_a_point_lost(editor):
    rows = {"place": ["hcp:01.151"] * 2, "place_point": ["35.5, -5.5", "35.6, -5.6"]}

    answer = send(editor, **rows)

    assert (answer.status_code, "This place stands in two rows." in answer.text) == (422, True)
    assert "35.6, -5.6" in answer.text


@pytest.mark.parametrize(
    ("point", "said"),
    [
        ("35.5, -5.5", None),
        ("35.5, -4.5", "This point lies outside the place chosen, in مكان 01.511."),
        ("30, -9", "This point lies outside the territory of the plan."),
    ],
    ids=["inside", "beside", "far"],
)
def test_a_point_outside_is_doubted_and_kept(editor, plan, point, said):
    answer = send(editor, **given(point))

    html = editor.get(f"{DAM}?lang=en").text
    doubts = re.findall(r'<p class="note s-risk small"[^>]*>([^<]*)', html)
    assert (answer.status_code, len(points(plan))) == (302, 1)
    assert doubts == ([said] if said else [])


def test_the_form_draws_the_territory_to_be_pointed_at(editor):
    html = editor.get(f"{DAM}?lang=en").text

    across, left = map(float, re.search(r'data-across="(\S+) (\S+)"', html).groups())
    down, top = map(float, re.search(r'data-down="(\S+) (\S+)"', html).groups())
    assert re.findall(r'data-place="([^"]*)"', html) == ["hcp:01.151", "hcp:01.511"]
    assert (round(-6 * across + left, 1), round(-4 * across + left)) == (0.0, 600)
    assert (round(36 * down + top, 1), across > 0 > down) == (0.0, True)
    assert "Surveyors" in html


def test_the_form_with_its_map_takes_few_queries(editor, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        editor.get(DAM)
