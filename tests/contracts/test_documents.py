"""What the documents promise must be what the code has."""

import re

from athar.config.commandline import build_parser
from athar.config.environment import SETTINGS
from tests.contracts.sources import ROOT

SETTINGS_PAGE = ROOT / "docs" / "reference" / "settings.md"
COMMANDS_PAGE = ROOT / "docs" / "reference" / "commands.md"


def test_settings_page_has_one_row_per_setting():
    page = SETTINGS_PAGE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(ATHAR_\w+)` \| `?([^|`]*)`? \| (.+) \|$", page, re.MULTILINE)

    assert rows == [(one.name, one.default or "–", one.meaning) for one in SETTINGS]


def test_commands_page_names_every_verb():
    verbs = build_parser()._subparsers._group_actions[0].choices
    page = COMMANDS_PAGE.read_text(encoding="utf-8")
    named = set(re.findall(r"^## `athar (\w+)", page, re.MULTILINE))

    assert named == set(verbs)
