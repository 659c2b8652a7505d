"""What may not stand in the project: vague names, open work, traces of machines, inline code."""

import re

import pytest
from jinja2 import Environment, nodes

from athar.ui.formatting import FILTERS
from tests.contracts.sources import ROOT, lines, tracked

VAGUE = {"common", "utils", "helpers", "core", "base", "misc", "manager", "service"}
OPEN_WORK = re.compile(
    r"TO" r"DO|FIX" r"ME|XX" r"X|raise NotImplemented" r"Error|mark\.(skip|xfail)|pytest\.skip"
)
REASONLESS = re.compile(r"#\s*(noqa(:\s*[A-Z0-9, ]+)?|type:\s*ignore(\[[^\]]*\])?)\s*$")
HOSTS = re.compile(
    r"pythonhos" r"ted|pyp" r"i\.org|registry\.npm" r"js|deb\.deb" r"ian|npm" r"js\.org|yarn" r"pkg"
)
INLINE = re.compile(r"<script>|<style|\sstyle=\"|\son(click|load|change|submit|input)=\"")
PHYSICAL = re.compile(
    r"(^|[ ;{])(margin|padding|border)-(left|right|top|bottom)\b|(^|[ ;{])(left|right|top|bottom)\s*:"
    r"|text-align\s*:\s*(left|right)|float\s*:\s*(left|right)|(^|[ ;{])(width|height)\s*:"
)


def _found(pattern: re.Pattern[str], *globs: str) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in tracked(*globs)
        for number, line in enumerate(lines(path), 1)
        if pattern.search(line)
    ]


def test_no_module_has_a_vague_name():
    names = [str(path.relative_to(ROOT)) for path in tracked("*.py") if path.stem in VAGUE]

    assert names == []


def test_no_literal_is_filtered_once_for_every_language():
    found = [
        f"{path.relative_to(ROOT)}:{one.lineno}"
        for path in tracked("*.html")
        if "jinja2" in path.parts
        for one in Environment(extensions=["jinja2.ext.i18n"])
        .parse(path.read_text(encoding="utf-8"))
        .find_all(nodes.Filter)
        if isinstance(one.node, nodes.Const) and one.name in FILTERS
    ]

    assert found == []


def test_no_work_is_left_open_in_the_code():
    assert _found(OPEN_WORK, "*.py", "*.js", "*.css", "*.html") == []


def test_every_suppression_says_why():
    assert _found(REASONLESS, "*.py") == []


def test_no_file_names_a_registry_or_a_machine_path():
    text = (
        "*.py",
        "*.md",
        "*.toml",
        "*.lock",
        "*.json",
        "*.txt",
        "*.sh",
        "*.yml",
        "Makefile",
        ".npmrc",
        ".ci/run",
    )
    machine = re.compile(HOSTS.pattern + r"|/wo" r"rk/|bash_jo" r"bs")

    assert _found(machine, *text) == []


def test_templates_hold_no_inline_code():
    assert _found(INLINE, "*.html") == []


def test_style_sheets_use_logical_properties_only():
    assert _found(PHYSICAL, "athar/**/*.css") == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (OPEN_WORK, "# TO" + "DO later"),
        (REASONLESS, "x = 1  # noqa: E501"),
        (HOSTS, "https://registry.npm" + "js.org/x"),
        (INLINE, '<p style="color: red">'),
        (PHYSICAL, "  margin-left: 2px;"),
    ],
)
def test_each_rule_catches_what_it_is_for(pattern, line):
    assert pattern.search(line) is not None
