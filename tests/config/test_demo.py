"""`athar demo` gives a real programme and six people, once, and never beside a real plan."""

from collections import Counter

import pytest

from athar.config.commandline import main
from athar.config.commands import demo
from athar.kernel import clock
from athar.people.models import Account
from athar.plans.models import Commitment, Plan
from athar.plans.queries import amendments_of
from athar.reporting.models import FollowUp, Report, ReportComment, Round
from athar.reporting.queries import Punctuality, in_all, punctuality
from athar.trail.models import Event
from tests.conftest import DEMO_DAY
from tests.demonstration import demonstration, few_values

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]

CODE = "PDR-TTA-2022-2027"


@pytest.fixture(autouse=True)
def _ready(monkeypatch, settings, tmp_path):
    """The database is there already; what the demonstration keeps goes elsewhere."""
    monkeypatch.setattr("athar.config.commands.setup.set_up", lambda: None)
    monkeypatch.setattr(demo, "VALUES", few_values(tmp_path))
    settings.DATA_DIR = tmp_path


@pytest.fixture
def _lived_through(db, tmp_path):
    """The demonstration, which other modules read too."""
    with demonstration(tmp_path):
        yield


def test_demo_publishes_the_programme_comes_back_to_the_day_and_can_be_repeated(capsys):
    first = main(("demo",))
    printed = capsys.readouterr().out.splitlines()
    reports, day = Report.objects.count(), clock.today()
    again = main(("demo", "--host", "region"))

    assert (first, again, day) == (0, 0, DEMO_DAY)
    assert list(Plan.objects.values_list("code", "current_version")) == [(CODE, 3)]
    documents = [one.document for one in amendments_of([Plan.objects.get().pk]).popitem()[1]]
    assert [one.file_name for one in documents] == [
        "decision-2025-03-03-sample.pdf",
        "decision-2024-07-01-sample.pdf",
    ]
    assert (Commitment.objects.count(), Report.objects.count()) == (233, reports)
    assert Account.objects.filter(is_demo=True).count() == 6
    assert [line.split()[-1] for line in printed[-6:]] == ["athar-athar-athar"] * 6


@pytest.mark.usefixtures("plan")
def test_demo_is_refused_beside_a_real_plan(capsys):
    refused = main(("demo",))
    left_alone = main(("demo", "--if-empty"))

    assert (refused, left_alone) == (1, 0)
    assert "another plan is published here" in capsys.readouterr().err
    assert Account.objects.count() == 0


@pytest.mark.usefixtures("_lived_through")
def test_demo_opens_a_round_with_reports_on_their_way():
    waiting = Report.objects.filter(round__code="2025-T3").order_by("commitment__code")
    assert list(waiting.values_list("commitment__code", "state")) == [
        ("PDR-A2-P13-03", "submitted"),
        ("PDR-A2-P13-05", "submitted"),
        ("PDR-A2-P14-02", "draft"),
        ("PDR-A2-P16-02", "returned"),
        ("PDR-A2-P20-02", "returned"),
        ("PDR-A5-P48-02", "submitted"),
    ]
    assert {one.physical for one in waiting} == {None}


@pytest.mark.usefixtures("_lived_through")
def test_demo_lives_through_three_rounds():
    plan = Plan.objects.get()
    closed = Round.objects.filter(plan=plan).exclude(closed_at=None).order_by("due_on")
    assert list(closed.values_list("code", flat=True)) == ["2024-T3", "2024-T4", "2025-T1"]
    assert set(Report.objects.filter(round__in=closed).values_list("state", flat=True)) == {
        "published"
    }
    assert in_all(punctuality(plan.pk).values()) == Punctuality(n_due=27, n_in_time=18, n_late=4)
    said = Counter(FollowUp.objects.values_list("outcome", flat=True))
    assert said == {"done": 5, "dropped": 1, "under_way": 1}
    assert ReportComment.objects.filter(is_return=True).count() == 4


@pytest.mark.usefixtures("_lived_through")
def test_demo_tells_its_story_in_the_order_of_time():
    told = Event.objects.exclude(publication_number=None).order_by("publication_number")
    days = [one.date() for one in told.values_list("recorded_at", flat=True)]
    assert days == sorted(days)
    assert (days[0].isoformat(), days[-1].isoformat()) == ("2024-09-16", "2025-10-01")


def test_demo_offers_no_host_that_cannot_be_filled(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(("demo", "--host", "country"))

    assert stopped.value.code == 2
