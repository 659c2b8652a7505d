"""Figures as of a publication: put together by the steps of today from what was stated by then."""

from __future__ import annotations

import random

import pytest

from athar.indicators.enums import NoNumber
from athar.indicators.queries import indicators_of
from athar.rollups.enums import MadeOf
from athar.rollups.queries import TooMuchAtOnce, figures_at, figures_shown, past_cells, stated_in
from athar.rollups.queries.computed import periods_shown
from athar.trail.moments import read_as_of
from athar.trail.queries import last_publication_number
from tests.rollups.cells.acts import stated_by_chance
from tests.rollups.formulas import add_computed

MEASURED = ("flow", "rate", "peak", "stock", "alone")


def view(code):
    return next(one for one in indicators_of("all") if one.code == code)


def now():
    return read_as_of(str(last_publication_number()))


def at(setting, code, place, as_of, **wanted):
    found = figures_at(view(code), (setting.places[place],), as_of=as_of, **wanted)
    return [(one.period, one.value, one.made_of.value, one.known, one.expected) for one in found]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_publication_gives_the_figures_that_stood_then(setting, seed):
    chance = random.Random(seed)
    add_computed(setting)
    measured = {code: setting.indicators[code] for code in ("flow", "rate", "peak", "stock")}
    setting.indicators.clear()
    setting.indicators.update(measured)
    seen, periods = [], []
    pairs = [(one, part) for one in indicators_of("all") for part in ("", "sex=female")]
    for n in (60, 40, 40):
        setting.record(*stated_by_chance(chance, setting, n))
        seen.append((now(), figures_shown(indicators_of("all"))))
        periods.append(periods_shown(pairs))

    assert len({one for _as_of, one in seen}) == 3
    assert [periods_shown(pairs, as_of=as_of) for as_of, _then in seen] == periods
    for as_of, then in seen:
        assert figures_shown(indicators_of("all"), as_of=as_of) == then
        for place in ("R1", "M1"):
            wanted = ([setting.places[place], setting.places["P2"]], ["", "area=rural"])
            some = figures_shown(indicators_of("all"), *wanted, ["2024"], as_of=as_of)
            assert some == tuple(
                one
                for one in then
                if one.place_id in wanted[0] and one.category in wanted[1] and one.period == "2024"
            )


def test_value_corrected_twice_gives_each_figure_the_public_saw(setting):
    setting.state("flow", "M2", value=5)
    seen = []
    for value in (30, 25, 27):
        setting.state("flow", "M1", value=value)
        seen.append(now())

    told = [at(setting, "flow", "P1", as_of) for as_of in seen]

    assert told == [[("2024", n, "places", 2, 2)] for n in (35, 30, 32)]


def test_part_of_the_whole_and_of_the_year_count(setting):
    setting.state("flow", "M1", "2024-Q1", part="sex=female", value=3)
    setting.state("flow", "M1", "2024-Q2", part="sex=male", value=4)
    setting.state("flow", "M1", "2023", value=9)
    setting.state("flow", "M1", "2024-Q2", part="sex=male", no_number=NoNumber.NOT_DUE)

    found = figures_shown([view("flow")], [setting.places["M1"]], [""], ["2024"], as_of=now())

    assert [(one.period, one.value, one.made_of) for one in found] == [("2024", 3, MadeOf.PERIODS)]


def test_nothing_had_been_stated(setting, django_assert_num_queries):
    setting.state("flow", "M1", value=1)
    before = read_as_of(str(last_publication_number() - 1))
    flow = view("flow")

    with django_assert_num_queries(3):
        assert figures_shown([flow], [setting.places["P1"]], as_of=before) == ()


@pytest.mark.parametrize("n", [1, 3])
def test_number_of_queries_does_not_grow(setting, n, django_assert_num_queries):
    for year in range(n):
        setting.state("flow", "M1", f"202{year}", value=30)
        setting.state("flow", "M2", f"202{year}", value=30)
    flow, as_of = view("flow"), now()

    with django_assert_num_queries(10):
        found = figures_shown([flow], [setting.places["P1"], setting.places["M1"]], as_of=as_of)

    assert len(found) == 2 * n


def test_of_too_many_values_only_what_was_stated_is_given(setting, monkeypatch):
    setting.state("flow", "M1", value=30)
    setting.state("flow", "M2", value=10)
    setting.state("flow", "P1", "2023", value=7)
    monkeypatch.setattr(past_cells, "MOST", 2)

    assert at(setting, "flow", "P1", now()) == [("2023", 7, "", 1, 1)]
    assert at(setting, "flow", "M1", now()) == [("2024", 30, "", 1, 1)]
    monkeypatch.setattr(past_cells, "MOST", 1)
    assert at(setting, "flow", "P1", now(), category="", periods=("2024",)) == []


def test_what_is_put_together_of_no_places_is_read_where_it_was_stated(setting):
    setting.state("alone", "M1", value=30)
    setting.state("alone", "M1", value=31)
    setting.state("alone", "C", part="sex=male", value=5)

    found = figures_shown([view("alone")], as_of=now())

    assert [(one.category, one.value) for one in found] == [("sex=male", 5), ("", 31)]
    assert figures_shown([view("alone")], None, ["sex=male"], as_of=now()) == found[:1]


def test_too_many_values_are_told(setting, monkeypatch):
    setting.state("flow", "M1", value=30)
    setting.state("flow", "M2", value=10)
    asked = {"as_of": now()}
    assert not figures_shown([view("flow")], **asked).is_cut
    monkeypatch.setattr(past_cells, "MOST", 1)

    assert figures_shown([view("flow")], **asked).is_cut
    assert not figures_shown([view("flow")]).is_cut
    with pytest.raises(TooMuchAtOnce):
        periods_shown([(view("flow"), "")], **asked)
    assert periods_shown([], **asked) == {}


def test_what_is_put_together_of_no_places_does_not_read_those_below(setting, monkeypatch):
    setting.state("alone", "M1", value=1)
    setting.state("alone", "M2", value=2)
    setting.state("alone", "P1", value=3)
    setting.state("flow", "M1", value=4)
    monkeypatch.setattr(past_cells, "MOST", 2)

    found = figures_shown([view("alone"), view("flow")], [setting.places["P1"]], as_of=now())

    assert [one.value for one in found] == [4, 3]


def test_indicators_stated_at_a_place_or_below_it(setting, django_assert_num_queries):
    add_computed(setting)
    setting.state("alone", "M1", value=1)
    setting.state("flow", "M1", value=4)
    number = now().number
    setting.state("stock", "M1", value=4)
    codes = {key: code for code, key in setting.indicators.items()}

    def names(place, **wanted):
        found = stated_in(setting.places[place], **{"number": number, "limit": 50, **wanted})
        return [codes[one] for one in found if one in codes and codes[one] in MEASURED]

    assert names("M1") == ["flow", "alone"]
    assert names("P1") == ["flow"]
    assert names("P1", number=now().number) == ["flow", "stock"]
    assert names("M1", after=setting.indicators["flow"]) == ["alone"]
    assert names("M2") == []
    with django_assert_num_queries(2):
        assert len(stated_in(setting.places["M1"], number=number, limit=1)) == 1
