"""What explanations say in each case: every status, every weight rule, every kind of source."""

import datetime as dt
import re

import pytest

from athar.evidence.models import Evidence, StoredFile
from athar.kernel import clock
from athar.plans.models import Plan
from tests.once import made_once
from tests.portal.test_computed import number_of, part_of, read, words_of
from tests.rollups.worlds import add_commitment, imported, make_world, report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]

INPUTS = "The inputs, and who gave them"
LEFT_OUT = "What is left out, and why"
RULE = "The rule"
JUNE, YEAR_AGO = dt.date(2025, 6, 30), dt.date(2024, 6, 30)


@pytest.fixture
@made_once
def world():
    return make_world()


def put(world, code: str, **facts):
    """Publish a commitment of 2024 and 2025 in the first version."""
    return add_commitment(world, code, **{"first_version": 1, **facts})


def explained(client, figure: str, query: str = "", lang: str = "en") -> str:
    return read(client, f"/{lang}/plans/PDR/computed/{figure}{query}")


def sentence_of(html: str) -> str:
    return words_of(
        re.search(r'<p class="num">.*?</p>\s*<p class="small">(.*?)</p>', html, re.DOTALL)[1]
    )


def status_of(client, code: str) -> tuple[str, str]:
    html = explained(client, "status", f"?commitment={code}")
    return number_of(html), sentence_of(html)


@pytest.mark.parametrize(
    ("physical", "result"),
    [
        (74, ("0.98 On track", "The ratio of the two is 0.98 : 0.9 or more.")),
        (67, ("0.89 At risk", "The ratio of the two is 0.89 : below 0.9 , but 0.7 or more.")),
        (30, ("0.4 Off track", "The ratio of the two is 0.4 : below 0.7 .")),
    ],
)
def test_a_ratio_is_compared_with_the_limits(client, world, physical, result):
    put(world, "W1")
    report(world, "W1", status="on_track", physical=physical)

    number, sentence = status_of(client, "W1")

    said = f"{physical}% of the works are done; by 30 June 2025 , 74.83% should have been. "
    assert (number, sentence) == (result[0], said + result[1])


def test_a_completion_nobody_validated_says_so_in_its_status(client, world):
    put(world, "W1")
    report(world, "W1", status="completed", physical=100)
    declared = status_of(client, "W1")

    report(world, "W1", status="completed", physical=100, validated=True)

    sentence = "The last report declares it complete; no calculation is needed."
    assert declared == ("Declared complete", sentence)
    assert status_of(client, "W1") == ("Completed", sentence)


def test_a_cancellation_says_by_what(client, world):
    put(world, "W1")
    report(world, "W1", status="cancelled")
    put(world, "W2", removed_in_version=1)
    imported(world)

    assert status_of(client, "W1") == ("Cancelled", "The last report declares it cancelled.")
    assert status_of(client, "W2") == ("Cancelled", "An amendment took it out of the plan.")


def test_what_is_not_due_says_why(client, world):
    put(world, "W1", start=dt.date(2026, 1, 1), end=dt.date(2027, 1, 1))
    put(world, "W2", start=dt.date(2025, 8, 1), end=dt.date(2027, 1, 1))
    imported(world)
    report(world, "W2", physical=0)

    assert status_of(client, "W1")[1] == (
        "By the first version of the plan it starts on 1 January 2026 only."
    )
    assert status_of(client, "W2")[1] == (
        "On 30 June 2025 , the day of the report, nothing was planned yet."
    )


def test_an_old_report_says_how_old_it_may_be(client, world):
    put(world, "W1")
    report(world, "W1", physical=10, on=YEAR_AGO)

    assert status_of(client, "W1") == (
        "Silent",
        "The last report is of 30 June 2024 : older than 9 months.",
    )


def test_what_has_no_data_says_what_is_missing(client, world):
    put(world, "W1")
    put(world, "W2")
    put(world, "W3", start=None)
    imported(world)
    report(world, "W2", status="on_track")
    report(world, "W3", physical=10)

    said = [status_of(client, code) for code in ("W1", "W2", "W3")]

    assert said == [
        ("No data", "No report was published yet."),
        ("No data", "The last report does not give the progress of the works."),
        ("No data", "The planned start or end is not known, so nothing can be compared."),
    ]


