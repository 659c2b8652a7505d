"""The steps of a file at the desk, from what was found to undoing it."""

from __future__ import annotations

import io
import re
import uuid

import openpyxl
import pytest

from athar.intake.enums import Stage, UploadState
from athar.intake.models import Upload
from athar.intake.options import GivenFile
from athar.intake.uploads.waiting import Progress, forget, tell
from athar.people.actions import grant_role
from athar.people.enums import Role
from athar.people.rules import INSTALLATION
from athar.plans.actions import publish_first_version
from athar.plans.models import Commitment, Plan
from tests.desk.importing import BAD_DAM, DEARER_DAM, PIPE, act, answers, give, shown, words, work
from tests.intake.conftest import TEMPLATE, given, put_region
from tests.intake.small import plan_csv

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def editor(client, people):
    """The browser of the plan editor."""
    client.force_login(people.editor)
    return client


@pytest.fixture
def dearer(editor, plan):
    """A file with a dearer dam, read and not applied."""
    return give(editor, plan, DEARER_DAM)


@pytest.fixture
def bad(editor, plan):
    """A file with a pipe, and a dam that is more than complete."""
    return give(editor, plan, BAD_DAM, PIPE)


@pytest.fixture
def applied(editor, dearer):
    """The dearer dam, applied."""
    act(editor, dearer, "preview/", act="apply", reason="Session of 7 October")
    work()
    return dearer


def test_page_tells_how_far_reading_has_come(editor, plan):
    editor.post("/desk/imports/", answers(plan, plan_csv(DEARER_DAM)))
    upload = Upload.objects.get()
    tell(upload.pk, Progress(Stage.READING, 100, 200))

    for step in ("", "columns/", "preview/", "applied/"):
        html = shown(editor, upload, step)
        assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in html
        assert '<progress class="work-bar" max="100" value="33"' in html
        assert "100 of 200 rows" in words(html)


def test_interrupted_work_is_taken_up_again(editor, plan):
    editor.post("/desk/imports/", answers(plan, plan_csv(DEARER_DAM)))
    upload = Upload.objects.get()
    forget(upload.pk)
    work()
    before = shown(editor, upload)

    answer = act(editor, upload, act="resume")

    assert "The work was interrupted" in before
    assert 'http-equiv="refresh"' not in before
    assert answer.headers["Location"] == f"/desk/imports/{upload.pk}/"
    assert Upload.objects.get().state == UploadState.READING


def test_found_page_says_what_was_understood(editor, bad):
    said = words(shown(editor, bad))

    assert "Projects 2 4 axes and programmes Cost in all" in said
    assert "MAD 111.5 million Known for all items." in said
    assert "1 Error 0 Question 1 Notice" in said
    assert "plan 1 2 12 of 12" in said


def test_file_that_cannot_be_read_says_why_first(editor, plan):
    editor.post("/desk/imports/", answers(plan, GivenFile("poem.csv", b"Shall I compare thee")))
    work()
    upload = Upload.objects.get()

    said = words(shown(editor, upload))

    assert "What keeps the file from being taken" in said
    assert "Look at the columns" not in said
    assert shown(editor, upload, "columns/") == ""


def test_columns_show_headings_samples_and_meanings(editor, dearer):
    html = shown(editor, dearer, "columns/")

    chosen = re.findall(r'<option value="(\w+)"(?: data-asks="\w+")? selected', html)
    assert chosen[:4] == ["code", "title", "axis", "owner"]
    assert '<option value="amount" data-asks="unit" selected>Cost</option>' in html
    assert '<option value="1000000" selected>millions of dirhams (MDH)</option>' in html
    assert "PDR-001" in words(html)


def test_corrected_column_is_read_again(editor, dearer):
    answer = act(editor, dearer, "columns/", **{"t0c4": "amount", "t0c4-unit": "1000"})
    work()

    html = shown(editor, dearer, "preview/")
    assert answer.headers["Location"] == f"/desk/imports/{dearer.pk}/preview/"
    assert "99,000" in html
    assert '"unit": "1000"' in Upload.objects.get().mapping


def test_column_that_holds_nothing_is_not_read(editor, bad):
    act(editor, bad, "columns/", t0c7="")
    work()

    assert "0 Error 0 Question 1 Notice" in words(shown(editor, bad))
    assert "Avancement physique (%)" in words(shown(editor, bad, "columns/"))


