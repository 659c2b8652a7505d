"""What the documents promise must be what the code has."""

import argparse
import re

from athar.config.commandline import build_parser
from athar.config.environment import SETTINGS
from athar.opendata.files import FILES
from athar.opendata.packages import TYPES
from athar.portal.values.files import COLUMNS, DAYS
from tests.contracts.sources import ROOT

SETTINGS_PAGE = ROOT / "docs" / "reference" / "settings.md"
COMMANDS_PAGE = ROOT / "docs" / "reference" / "commands.md"


def test_settings_page_has_one_row_per_setting():
    page = SETTINGS_PAGE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(ATHAR_\w+)` \| `?([^|`]*)`? \| (.+) \|$", page, re.MULTILINE)

    assert rows == [(one.name, one.default or "–", one.meaning) for one in SETTINGS]


def test_commands_page_names_every_verb_and_nothing_else():
    page = COMMANDS_PAGE.read_text(encoding="utf-8")
    named = re.findall(r"^#{2,3} `athar (\w+(?: (?!WHAT)[a-z]+)?)", page, re.MULTILINE)

    assert sorted(named) == sorted(["import", *_verbs()])


def test_commands_page_names_every_option_under_its_verb():
    page = COMMANDS_PAGE.read_text(encoding="utf-8")
    parts = re.split(r"^#{1,3} ", page, flags=re.MULTILINE)
    missing = [
        f"athar {verb}: {word}"
        for verb, parser in _verbs().items()
        for word in _words(parser)
        if not any(part.startswith(f"`athar {verb}") and f"`{word}" in part for part in parts)
    ]

    assert missing == []


def test_open_data_page_names_every_column_of_the_files_of_values():
    page = (ROOT / "docs" / "reference" / "open-data.md").read_text(encoding="utf-8")
    _before, part = page.split("## Stated values of indicators")
    cells = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|", part, re.MULTILINE)

    named = [name for cell in cells for name in re.findall(r"\w+", cell)]

    assert named == [*COLUMNS, *DAYS]


def test_open_data_page_names_every_column_of_every_file_with_its_type():
    page = (ROOT / "docs" / "reference" / "open-data.md").read_text(encoding="utf-8")
    parts = re.split(r"^## `(\w+)\.csv`$", page, flags=re.MULTILINE)[1:]
    named = {
        file: re.findall(r"^\| `(\w+)` \| (\w+) \|", part, re.MULTILINE)
        for file, part in zip(parts[::2], parts[1::2], strict=True)
    }

    assert named == {
        one.name: [(column.name, TYPES[column.kind]) for column in one.columns] for one in FILES
    }


def _verbs(prefix: str = "", parser: argparse.ArgumentParser | None = None):
    """Give the parser of every verb by its words; a verb with verbs below it counts by those."""
    found = {}
    for action in (parser or build_parser())._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, one in action.choices.items():
                found |= _verbs(f"{prefix} {name}".strip(), one) or {
                    f"{prefix} {name}".strip(): one
                }
    return found


def _words(parser: argparse.ArgumentParser) -> list[str]:
    """Give the options of a verb, and what it takes without an option, as the page writes it."""
    actions = [one for one in parser._actions if not isinstance(one, argparse._HelpAction)]
    return [
        one.option_strings[0] if one.option_strings else str(one.metavar or one.dest.upper())
        for one in actions
    ]
