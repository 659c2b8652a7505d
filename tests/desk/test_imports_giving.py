"""Giving a file at the desk: what is offered to whom, what is refused in which words."""

from __future__ import annotations

import re

import pytest

from athar.desk.imports.listing import TEMPLATE
from athar.intake.models import Upload
from athar.intake.options import GivenFile
from athar.people.actions import grant_role
from athar.people.enums import Role
from tests.desk.importing import DEARER_DAM, answers, give, words
from tests.intake.small import ROAD, plan_csv

pytestmark = pytest.mark.django_db
RETURN = GivenFile("t3.csv", b"Code;Avancement physique (%)\nPDR-001;77\nPDR-002;55\n")


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def editor(client, people):
    """The browser of the plan editor."""
    client.force_login(people.editor)
    return client


def _kinds(client):
    return re.findall(r'name="kind" value="(\w+)"', client.get("/desk/imports/").text)


@pytest.mark.parametrize(
    ("name", "kinds"),
    [("editor", ["plan", "agreements", "progress"]), ("coordinator", ["progress"])],
)
def test_kinds_are_offered_by_role(client, people, name, kinds):
    client.force_login(getattr(people, name))

    assert _kinds(client) == kinds
    assert 'href="/desk/imports/"' in client.get("/desk/").text


@pytest.mark.parametrize("name", ["citizen", "administrator"])
def test_who_may_import_nothing_is_refused(client, people, name):
    client.force_login(getattr(people, name))

    assert client.get("/desk/imports/").status_code == 403
    assert client.post("/desk/imports/").status_code == 403
    assert 'href="/desk/imports/"' not in client.get("/desk/").text


@pytest.mark.parametrize("name", ["manager", "stranger", "validator", "evaluator"])
def test_who_states_values_is_told_that_there_are_no_indicators_yet(client, people, plan, name):
    client.force_login(getattr(people, name))

    said = words(client.get("/desk/imports/", {"lang": "en"}).text)

    assert "Nothing to import into yet" in said
    assert "What does the file hold?" not in said


def test_given_file_leads_to_its_page(editor, plan):
    sent = answers(plan, plan_csv(DEARER_DAM), as_of_on="2025-06-30", period="T3 2025")

    answer = editor.post("/desk/imports/", sent)

    upload = Upload.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/desk/imports/{upload.pk}/")
    assert (upload.plan_id, upload.kind, str(upload.as_of_on), upload.period) == (
        plan.id,
        "plan",
        "2025-06-30",
        "",
    )


def test_return_keeps_its_period_and_no_date(editor, plan):
    sent = answers(plan, RETURN, kind="progress", period="T3 2025", as_of_on="2025-06-30")

    editor.post("/desk/imports/", sent)

    upload = Upload.objects.get()
    assert (upload.kind, upload.period, upload.as_of_on) == ("progress", "T3 2025", None)


def test_plan_that_the_file_describes_is_named_by_no_plan(editor, plan):
    editor.post("/desk/imports/", answers(plan, plan_csv(ROAD), plan="file"))

    assert Upload.objects.get().plan_id is None


@pytest.mark.parametrize(
    ("file", "more", "message"),
    [
        (None, {}, "Choose a file."),
        (GivenFile("a.csv", b""), {}, "The file is empty."),
        (RETURN, {"kind": ""}, "Say what the file holds."),
        (RETURN, {"kind": "poem"}, "You may not give such a file for this plan."),
        (RETURN, {"plan": ""}, "Choose the plan that the file belongs to."),
        (RETURN, {"plan": "0"}, "Choose one of the plans listed."),
        (
            RETURN,
            {"kind": "agreements", "plan": "file"},
            "Choose the plan that the file belongs to.",
        ),
        (RETURN, {"kind": "progress"}, "Write the period as you do, such as 2025-Q3 or 2024."),
        (RETURN, {"as_of_on": "soon"}, "Write the date like 2025-06-30."),
        (GivenFile("a.csv", b"x" * 1001), {}, "The file is larger than the 0 MB accepted here."),
    ],
)
def test_what_is_missing_is_said_above_the_form_and_at_its_field(
    editor, plan, settings, file, more, message
):
    settings.MAX_UPLOAD_BYTES = 1000

    html = editor.post("/desk/imports/?lang=en", answers(plan, file, **more)).text

    assert words(html).startswith("Imports Give the workbook as you keep it.")
    assert "One answer needs a second look" in html
    assert [words(one) for one in _errors(html)] == [message]
    assert Upload.objects.count() == 0


def _errors(html):
    return re.findall(r'<p class="wrong"[^>]*>(.*?)</p>', html, re.DOTALL)


def test_file_that_is_too_large_is_let_go_while_it_arrives(editor, plan, settings):
    settings.MAX_UPLOAD_BYTES = 200_000
    large = GivenFile("large.csv", b"x" * 400_000)

    answer = editor.post("/desk/imports/?lang=en", answers(plan, large, period="kept"))

    assert answer.status_code == 200
    assert answer.wsgi_request.FILES == {}
    assert 'value="kept"' in answer.text


def test_plan_of_another_role_is_refused_at_its_field(client, people, plan):
    grant_role(by=None, account_id=people.coordinator.pk, role=Role.PLAN_EDITOR, scope="plan:0")
    client.force_login(people.coordinator)

    html = client.post("/desk/imports/?lang=en", answers(plan, RETURN, kind="plan")).text

    assert [words(one) for one in _errors(html)] == ["You may not give such a file for this plan."]


def test_template_workbook_is_served(editor):
    answer = editor.get("/desk/imports/template.xlsx")

    assert answer.content == TEMPLATE.read_bytes()
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''pdr-template.xlsx"


@pytest.mark.parametrize("n_files", [1, 3])
def test_list_takes_ten_queries(editor, plan, django_assert_num_queries, n_files):
    for _n in range(n_files):
        give(editor, plan, DEARER_DAM)

    # session and its account; grants; plans for each kind; libraries and their indicators, of
    # which there are none; the files; the name of the host
    with django_assert_num_queries(10):
        html = editor.get("/desk/imports/", {"lang": "en"}).text

    assert html.count("Read, not applied") == n_files