def test_what_plays_no_part_in_a_status_is_named(client, world):
    moved = {"planned_end_on": dt.date(2026, 12, 31), "first_planned_end_on": dt.date(2025, 12, 31)}
    put(world, "W1", **moved)
    report(world, "W1", status="delayed", physical=40)

    left_out = part_of(explained(client, "status", "?commitment=W1"), LEFT_OUT)

    assert left_out == (
        "The declared status (Delayed) plays no part in this calculation. The dates of the current"
        " version do not count: delay is measured on the first promise. By them the ratio would be"
        " 0.8 ."
    )


def test_a_delay_is_told_against_both_versions(client, world):
    put(world, "W1", planned_end_on=dt.date(2026, 1, 31))
    report(world, "W1", forecast_end_on=dt.date(2026, 1, 30))

    html = explained(client, "slippage", "?commitment=W1")

    assert number_of(html) == "+30 days"
    assert sentence_of(html) == (
        "Expected end: 30 January 2026 . Promised by the first version: 31 December 2025 ."
    )
    assert part_of(html, LEFT_OUT) == "Against the current version of the plan: −1 day."
    assert "= 30/01/2026 − 31/12/2025 = 30" in part_of(html, RULE)


def test_an_actual_end_is_called_so(client, world):
    put(world, "W1")
    report(world, "W1", actual_end_on=dt.date(2025, 12, 31))

    html = explained(client, "slippage", "?commitment=W1")

    assert number_of(html) == "on time"
    assert "Actual end, reported" in part_of(html, INPUTS)


def test_an_unknown_delay_says_which_date_is_missing(client, world):
    put(world, "W1")
    put(world, "W2", end=None)
    imported(world)
    report(world, "W2", forecast_end_on=JUNE)

    said = [explained(client, "slippage", f"?commitment={code}") for code in ("W1", "W2")]

    assert [(number_of(html), sentence_of(html)) for html in said] == [
        ("No data", "Neither an actual nor an expected end was reported."),
        ("No data", "The planned end is not known."),
    ]


def test_hundred_percent_waits_for_validation(client, world):
    put(world, "W1")
    report(world, "W1", status="completed", physical=100)
    declared = explained(client, "physical", "?commitment=W1")
    report(world, "W1", status="completed", physical=100, validated=True)
    validated = explained(client, "physical", "?commitment=W1")

    assert (number_of(declared), number_of(validated)) == ("99%", "100%")
    assert sentence_of(declared) == (
        "Reported by the body in charge, as of 30 June 2025 ; not validated."
        " 100% was reported; 100% is shown only once it is validated."
    )
    assert sentence_of(validated) == "Reported and validated, as of 30 June 2025 ."
    assert "Validated by somebody other than its author" in part_of(validated, INPUTS)


@pytest.mark.parametrize(
    ("rule", "sentence", "row"),
    [
        ("cost", "Works worth MAD 7 million are done, of MAD 40 million promised", ["40%", "10"]),
        ("equal", "An average in which each counts the same.", ["40%"]),
        ("custom", "An average in which each counts by the weight the plan gives it.", ["40%", "0.25"]),
    ],
)  # fmt: skip
def test_each_weight_rule_explains_itself(client, world, rule, sentence, row):
    Plan.objects.filter(pk=world.plan.pk).update(weight_rule=rule)
    put(world, "W1", amount=10, weight="0.25")
    put(world, "W2", amount=30, weight="0.75")
    imported(world)
    report(world, "W1", physical=40)
    report(world, "W2", physical=10)

    html = explained(client, "physical")

    assert sentence_of(html).startswith(sentence)
    line = re.search(
        r'<tr role="row"><th scope="row".*?W1.*?</tr>', html.split("<tbody")[1], re.DOTALL
    )
    assert [
        words_of(cell) for cell in re.findall(r"<td.*?</td>", line[0].split("W1</bdi>")[-1])
    ] == row


def test_a_percentage_is_never_rounded_up_to_the_next_whole_one(client, world):
    put(world, "W1", amount=100000)
    report(world, "W1", paid=62999)

    html = explained(client, "financial", "?commitment=W1")

    assert number_of(html) == "62%"
    assert "62.99% is rounded down to 62% , never up." in part_of(html, RULE)


def test_payments_beyond_the_plan_stay_capped_until_all_is_paid(client, world):
    put(world, "W1", amount=10)
    put(world, "W2", amount=10)
    report(world, "W1", paid=15)
    report(world, "W2", paid=7)

    html = explained(client, "financial")

    assert number_of(html) == "99%"
    assert "At most 99% is printed until all of it is finished." in part_of(html, RULE)