def test_settled_word_is_read_again(editor, plan):
    upload = give(editor, plan, {**DEARER_DAM, "status": "Bof"})
    before = words(shown(editor, upload, "columns/"))

    act(editor, upload, "columns/", w0="on_track")
    work()

    assert "Bof Status · on 1 row" in before
    assert "0 Error 0 Question" in words(shown(editor, upload))


def test_year_that_is_none_is_refused_in_words(editor, dearer):
    answer = act(editor, dearer, "columns/", **{"t0c4": "funding_year", "t0c4-year": "soon"})

    assert answer.headers["Location"] == f"/desk/imports/{dearer.pk}/columns/"
    assert "The description of the columns cannot be read" in shown(editor, dearer, "columns/")


def test_problem_stands_on_its_cell(editor, bad):
    html = shown(editor, bad, "preview/")

    (cell,) = re.findall(r'<td class="is-bad s-off">(.*?)</td>', html, re.DOTALL)
    assert words(cell) == "Error 130"
    assert "Row 2 of sheet plan" in words(html)
    assert "A percentage lies between 0 and 100, not 130." in words(html)
    assert "1 row has an error." in words(html)


@pytest.mark.parametrize(("severity", "n_rows"), [("error", 1), ("question", 0), ("poem", 1)])
def test_problems_are_filtered_by_severity(editor, bad, severity, n_rows):
    html = shown(editor, bad, "preview/", severity=severity)

    assert html.count('<li class="prob">') == n_rows


@pytest.mark.parametrize(("page", "n_rows"), [("1", 100), ("2", 5), ("9", 5), ("-1", 100)])
def test_rows_are_shown_a_hundred_at_a_time(editor, plan, page, n_rows):
    rows = [{**BAD_DAM, "code": f"X-{n:03}"} for n in range(105)]
    upload = give(editor, plan, *rows)

    html = shown(editor, upload, "preview/", page=page)

    assert html.count('<li class="prob">') == n_rows
    assert "105 rows to look at." in words(html)


def test_difference_is_shown_field_by_field(editor, dearer):
    said = words(shown(editor, dearer, "preview/"))

    assert "0 Added 1 Changed 4 Gone" in said
    assert "Planned amount Before MAD 1.25 million After MAD 99 million" in said


def test_good_rows_are_taken_when_asked_for(editor, bad):
    act(editor, bad, "preview/", act="good_rows")
    work()

    said = words(shown(editor, bad, "preview/"))
    assert "1 row with an error is left out; all others are applied." in said
    assert Upload.objects.get().take_good_rows is True


def test_amendment_without_a_reason_says_so_at_the_field(editor, dearer):
    answer = act(editor, dearer, "preview/", act="apply", reason=" ")

    assert answer.status_code == 200
    assert '<p class="wrong" id="reason-error">' in answer.text
    assert Upload.objects.get().state == UploadState.READ


def test_applied_file_says_what_was_done(editor, applied):
    said = words(shown(editor, applied, "applied/"))

    assert "0 Added 1 Changed 4 Gone" in said
    assert "Reason Session of 7 October" in said
    assert "See the public page of the plan" in said
    assert Commitment.objects.get(code="PDR-001").amount == 99_000_000


def test_columns_settled_for_an_earlier_file_are_said_to_be(editor, plan):
    first = give(editor, plan, DEARER_DAM)
    before = words(shown(editor, first))
    act(editor, first, "columns/", t0c7="")
    work()
    act(editor, first, "preview/", act="apply", reason="Session")
    work()
    then = give(editor, plan, BAD_DAM)

    said = "The columns were read as somebody settled them for an earlier file"
    shown_then = [words(shown(editor, then, step)) for step in ("", "columns/")]
    assert [said in page for page in (before, *shown_then)] == [False, True, True]


