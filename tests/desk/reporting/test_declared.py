"""The page of what imports declared: chosen, validated as a set, or sent back; seen at once."""

from __future__ import annotations

import csv
import io

import pytest

from athar.reporting.models import Report, ReportEntry
from athar.trail.models import Event

pytestmark = pytest.mark.django_db
PATH = "/desk/declared"


def page(desk, who="validator", **asked):
    return desk.as_(who).client.get(PATH, {"lang": "en", **asked})


def sent(desk, *codes, **more):
    picked = [str(desk.plan.commitments[code]) for code in codes]
    return desk.as_("validator").client.post(f"{PATH}?lang=en", {"pick": picked, **more})


def test_work_of_the_validator_leads_to_what_was_declared(desk):
    shown = desk.as_("validator").client.get("/desk/work", {"lang": "en"}).content.decode()
    other = desk.as_("manager").client.get("/desk/work", {"lang": "en"}).content.decode()

    assert "imported reports wait for validation" in shown
    assert "wait for validation" not in other


def test_only_who_validates_comes_in(desk):
    assert page(desk, "validator").status_code == 200
    assert {page(desk, who).status_code for who in ("manager", "coordinator", "citizen")} == {403}


def test_figures_show_where_they_stood_and_what_is_odd(desk):
    report = Report.objects.get(commitment__code="PDR-001", is_current=True)
    origin = {"name": "suivi.xlsx", "file": "ab" * 32, "sheet": "S", "row": 7, "column": "M / Av."}
    ReportEntry.objects.filter(report=report, field="physical").delete()
    ReportEntry.objects.create(report=report, field="physical", written="cent", origin=origin)
    Report.objects.filter(pk=report.pk).update(physical=100)

    shown = page(desk).content.decode()

    assert f'<a href="/desk/files/{"ab" * 32}">' in shown
    assert '<bdi dir="ltr">S!M7</bdi>' in shown
    assert "needs evidence" in shown


def test_chosen_reports_are_validated_together_and_read_so_everywhere(desk, client):
    answer = sent(desk, "PDR-001", "PDR-003", do="validate")

    assert answer.status_code == 302
    events = Event.objects.filter(publication_number__isnull=False, source__validates=2)
    assert events.count() == 1
    address = f"/en/plans/{desk.plan.code}/commitments"
    twin = client.get(f"{address}/PDR-001.json").json()
    assert twin["reports"][0]["is_validated"] is True
    api = client.get(f"/api/v1/commitments/{desk.plan.code}/PDR-001").json()
    assert api["reports"][0]["is_validated"] is True
    table = client.get(f"{address}.csv").getvalue().decode("utf-8-sig")
    rows = {one["code"]: one for one in csv.DictReader(io.StringIO(table))}
    assert [rows[code]["is_validated"] for code in ("PDR-001", "PDR-002", "PDR-003")] == [
        "yes",
        "no",
        "yes",
    ]
    assert str(desk.people.validator) in client.get(f"{address}/PDR-001").content.decode()


def test_what_is_refused_is_named_and_the_choice_is_kept(desk):
    Report.objects.filter(commitment__code="PDR-002", is_current=True).update(physical=100)

    answer = sent(desk, "PDR-001", "PDR-002", do="validate")
    shown = answer.content.decode()

    assert answer.status_code == 422
    assert "Nothing was validated, because of \u2068PDR-002\u2069" in shown
    assert shown.count(" checked>") == 2
    assert Report.objects.filter(claim="validated").count() == 0


def test_nothing_chosen_and_no_note_are_said(desk):
    assert "Choose at least one report first." in sent(desk, do="validate").content.decode()
    without = sent(desk, "PDR-001", do="return", note=" ").content.decode()
    assert "Say what is to be mended." in without


def test_what_is_sent_back_stands_apart_with_its_note(desk):
    sent(desk, "PDR-001", do="return", note="Préciser <la> source.")

    waiting, back = page(desk).content.decode(), page(desk, state="returned").content.decode()
    assert ("PDR-001" in waiting, "PDR-001" in back) == (False, True)
    assert "Préciser &lt;la&gt; source." in back


def test_list_is_narrowed_by_body_and_axis(desk):
    plan = desk.plan.code
    every = page(desk, plan=plan).content.decode()
    some = page(desk, plan=plan, axis="A2").content.decode()

    assert ("PDR-001" in every, "PDR-003" in every) == (True, True)
    assert some.count('name="pick"') < every.count('name="pick"')
