"""The scales that come with Athar are dated, whole and named in three languages."""

import pytest

from athar.evaluation.schemes import criterion, schemes

ALL = [one for scheme in schemes().values() for one in scheme.criteria]


def test_schemes_are_those_of_the_methods():
    codes = {code: [one.code for one in scheme.criteria] for code, scheme in schemes().items()}

    assert codes == {
        "irm": [
            "completion",
            "verifiable",
            "open_government_lens",
            "potential_for_results",
            "early_results",
            "early_results",
            "opened_access",
            "opened_participation",
            "opened_accountability",
            "specificity",
            "potential_impact",
        ],
        "oecd": [
            "relevance",
            "coherence",
            "effectiveness",
            "efficiency",
            "impact",
            "sustainability",
        ],
    }


@pytest.mark.parametrize("one", ALL, ids=lambda one: f"{one.scheme}.{one.code}.{one.version}")
def test_every_scale_is_named_sourced_and_told_how_sure_it_is(one):
    named = [one.names, *(step.names for step in one.steps)]

    assert {tuple(names) for names in named} == {("ar", "fr", "en")}
    assert one.source.startswith("https://")
    assert one.confidence in {"seen", "memory"}
    assert [step.rank for step in one.steps if step.rank] == list(range(1, one.n_steps + 1))


@pytest.mark.parametrize(
    ("version", "found"), [("", "2021"), ("2014", "2014"), ("1999", None)], ids=["now", "old", "no"]
)
def test_criterion_is_that_of_a_version_else_the_newest(version, found):
    one = criterion("irm", "early_results", version)

    assert (one.version if one else None) == found


def test_criterion_of_an_unknown_scheme_is_none():
    assert criterion("made-up", "completion") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Not Started", "not_started"),
        ("محدود", "limited"),
        ("Completed", "complete"),
        ("no_evidence", "no_evidence"),
        ("Splendid", None),
    ],
)
def test_step_is_found_as_it_is_written(text, code):
    scale = criterion("irm", "completion")

    assert scale is not None
    found = scale.find(text)
    assert (found.code if found else None) == code


def test_no_evidence_has_no_rank_on_the_scale_of_completion():
    scale = criterion("irm", "completion")

    assert scale is not None
    assert [(one.code, one.rank) for one in scale.steps] == [
        ("no_evidence", None),
        ("not_started", 1),
        ("limited", 2),
        ("substantial", 3),
        ("complete", 4),
    ]
