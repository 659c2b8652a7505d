"""A file of values at the desk: given, looked at, corrected, applied, undone."""

from __future__ import annotations

import hashlib
import re

import pytest
from django.utils.translation import override

from athar.indicators.models import Measurement
from athar.indicators.rules import library_scope
from athar.intake.enums import Stage
from athar.intake.models import Upload
from athar.intake.options import GivenFile
from athar.intake.uploads import findings
from athar.intake.uploads.waiting import Progress, tell
from athar.people.actions import grant_role
from athar.people.enums import Role
from tests.desk.importing import act, answers, shown, words, work
from tests.intake.values.conftest import set_up_in_region
from tests.once import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]
HEAD = "code,indicator,year,value"
ROW = "01,connected,2024,30"


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
@made_once
def setting(plan, frozen_day):
    """A shared library and the plan's own."""
    return set_up_in_region(plan)


@pytest.fixture
def editor(client, people, setting):
    """The browser of the plan editor, who may state values of the plan's own indicators."""
    client.force_login(people.editor)
    return client


def sent(setting, *rows, head=HEAD, **more):
    """Give what the form sends."""
    file = GivenFile("valeurs.csv", "\n".join((head, *rows)).encode())
    named = {"kind": "values", "library": str(setting.own_library), "claim": "declared"}
    return answers(None, file, **(named | more))


def give(client, setting, *rows, **more):
    """Give a file of values and let it be read."""
    before = set(Upload.objects.values_list("pk", flat=True))
    client.post("/desk/imports/", sent(setting, *rows, **more))
    work()
    return Upload.objects.exclude(pk__in=before).get()


def apply(client, upload, **more):
    """Apply it."""
    act(client, upload, "preview/", act="apply", **more)
    work()


@pytest.mark.parametrize(
    ("name", "claims"),
    [
        ("editor", ["declared"]),
        ("coordinator", ["declared"]),
        ("validator", ["validated"]),
        ("evaluator", ["independent"]),
    ],
)
def test_who_may_state_values_is_offered_to_import_them(client, people, setting, name, claims):
    client.force_login(getattr(people, name))

    html = client.get("/desk/imports/").text

    select = html.partition('name="claim"')[2].partition("</select>")[0]
    assert re.findall(r'option value="(\w+)"', select) == claims
    assert re.findall(r'name="kind" value="(\w+)"', html)[-1] == "values"
    assert f'<option value="{setting.own_library}" selected' in html
    assert 'href="/desk/imports/"' in client.get("/desk/").text


def test_given_file_leads_to_its_page(editor, setting):
    answer = editor.post("/desk/imports/", sent(setting, ROW, period="T4 2024"))

    upload = Upload.objects.get()
    assert answer.headers["Location"] == f"/desk/imports/{upload.pk}/"
    assert (upload.kind, upload.library_id, upload.claim, upload.period, upload.plan) == (
        *("values", setting.own_library, "declared", "T4 2024", None),
    )


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"library": ""}, "Choose the library of the indicators."),
        ({"library": "999"}, "Choose one of the libraries listed."),
        ({"claim": "validated"}, "You may not state values with this claim."),
        ({"period": "soon"}, "Write the period as you do, such as 2025-Q3 or 2024."),
    ],
)
def test_what_is_wrong_stands_at_its_field(editor, setting, more, said):
    html = editor.post("/desk/imports/?lang=en", sent(setting, ROW, **more)).text

    (name,) = more
    assert f'<p class="wrong" id="id_{name}-error">{said}</p>' in html
    assert Upload.objects.count() == 0


def test_claim_of_another_library_is_refused_at_its_field(client, people, setting):
    scope = library_scope(setting.library)
    grant_role(by=None, account_id=people.editor.pk, role=Role.VALIDATOR, scope=scope)
    client.force_login(people.editor)

    html = client.post("/desk/imports/?lang=en", sent(setting, ROW, claim="validated")).text

    assert "You may not state values of this library with this claim." in html


def test_file_of_a_plan_still_needs_its_plan(editor, setting):
    html = editor.post("/desk/imports/?lang=en", sent(setting, ROW, kind="progress")).text

    assert "Choose the plan that the file belongs to." in html


