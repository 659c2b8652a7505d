"""The style sheet keeps its promises: logical, from tokens, small files, nothing missing."""

import re
from pathlib import Path

import pytest

UI = Path(__file__).parents[2] / "athar" / "ui"
CSS = UI / "static" / "ui" / "css"
SHEETS = sorted(CSS.rglob("*.css"))
STYLED = [sheet for sheet in SHEETS if sheet.name not in {"tokens.css", "fonts.css", "main.css"}]
TEMPLATES = sorted((UI / "jinja2").rglob("*.html"))

PHYSICAL = re.compile(
    r"(?<![\w-])(?:"
    r"(?:left|right|top|bottom|width|height|float|clear)"
    r"|(?:min|max)-(?:width|height)"
    r"|(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
    r")\s*:"
)
PHYSICAL_VALUE = re.compile(r"(?:text-align|float|clear)\s*:\s*(?:left|right)")
FOUR_SIDES = re.compile(
    r"(?<![\w-])(?:margin|padding|inset|border-width|border-radius)\s*:\s*([^;{}]+)"
)
RAW_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklch|oklab|color)a?\(")
NAMED_COLOUR = re.compile(
    r"(?:color|background|fill|stroke|border[\w-]*|outline)\s*:[^;{}]*"
    r"\b(?:white|black|red|green|blue|gray|grey|yellow|orange|silver|gold|brown|purple)\b(?!-)"
)
SPACING = re.compile(r"(?<![\w-])(?:margin|padding|gap|row-gap|column-gap)[\w-]*\s*:\s*([^;{}]+)")
RAW_LENGTH = re.compile(r"\d(?:rem|px)")


def named(path: Path) -> str:
    return path.relative_to(UI).as_posix()


def declarations(sheet: Path) -> str:
    """The text without comments and without the conditions of media queries."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    return re.sub(r"@media[^{]*\{", "{", text)


@pytest.mark.parametrize("sheet", SHEETS, ids=named)
def test_sheet_uses_logical_properties_only(sheet):
    text = declarations(sheet)

    assert PHYSICAL.findall(text) == []
    assert PHYSICAL_VALUE.findall(text) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=named)
def test_sheet_has_no_shorthand_whose_sides_differ(sheet):
    values = [
        re.sub(r"\([^)]*\)", "()", found).split()
        for found in FOUR_SIDES.findall(declarations(sheet))
    ]

    lopsided = [value for value in values if len(value) == 4 and value[1] != value[3]]

    assert lopsided == []


@pytest.mark.parametrize("sheet", STYLED, ids=named)
def test_sheet_takes_colours_from_tokens(sheet):
    text = declarations(sheet)

    assert RAW_COLOUR.findall(text) == []
    assert NAMED_COLOUR.findall(re.sub(r"var\([^)]*\)", "", text)) == []


@pytest.mark.parametrize("sheet", STYLED, ids=named)
def test_sheet_takes_spacing_from_tokens(sheet):
    values = [
        re.sub(r"clamp\([^)]*\)", "", value) for value in SPACING.findall(declarations(sheet))
    ]

    assert [value for value in values if RAW_LENGTH.search(value)] == []


@pytest.mark.parametrize("sheet", sorted((CSS / "components").glob("*.css")), ids=named)
def test_component_is_short_and_says_what_it_is(sheet):
    lines = sheet.read_text().splitlines()

    assert len(lines) <= 120
    assert lines[0].startswith("/* ")


def test_every_component_is_in_the_main_sheet_once():
    imports = re.findall(
        r'@import "components/([\w-]+)\.css" layer\(components\);', (CSS / "main.css").read_text()
    )

    assert sorted(imports) == sorted(sheet.stem for sheet in (CSS / "components").glob("*.css"))


def test_every_token_used_is_defined():
    text = "\n".join(sheet.read_text() for sheet in SHEETS)

    used = set(re.findall(r"var\((--[\w-]+)", text))

    assert used - set(re.findall(r"(--[\w-]+)\s*:", text)) == set()


def classes_of(template: Path) -> set[str]:
    """Every class a template writes, also those inside expressions; "x-" stands for a prefix."""
    found: set[str] = set()
    for value in re.findall(r'class=\\?"((?:\{\{.*?\}\}|[^"])*)"', template.read_text()):
        words = re.sub(r"\{%.*?%\}", " ", value)
        for expression in re.findall(r"\{\{.*?\}\}", words):
            for quoted in re.findall(r"'([^']*)'", re.sub(r"==\s*'[^']*'", "", expression)):
                found.update(quoted.split())
        found.update(re.sub(r"\{\{.*?\}\}", "\0", words).replace("\0", " ").split())
    return found


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_every_class_of_a_template_is_styled(template):
    text = "\n".join(declarations(sheet) for sheet in SHEETS)
    styled = set(re.findall(r"\.([a-zA-Z][\w-]*)", text))

    unknown = {
        name
        for name in classes_of(template)
        if not (name in styled or (name.endswith("-") and any(s.startswith(name) for s in styled)))
    }

    assert unknown == set()