def test_plan_that_the_file_describes_is_linked_once_it_is_published(editor, people):
    put_region()
    grant_role(by=None, account_id=people.editor.pk, role=Role.PLAN_EDITOR, scope=INSTALLATION)
    editor.post("/desk/imports/", answers(None, given(TEMPLATE), plan="file"))
    work()
    upload = Upload.objects.get()
    act(editor, upload, "preview/", act="apply")
    work()
    draft = words(shown(editor, upload, "applied/"))
    publish_first_version(by=None, plan_id=Plan.objects.latest("pk").pk)

    public = words(shown(editor, upload, "applied/"))

    link = "See the public page of the plan"
    assert (link in draft, link in public) == (False, True)


def test_applied_file_is_only_looked_at(editor, applied):
    assert '<fieldset class="plain" disabled>' in shown(editor, applied, "columns/")
    assert "The decision" not in words(shown(editor, applied, "preview/"))


def test_applied_file_is_undone_with_a_reason(editor, applied):
    refused = act(editor, applied, "applied/", act="undo", reason="")
    act(editor, applied, "applied/", act="undo", reason="Wrong file")

    assert '<p class="wrong" id="reason-error">' in refused.text
    assert "The import was undone on" in words(shown(editor, applied, "applied/"))
    assert str(Commitment.objects.get(code="PDR-001").amount) == "1250000.50"


def test_form_of_an_older_page_changes_nothing(editor, dearer):
    answer = act(editor, dearer, "preview/", act="apply", reason="Because", row_version="1")

    page = editor.get(answer.headers["Location"], {"lang": "en"}, follow=True).text
    assert "This file moved on since its page was opened." in words(page)
    assert Upload.objects.get().state == UploadState.READ


def test_step_that_cannot_be_opened_yet_leads_to_the_one_that_can(editor, dearer):
    answer = editor.get(f"/desk/imports/{dearer.pk}/applied/")

    assert answer.headers["Location"] == f"/desk/imports/{dearer.pk}/preview/"


def test_file_set_aside_leaves_the_list(editor, dearer):
    answer = act(editor, dearer, act="set_aside")

    page = editor.get(answer.headers["Location"], {"lang": "en"}).text
    assert "The file was set aside; nothing of it was applied." in page
    assert Upload.objects.count() == 0


def test_original_is_given_back_also_from_the_evidence(editor, applied):
    answer = editor.get(f"/desk/imports/{applied.pk}/file")

    assert answer.content == plan_csv(DEARER_DAM).content
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_marked_copy_lists_the_problems(editor, bad):
    content = editor.get(f"/desk/imports/{bad.pk}/marked.xlsx", {"lang": "en"}).content

    book = openpyxl.load_workbook(io.BytesIO(content))
    assert [cell.value for cell in book["Problems"][2]][:3] == ["Error", "plan", 2]


def test_file_without_cells_has_no_marked_copy(editor, plan):
    sent = answers(plan, plan_csv(DEARER_DAM))
    sent["file"].file = io.BytesIO(b"PK\x03\x04 cut off")
    editor.post("/desk/imports/", sent)
    work()
    upload = Upload.objects.get()

    answer = editor.get(f"/desk/imports/{upload.pk}/marked.xlsx")

    assert answer.headers["Location"] == f"/desk/imports/{upload.pk}/"


STEPS = ("", "columns/", "preview/", "applied/", "file", "marked.xlsx")


@pytest.mark.parametrize("step", STEPS)
def test_file_of_somebody_else_does_not_exist(client, people, dearer, step):
    client.force_login(people.coordinator)

    assert client.get(f"/desk/imports/{dearer.pk}/{step}").status_code == 404
    assert client.get(f"/desk/imports/{uuid.uuid4()}/{step}").status_code == 404


@pytest.mark.parametrize("step", ["", "columns/", "preview/", "applied/"])
def test_file_of_somebody_else_is_not_acted_on(client, people, dearer, step):
    client.force_login(people.coordinator)

    assert act(client, dearer, step, act="set_aside").status_code == 404
    assert Upload.objects.get().state == UploadState.READ


@pytest.mark.parametrize(
    ("step", "n_queries"), [("", 5), ("columns/", 5), ("preview/", 6), ("applied/", 5)]
)
def test_steps_take_few_queries(editor, applied, django_assert_num_queries, step, n_queries):
    # session and its account; the file; titles of what changes; grants; the name of the host
    with django_assert_num_queries(n_queries):
        assert editor.get(f"/desk/imports/{applied.pk}/{step}").status_code == 200
