"""Provenance of one value: who said so, the cell, how sure, and every state it went through."""

import re
from datetime import date

import pytest

from athar.ui.provenance import Confidence, Origin, Provenance, State

NOW = State(date(2025, 6, 20), "27.5 %", "validated", "AREP", reason="A slip.")
BEFORE = State(date(2025, 3, 12), "275 %", by="Water branch")
FIRST = State(date(2025, 1, 15), None, kind="not_due")


def sections(html):
    """Give the title and the words of each section."""
    found = re.findall(r"<section>(.*?)</section>", html)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", one)).strip() for one in found]


def test_a_value_known_by_its_statement_alone_shows_the_statement(draw):
    value = Provenance("Households", "One in four.", (BEFORE,))

    html = draw("{{ provenance.sheet('A value', value, level=3, id='v') }}", value=value)

    assert sections(html) == [
        "Households 275 % Declared One in four.",
        "Who said so, and when? 12 March 2025 · Water branch Declared 275 %",
    ]
    assert html.count('<h3 id="v">A value</h3>') == 1
    assert html.count('<h4 class="sheet-h">') == 1


def test_everything_known_of_a_value_is_shown_in_order(draw):
    value = Provenance(
        "Households",
        "One in four.",
        (NOW, BEFORE),
        facts=(("Period", "2024"),),
        origin=Origin("water.xlsx", "27,5 %", "Sheet 1", "F27", "/files/1"),
        evidence=(("Survey", "/survey"),),
        confidence=Confidence("B", "rather sure"),
    )

    html = draw(
        "{% call provenance.sheet('A value', value) %}<p>way on</p>{% endcall %}", value=value
    )

    *parts, states = sections(html)
    assert parts == [
        "Households 27.5 % Validated One in four. Period 2024",
        "Where does it stand? water.xlsx · sheet Sheet 1 The text that stood there F 27 27,5 %",
        "What proves it? Survey",
        "How sure is it? A B C D B: rather sure",
    ]
    assert states == (
        "What was it before? 20 June 2025 · AREP Validated 27.5 % Why it was corrected: A slip."
        " 12 March 2025 · Water branch Declared 275 % superseded"
    )
    assert html.endswith("<p>way on</p></article>")


def test_what_was_replaced_is_struck_through_and_says_so(draw):
    html = draw("{{ provenance.states(items) }}", items=[NOW, BEFORE, FIRST])

    assert re.findall(r'<p class="was">(.*?)</p>', html) == [
        '<b><bdi dir="ltr">27.5 %</bdi></b>',
        '<del><bdi dir="ltr">275 %</bdi></del><span class="tag">superseded</span>',
        '<span class="st s-due nonum">not due yet</span><span class="tag">superseded</span>',
    ]
    assert re.findall(r"<li([^>]*)>", html) == ["", ' class="is-past"', ' class="is-past"']


def test_a_value_that_is_not_known_makes_no_claim(draw):
    html = draw("{{ provenance.sheet('A', value) }}", value=Provenance("Households", "", (FIRST,)))

    assert sections(html) == [
        "Households No data",
        "Who said so, and when? 15 January 2025 not due yet",
    ]


@pytest.mark.parametrize(
    ("address", "parts"),
    [("F27", ("F", "27")), ("AB1003", ("AB", "1003")), ("", ("", "")), ("line 3", ("", "line 3"))],
)
def test_a_cell_has_a_column_and_a_row(address, parts):
    origin = Origin("water.csv", "27", address=address)

    assert (origin.column, origin.row) == parts


def test_what_stands_in_no_workbook_keeps_its_text(draw):
    html = draw("{{ provenance.origin(one) }}", one=Origin("API", "27,5 <b>"))

    assert html.startswith('<p class="small"><bdi>API</bdi></p>')
    assert '<td><span dir="auto">27,5 &lt;b&gt;</span></td>' in html


def test_confidence_says_what_raised_and_lowered_it(draw):
    one = Confidence("C", "to be read with care", (("Validated", 2), ("File", 0), ("Old", -2)))

    html = draw("{{ provenance.confidence(one) }}", one=one)

    assert re.findall(r'<bdi class="is-it">(.)<', html) == ["C"]
    reasons = re.findall(r'<span class="st (s-\w+)"><bdi dir="ltr">(.*?)</bdi></span> (\w+)', html)
    assert [(shape, re.sub(r"<[^>]+>", "", points), words) for shape, points, words in reasons] == [
        ("s-up", "+2", "Validated"),
        ("s-flat", "0", "File"),
        ("s-down", "−2", "Old"),
    ]
