"""`athar import ogp` prints what it found, as words and as JSON."""

import json

import pytest

from athar.config.commandline import main
from athar.plans.models import Plan
from tests.intake.ogp.small import SAMPLE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("africa", "frozen_day")]


def test_command_prints_json_and_writes_nothing_in_a_dry_run(capsys):
    code = main(("import", "ogp", str(SAMPLE), "--dry-run", "--json"))

    said = json.loads(capsys.readouterr().out)
    assert (code, Plan.objects.count()) == (0, 0)
    assert [said[name] for name in ("commitments", "members", "plans", "taken")] == [
        97,
        12,
        34,
        True,
    ]
    assert [name for name in said if name in {"by_member", "codings", "unknown_columns"}] == [
        "by_member",
        "codings",
        "unknown_columns",
    ]
    assert {one["code"] for one in said["problems"]} == {"date_was_year", "date_day_first"}


def test_command_says_in_words_what_was_taken(capsys):
    code = main(("import", "ogp", str(SAMPLE)))

    lines = capsys.readouterr().out.splitlines()
    assert code == 0
    assert lines[0] == f"{SAMPLE.name}: 97 commitments, 12 members, 34 plans"
    assert lines[-3:] == [
        "34 plans and 83 bodies were added",
        "97 commitments were added, 0 changed",
        "1164 assessments were added, 0 superseded",
    ]


def test_command_refuses_a_file_that_is_not_there(capsys, tmp_path):
    assert main(("import", "ogp", str(tmp_path / "none.csv"))) == 2
    assert "none.csv" in capsys.readouterr().err