def test_nothing_known_is_no_data_and_never_zero(client, world):
    put(world, "W1", amount=None)
    imported(world)

    found = {
        (figure, query): (number_of(html), sentence_of(html))
        for figure, query in (("physical", ""), ("financial", ""), ("financial", "?commitment=W1"))
        for html in [explained(client, figure, query)]
    }

    assert found == {
        ("physical", ""): ("No data", "Known for 0 of 1 ."),
        ("financial", ""): ("No data", "Known for 0 of 1 ."),
        ("financial", "?commitment=W1"): ("No data", "The cost or the payment is not known."),
    }
    assert (
        part_of(explained(client, "physical"), INPUTS)
        == "Nothing is known yet. All of it, exactly CSV XLSX JSON"
    )
    assert part_of(explained(client, "financial", "?commitment=W1"), LEFT_OUT) == "Cost not known"


def test_many_inputs_fold_all_but_the_heaviest(client, world):
    for n in range(12):
        put(world, f"W{n:02}", amount=n + 1)
    imported(world)
    for n in range(12):
        report(world, f"W{n:02}", physical=50)

    html = explained(client, "physical")

    open_part, folded = html.split("<summary><span>")[:2]
    assert re.findall(r'class="code">(W\d+)<', open_part) == [f"W{n:02}" for n in range(11, 1, -1)]
    assert re.findall(r'class="code">(W\d+)<', folded) == ["W01", "W00"]
    assert words_of(folded.split("</span>")[0]) == "2 more projects"


def test_statuses_are_grouped_as_the_bar_shows_them(client, world):
    for code in ("W1", "W2", "W3"):
        put(world, code)
    imported(world)
    report(world, "W1", status="completed", physical=100)
    report(world, "W2", status="completed", physical=100, validated=True)

    html = explained(client, "statuses")

    titles = [words_of(one) for one in re.findall(r"<summary>(.*?)</summary>", html, re.DOTALL)]
    assert titles == ["Completed 1", "Declared complete 1", "No data 1"]


def test_sources_are_named_once_and_the_rarest_together(client, world):
    for n in range(8):
        put(world, f"W{n}")
    imported(world)
    for n in range(8):
        report(world, f"W{n}", physical=50, on=dt.date(2025, 6, max(1, n)))

    inputs = part_of(explained(client, "physical"), INPUTS)

    named = re.findall(r"(\d) values? Declared", inputs)
    assert named == ["2", "1", "1", "1", "1"]
    assert "2 values other reports, see each line" in inputs
    assert "W7 · as of 7 June 2025" in inputs


def imported_report(world, **origin):
    made = report(world, "W1", physical=50)
    made.source = {"name": "suivi.xlsx", "file": "ab" * 32, "sheet": "PDR", "row": 7, **origin}
    made.save(update_fields=["source"])
    return made


def test_a_sheet_a_row_and_a_column_are_named(client, world):
    put(world, "W1")
    imported_report(world, column="F / نسبة الإنجاز")

    inputs = part_of(explained(client, "physical", "?commitment=W1", "ar"), "المدخلات ومن صرح بها")

    assert "suivi.xlsx" in inputs
    assert "PDR!F7 (نسبة الإنجاز)" in inputs


def put_evidence(subject: str, *, is_public: bool = True, **more) -> None:
    Evidence.objects.create(
        subject=subject,
        is_public=is_public,
        restricted_because="" if is_public else "draft",
        added_at=clock.now(),
        **more,
    )


def test_evidence_the_public_may_see_is_linked(client, world):
    put(world, "W1")
    subject = f"report:{imported_report(world).pk}"
    put_evidence(subject, kind="link", url="https://example.org/minutes")
    put_evidence(subject, kind="link", url="https://example.org/secret", is_public=False)

    html = explained(client, "physical", "?commitment=W1")

    assert 'href="https://example.org/minutes"' in html
    assert "secret" not in html
    assert "no evidence on file" not in html


@pytest.mark.parametrize(("is_public", "n_links"), [(True, 1), (False, 0)])
def test_the_file_of_a_plan_is_linked_once_the_public_may_have_it(
    client, world, is_public, n_links
):
    put(world, "W1")
    imported_report(world)
    kept = StoredFile.objects.create(
        sha256="ab" * 32, media_type="text/csv", size=3, stored_at=clock.now()
    )
    facts = {"kind": "import", "file": kept, "file_name": "suivi.xlsx", "is_public": is_public}
    put_evidence(f"plan:{world.plan.pk}", **facts)

    html = explained(client, "physical", "?commitment=W1")

    assert html.count(f'href="/files/{"ab" * 32}/suivi.xlsx"') == n_links
