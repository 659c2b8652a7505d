"""What a description says of a plan, and what is refused in it."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest

from athar.intake.projects.identity import BadPlanFile, Identity, combined, read_plan_file
from athar.kernel.text import Translated
from tests.intake.conftest import PLAN_FILE
from tests.intake.small import DESCRIPTION


def test_sample_description_is_read_whole():
    identity = read_plan_file(PLAN_FILE.read_bytes())

    assert (identity.code, identity.region) == ("PDR-TTA-2022-2027", "01")
    assert (identity.start_on, identity.end_on) == (dt.date(2022, 1, 1), dt.date(2027, 12, 31))
    assert identity.votes == (54, 0, 1)
    assert identity.announced_amount == Decimal(19_850_000_000)
    assert identity.as_of_on == dt.date(2025, 6, 30)
    assert (len(identity.nodes), len(identity.bodies)) == (77, 42)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b'{"plan": []}',
        b'{"plan": {}}',
        b'{"plan": {"code": "X", "start": "hier"}}',
        b'{"plan": {"code": "X", "kind": "treaty"}}',
        b'{"plan": {"code": "X", "total_mdh": "beaucoup"}}',
        b'{"plan": {"code": "X"}, "nodes": {}}',
        b'{"plan": {"code": "X"}, "nodes": [{"code": "A"}]}',
        b'{"plan": {"code": "X"}, "organisations": ["REG"]}',
        b"[" * 100_000,
    ],
)
def test_description_that_cannot_be_read_is_refused(content):
    with pytest.raises(BadPlanFile):
        read_plan_file(content)


def test_description_wins_over_the_file_and_is_completed_by_it():
    described = read_plan_file(json.dumps({"plan": {"code": "X", "title": {"fr": "A"}}}).encode())
    found = Identity(code="Y", title=Translated(ar="ب"), region="01")

    both = combined(described, found)

    assert (both.code, both.title, both.region) == ("X", {"fr": "A"}, "01")


@pytest.mark.parametrize(
    "title", ["\\u0000", "\\ud83d"], ids=["the character no text has", "half a character"]
)
def test_description_with_what_no_text_holds_is_malformed(title):
    described = json.dumps(DESCRIPTION).replace("Programme du Nord", title)

    with pytest.raises(BadPlanFile):
        read_plan_file(described.encode())