def test_found_page_says_what_was_understood(editor, setting):
    upload = give(editor, setting, ROW, "01,connected,2023,")

    said = words(shown(editor, upload))

    assert "Values 1 1 empty cell states nothing Indicators 1 1 period Places 1" in said
    assert "Who stands behind Declared" in said
    assert "valeurs 1 2 4 of 4" in said


def test_list_names_the_library(editor, setting):
    give(editor, setting, ROW)

    assert "valeurs.csv Measured values" in words(editor.get("/desk/imports/?lang=en").text)


def test_column_is_corrected_and_read_again(editor, setting):
    head = "lieu,chose,quand,combien,autre"
    upload = give(editor, setting, "01,connected,2024,30,7", head=head)
    before = shown(editor, upload, "columns/")

    names = dict(re.findall(r'id="(t0c\d)-h"><bdi>(\w+)<', before))
    by_heading = {heading: name for name, heading in names.items()}
    act(editor, upload, "columns/", **{by_heading["combien"]: "value", by_heading["autre"]: ""})
    work()

    assert '<option value="value">Value</option>' in before
    assert "1 New 0 Corrected 0 The same" in words(shown(editor, upload, "preview/"))


def test_problems_stand_on_their_cells(editor, setting):
    upload = give(editor, setting, ROW, "01,connected,2023,beaucoup", "99.x,connected,2022,4")

    html = shown(editor, upload, "preview/")

    cells = [
        words(one) for one in re.findall(r'<td class="is-bad s-off">(.*?)</td>', html, re.DOTALL)
    ]
    assert cells == ["Error beaucoup", "Error 99.x"]
    assert "2 rows have errors." in words(html)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ar", "هذه القيمة غير مقبولة: الفترة 1999 خارج مدة البرنامج."),
        ("fr", "Cette valeur n’est pas acceptée : La période 1999 est hors de la durée du plan."),
        ("en", "This value is not accepted: The period 1999 lies outside the plan."),
    ],
)
def test_refused_value_is_explained_in_the_language_of_the_reader(editor, setting, lang, said):
    with override("fr" if lang == "ar" else "ar"):
        upload = give(editor, setting, "01,connected,1999,5")

    assert said in words(shown(editor, upload, "preview/", lang=lang))


def test_refusal_found_before_its_parameters_were_kept_is_still_shown(editor, setting):
    upload = give(editor, setting, "01,connected,1999,5")
    ((*where, _reason),) = upload.findings["problems"]
    upload.findings["problems"] = [[*where, "The period 1999 lies outside the plan."]]
    upload.save()

    said = words(shown(editor, upload, "preview/", lang="fr"))

    assert "Cette valeur n’est pas acceptée : The period 1999 lies outside the plan." in said


def test_good_rows_are_taken_when_asked_for(editor, setting):
    upload = give(editor, setting, ROW, "01,connected,2023,beaucoup")

    act(editor, upload, "preview/", act="good_rows")
    work()
    apply(editor, upload)

    assert list(Measurement.objects.values_list("period", "value")) == [("2024", 30)]


def test_difference_is_shown_value_by_value(editor, setting):
    apply(editor, give(editor, setting, ROW, "01,connected,2022,4"))
    upload = give(
        editor, setting, "01,connected,2024,31", "01,connected,2023,N.D", "01,connected,2022,4"
    )

    said = words(shown(editor, upload, "preview/"))

    assert "1 New 1 Corrected 1 The same" in said
    assert "Tanger-Tetouan-Al Hoceima · 2024 30 31 valeurs!D2" in said
    assert "2023 not reported valeurs!D3" in said


def test_long_difference_says_how_much_is_behind_and_how_much_is_not_shown(
    editor, setting, monkeypatch
):
    monkeypatch.setattr(findings, "MOST_TOUCHES", 22)
    months = [(year, month) for year in (2022, 2023) for month in range(1, 13)]

    upload = give(editor, setting, *[f"01,connected,{y}-{m:02},30" for y, m in months])

    said = words(shown(editor, upload, "preview/"))
    assert "24 New 0 Corrected 0 The same" in said
    before, more, behind = said.partition(" 2 more ")
    assert [before.count("valeurs!D"), bool(more), behind.count("valeurs!D")] == [20, True, 2]
    assert "And 2 that are not shown here." in behind


