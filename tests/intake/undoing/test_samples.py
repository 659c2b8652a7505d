"""The workbook of an office, taken into the published plan of the region, and back."""

from __future__ import annotations

import pytest

from athar.finance.queries import stated_agreements, stated_funding
from athar.intake.actions import import_plan
from athar.intake.agreements.taking import import_agreements
from athar.intake.options import Options
from athar.intake.returns.taking import import_progress
from athar.intake.undoing.acts import undo_import
from athar.people.actions import create_account, grant_role
from athar.people.enums import Role
from athar.plans.actions import publish_first_version
from athar.plans.queries import plan_by_code, stated_commitments, stated_nodes
from athar.reporting.models import ReportEntry
from athar.rollups import actions as rollups
from athar.rollups.models import Progress
from tests.intake.conftest import ARABIC_CSV, FRENCH_WORKBOOK, PLAN_FILE, SAMPLES, given

pytestmark = pytest.mark.django_db

CODE = "PDR-TTA-2022-2027"
PAGES = ("", "/commitments", "/commitments/PDR-A1-P01-01", "/commitments/PDR-A4-P36-02")
#: What says that versions were published, and reports withdrawn: it stays for all to see.
TRACES = ("current_version", "row_version")


@pytest.fixture
def editor(places):
    """The editor of the region's plan in Arabic, which is published."""
    described = Options(plan_file=PLAN_FILE.read_bytes())
    assert import_plan(by=None, file=given(ARABIC_CSV), options=described).is_taken
    publish_first_version(by=None, plan_id=plan_by_code(CODE, drafts=True).id)
    account = create_account(by=None, email="editor@example.org", name="Nadia")
    grant_role(by=None, account_id=account.pk, role=Role.PLAN_EDITOR, scope="installation")
    return account


def pages(client):
    """What machines read of the plan, without the traces of what was done."""
    found = [client.get(f"/ar/plans/{CODE}{page}.json").json() for page in PAGES]
    for page in found:
        for part in (page, page.get("plan", {})):
            for name in (*TRACES, "versions", "withdrawn_reports"):
                part.pop(name, None)
    return found


def everything(client):
    """The pages, all that is stated with where it stood, and every figure."""
    plan_id = plan_by_code(CODE).id
    current = ReportEntry.objects.filter(report__is_current=True).order_by("pk")
    return {
        "pages": pages(client),
        "nodes": stated_nodes(plan_id),
        "commitments": stated_commitments(plan_id),
        "funding": sorted(stated_funding(plan_id), key=lambda line: line["commitment"]),
        "agreements": stated_agreements(plan_id),
        "entries": list(current.values("report", "field", "written", "no_number", "origin")),
        "figures": [
            {name: value for name, value in row.items() if name != "id"}
            for row in Progress.objects.order_by("kind", "subject_id").values()
        ],
    }


def take_workbook(by):
    return import_plan(by=by, file=given(FRENCH_WORKBOOK), options=options())


def take_agreements(by):
    file = given(SAMPLES / "conventions-2022-2027.xlsx")
    return import_agreements(by=by, file=file, options=options())


def take_return(by):
    file = given(SAMPLES / "suivi-2025-T3.xlsx")
    return import_progress(by=by, file=file, period="2025-Q3", options=options())


def options():
    return Options(plan_code=CODE, reason="Council of October")


@pytest.mark.parametrize(
    ("take", "n_withdrawn", "versions"),
    [
        (take_workbook, 198, {CODE: 3}),
        (take_agreements, 0, {CODE: 3}),
        (take_return, 28, {}),
    ],
)
def test_everything_is_as_before(client, editor, take, n_withdrawn, versions):
    before = everything(client)
    report = take(editor)
    assert (report.is_taken, everything(client) == before) == (True, False)

    done = undo_import(by=editor, event_ids=report.event_ids, reason="Wrong file")

    after = everything(client)
    assert [name for name in before if before[name] != after[name]] == []
    assert (done.n_withdrawn, done.versions) == (n_withdrawn, versions)
    assert rollups.check() == ()
