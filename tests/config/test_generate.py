"""Made-up plans: repeatable, marked as samples, whole in three languages, never beside a real plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from athar.config.commandline import main
from athar.config.generation.plans import Region, make_plan
from athar.config.generation.reports import half_years
from athar.config.generation.words import bodies, words
from athar.finance.models import FundingLine
from athar.indicators.models import PlannedValue, ResultLine
from athar.plans.models import Commitment, Plan
from athar.reference.enums import PlaceKind
from athar.reference.queries import places_by_code
from athar.reporting.models import Report
from athar.rollups.actions import check
from tests.cast import put_places

TODAY = dt.date(2025, 10, 15)


@pytest.fixture
def region(db: None) -> Region:
    put_places()
    places = places_by_code("hcp")
    return Region(places["01"], (places["01.151"], places["01.511"]))


def made(region, *, number=1, n_commitments=300, seed=1):
    return make_plan(number, n_commitments, seed=seed, region=region, sectors={}, today=TODAY)


def test_words_are_complete_in_three_languages():
    programmes = words().programmes
    texts = [one.names for one in bodies()] + list(words().axes.values())
    texts += [text for one in programmes for text in (one.title, *one.works)]

    assert [text for text in texts if set(text) != {"ar", "fr", "en"}] == []
    assert {one.lead for one in programmes} - {one.code for one in bodies()} == set()


def test_same_seed_makes_the_same_plan(region):
    assert made(region) == made(region)


def test_another_seed_makes_another_plan(region):
    first, other = made(region), made(region, seed=2)

    assert (first.plan.code, other.plan.code) == ("SAMPLE-1-001", "SAMPLE-2-001")
    assert first.commitments != other.commitments


def test_plan_mixes_known_and_unknown(region):
    plan = made(region)
    said = {one.commitment_code for one in plan.reports}

    assert plan.plan.is_sample is all(one.is_sample for one in plan.commitments) is True
    assert 0 < sum(one.amount is None for one in plan.commitments) < 60
    assert 0 < sum("en" not in one.title for one in plan.commitments) < 60
    assert 0 < sum(one.planned_end_on is None for one in plan.commitments) < 60
    assert 0 < len(plan.commitments) - len(said) < 60


def test_funding_adds_up_to_the_amount(region):
    plan = made(region)
    amounts = {one.code: one.amount for one in plan.commitments}
    split: dict[str, int] = {}
    for line in plan.funding:
        split[line.commitment_code] = split.get(line.commitment_code, 0) + line.amount

    assert {code: amounts[code] for code in split} == split


def test_phases_of_one_work_in_one_place_have_titles_of_their_own(region):
    titles = [one.title["ar"] for one in made(region).commitments]

    assert len(set(titles)) == len(titles)


def test_half_years_are_those_that_passed():
    assert half_years(dt.date(2024, 1, 1), TODAY) == [
        dt.date(2024, 6, 30),
        dt.date(2024, 12, 31),
        dt.date(2025, 6, 30),
    ]


@pytest.fixture
def generate(region, monkeypatch):
    """Run the verb on the places there are; a test never migrates or collects assets."""
    monkeypatch.setattr("athar.config.commands.setup.set_up", lambda: None)

    def run(*words: str) -> int:
        return main(("generate", *words))

    return run


@pytest.mark.usefixtures("frozen_day")
def test_command_publishes_plans_and_counts_them(generate, capsys):
    code = generate("--plans", "2", "--commitments", "25")

    assert code == 0
    assert capsys.readouterr().out == (
        f"2 plans, 25 commitments, {FundingLine.objects.count()} funding lines, "
        f"{Report.objects.count()} reports\n"
    )
    assert set(Plan.objects.values_list("code", "current_version", "is_sample")) == {
        ("SAMPLE-1-001", 1, True),
        ("SAMPLE-1-002", 1, True),
    }
    assert Commitment.objects.filter(plan__code="SAMPLE-1-001").count() == 13
    assert check() == ()


@pytest.mark.usefixtures("frozen_day")
def test_command_keeps_plans_that_exist(generate, capsys):
    generate("--plans", "1", "--commitments", "5")
    capsys.readouterr()

    code = generate("--plans", "1", "--commitments", "9")

    captured = capsys.readouterr()
    assert code == 0
    assert captured.out == "0 plans, 0 commitments, 0 funding lines, 0 reports\n"
    assert captured.err == "SAMPLE-1-001 exists already and is kept\n"
    assert Commitment.objects.count() == 5


@pytest.mark.usefixtures("plan", "frozen_day")
def test_command_refuses_beside_a_real_plan(generate, capsys):
    refused = generate("--plans", "1", "--commitments", "5")

    assert refused == 1
    assert "PDR-NORD-2022-2027 is published here and is not made up" in capsys.readouterr().err
    assert Plan.objects.count() == 1


@pytest.mark.usefixtures("plan", "frozen_day")
def test_command_generates_beside_a_real_plan_when_told(generate):
    taken = generate("--plans", "1", "--commitments", "5", "--anyway")

    assert taken == 0
    assert Plan.objects.count() == 2


def test_command_needs_a_commitment_for_each_plan(generate, capsys):
    code = generate("--plans", "3", "--commitments", "2")

    assert code == 2
    assert capsys.readouterr().err == "athar: every plan needs one commitment at least\n"


@pytest.mark.parametrize("number", ["0", "-1", "many"])
def test_command_refuses_numbers_that_count_nothing(generate, number):
    with pytest.raises(SystemExit) as stopped:
        generate("--plans", number)

    assert stopped.value.code == 2


def test_region_without_provinces_still_gives_a_plan(region):
    alone = replace(region, provinces=())

    plan = make_plan(2, 5, seed=1, region=alone, sectors={}, today=TODAY)

    assert [one.place_ids for one in plan.commitments] == [()] * 5
    assert region.place.kind is PlaceKind.REGION


@pytest.mark.usefixtures("frozen_day")
def test_command_lets_made_up_plans_adopt_made_up_indicators(generate, capsys):
    code = generate("--plans", "2", "--commitments", "4", "--indicators", "3")

    assert code == 0
    assert capsys.readouterr().out.endswith("3 indicators, 0 values, 6 result lines\n")
    assert ResultLine.objects.filter(is_sample=True).count() == 6
    assert PlannedValue.objects.count() == 12
