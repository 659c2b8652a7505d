"""Who says that a project is complete decides its mark: ◆ once validated, ● while declared."""

from __future__ import annotations

from tests.portal.measured import text_of
from tests.reporting import cast as made


def _three(html):
    """Give the statuses in the head of the page."""
    return html.split('<dl class="three')[1].split("</dl>")[0]


def test_validated_completion_is_a_diamond_and_a_hundred(plan, people, whole):
    made.prove(plan, "PDR-002")
    said = {"declared_status": "completed", "physical": "100"}
    made.published(plan, people.manager, people.validator, code="PDR-002", said=said)

    html = whole(f"/en/plans/{plan.code}/commitments/PDR-002")

    words = text_of(html.split("<main")[1])
    assert "Complete, and validated on evidence." in words
    assert "How much of the works is done? 100%" in words
    assert _three(html).count("s-done") == 2
    assert "s-said" not in html.split("<main")[1].split("h-story")[0]


def test_imported_completion_is_a_disc_and_at_most_99(plan, whole):
    html = whole(f"/en/plans/{plan.code}/commitments/PDR-002")

    words = text_of(html.split("<main")[1])
    assert "Declared complete; nobody has validated it yet." in words
    assert "How much of the works is done? 99%" in words
    assert "s-done" not in html.split("<main")[1]
    assert "s-said" in _three(html)