def test_parts_and_ratios_are_shown_as_they_are_stated(client, people, setting):
    scope = library_scope(setting.library)
    grant_role(by=None, account_id=people.manager.pk, role=Role.COORDINATOR, scope=scope)
    client.force_login(people.manager)
    head = "code,indicator,year,area,numerator,denominator"
    library = str(setting.library)

    upload = give(client, setting, "01,water,2024,rural,1,4", head=head, library=library)

    assert "2024 · rural 1 / 4 valeurs!E2" in words(shown(client, upload, "preview/"))


def test_claim_of_a_row_is_told_where_it_is_not_that_of_the_file(client, people, setting):
    scope = library_scope(setting.own_library)
    grant_role(by=None, account_id=people.editor.pk, role=Role.VALIDATOR, scope=scope)
    client.force_login(people.editor)
    rows = ("01,connected,2024,30,validated", "01,connected,2023,3,declared")

    upload = give(client, setting, *rows, head=f"{HEAD},claim")

    said = words(shown(client, upload, "preview/"))
    assert "2024 (Validated) 30" in said
    assert "2023 3" in said


def test_correction_without_a_reason_says_so_at_the_field(editor, setting):
    apply(editor, give(editor, setting, ROW))
    upload = give(editor, setting, "01,connected,2024,31")

    refused = act(editor, upload, "preview/", act="apply", reason=" ")
    apply(editor, upload, reason="Comptage repris")

    assert "Why are stored values corrected?" in refused.text
    assert '<p class="wrong" id="reason-error">' in refused.text
    assert "0 New 1 Corrected 0 The same" in words(shown(editor, upload, "applied/"))


def test_everything_known_is_said(editor, setting):
    apply(editor, give(editor, setting, ROW))
    upload = give(editor, setting, ROW)

    before = words(shown(editor, upload, "preview/"))
    apply(editor, upload)

    assert "Everything in the file is known already: nothing changes." in before
    assert "Everything in the file was known already" in words(shown(editor, upload, "applied/"))


def test_applied_file_is_undone_with_a_reason(editor, setting):
    upload = give(editor, setting, ROW)
    apply(editor, upload)
    page = words(shown(editor, upload, "applied/"))

    act(editor, upload, "applied/", act="undo", reason="Mauvais fichier")

    assert "See the public page of the indicators" in page
    assert "What stood before is stated again" in words(shown(editor, upload, "applied/"))
    assert Measurement.objects.latest("pk").no_number == "not_reported"


def test_progress_is_told_in_the_words_of_values(editor, setting):
    editor.post("/desk/imports/", sent(setting, ROW))
    upload = Upload.objects.get()
    tell(upload.pk, Progress(Stage.WRITING))

    assert "The values are being compared with those stored and written." in words(
        shown(editor, upload)
    )


def test_file_of_a_value_is_had_from_where_it_came_from(editor, setting, client, people):
    upload = give(editor, setting, ROW)
    apply(editor, upload)
    sha256 = hashlib.sha256(f"{HEAD}\n{ROW}".encode()).hexdigest()
    code = setting.plan.code

    page = editor.get(f"/en/indicators/{code}/connected/values/hcp/01/2024/whole").text
    had = editor.get(f"/desk/files/{sha256}")
    client.force_login(people.stranger)

    assert f'href="/desk/files/{sha256}"' in page
    assert (had.status_code, had.content.decode()) == (200, f"{HEAD}\n{ROW}")
    assert had.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert client.get(f"/desk/files/{sha256}").status_code == 404


def test_value_that_was_taken_back_says_so(editor, setting):
    upload = give(editor, setting, ROW)
    apply(editor, upload)
    act(editor, upload, "applied/", act="undo", reason="Mauvais fichier")

    code = setting.plan.code
    page = words(editor.get(f"/en/indicators/{code}/connected/values/hcp/01/2024/whole").text)

    assert "stated again as before, since an import was undone" in page
    assert "reason: Mauvais fichier" in page
    assert "cell valeurs!D2" in page


@pytest.mark.parametrize(
    ("step", "n_queries"), [("", 5), ("columns/", 5), ("preview/", 8), ("applied/", 5)]
)
def test_steps_take_few_queries(editor, setting, django_assert_num_queries, step, n_queries):
    upload = give(editor, setting, ROW)
    apply(editor, upload)

    with django_assert_num_queries(n_queries):
        assert editor.get(f"/desk/imports/{upload.pk}/{step}").status_code == 200
