"""What a problem tells is kept without a language and worded in the one of whoever reads it."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from athar.intake.enums import ProblemCode
from athar.intake.reports.problems import Problem
from athar.intake.reports.told import Reason, Rivals, detail_of, stored_detail
from athar.kernel.text import Translated

TOO_PRECISE = Reason(
    "too_precise",
    "%(about)s has more decimals than the indicator keeps.",
    (("about", "61.5"),),
)
VILLAGES = Rivals(
    (
        ("01.1", Translated(ar="العيون", fr="Les Sources")),
        ("01.2", Translated(fr="Les Sources")),
    )
)
WORDED = {
    "ar": "العدد 61.5 يتضمن أرقاما عشرية أكثر مما يعتمده المؤشر.",
    "fr": "61.5 a plus de décimales que l’indicateur n’en garde.",
    "en": "61.5 has more decimals than the indicator keeps.",
}


def _refused():
    message = _("%(about)s has more decimals than the indicator keeps.")
    return ValidationError(message, code="too_precise", params={"about": "61.5", "row": 3})


@pytest.mark.parametrize("lang", WORDED)
def test_reason_is_the_same_in_whichever_language_it_was_found(lang):
    with override(lang):
        found = Reason.of_error(_refused())

    assert found == TOO_PRECISE


@pytest.mark.parametrize("lang", WORDED)
def test_reason_is_worded_in_the_language_of_the_reader(lang):
    with override(lang):
        said = str(TOO_PRECISE)

    assert said == WORDED[lang]


def test_reason_without_parameters_keeps_its_percent_signs():
    found = Reason.of_error(ValidationError("100 % of it", params={"about": "x"}))

    assert (found, str(found)) == (Reason("", "100 % of it"), "100 % of it")


def test_whole_numbers_stay_numbers():
    found = Reason.of("most", "At most %(n)d, not %(given)s.", {"n": 7, "given": True})

    assert (found.params, str(found)) == ((("n", 7), ("given", "True")), "At most 7, not True.")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ar", "01.1 العيون, 01.2 Les Sources"),
        ("fr", "01.1 Les Sources, 01.2 Les Sources"),
    ],
)
def test_places_are_named_in_the_language_of_the_reader(lang, said):
    problem = Problem(ProblemCode.PLACES_RIVAL, value="x", detail=VILLAGES)

    with override(lang):
        assert said in problem.message


@pytest.mark.parametrize("detail", ["12", TOO_PRECISE, VILLAGES])
def test_detail_is_stored_as_json_and_read_again(detail):
    stored = json.dumps(stored_detail(detail))

    assert detail_of(json.loads(stored)) == detail
