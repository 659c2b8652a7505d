"""Files that nobody applied are removed once they are old, with their bytes."""

from __future__ import annotations

import datetime as dt
import json
import os
import uuid

import pytest
from django.core.exceptions import PermissionDenied

from athar.config.commandline import main
from athar.intake.enums import Stage, UploadKind, UploadState
from athar.intake.models import Upload
from athar.intake.options import GivenFile
from athar.intake.uploads.acts import Purpose, give_file
from athar.intake.uploads.clearing import clear_uploads
from athar.intake.uploads.waiting import Progress, forget, keep_bytes, read_bytes, tell
from athar.kernel import clock
from athar.trail.models import Event


@pytest.fixture
def given(people, plan):
    """Give a file so many days ago."""

    def give(days, state=UploadState.READ, name="plan.csv"):
        purpose = Purpose(kind=UploadKind.PLAN, plan_id=plan.id)
        key = give_file(by=people.editor, file=GivenFile(name, b"a;b"), purpose=purpose)
        when = clock.now() - dt.timedelta(days=days)
        applied = when if state == UploadState.APPLIED else None
        Upload.objects.filter(pk=key).update(given_at=when, state=state, applied_at=applied)
        content = read_bytes(key)
        forget(key)  # no work gives a sign any more
        keep_bytes(key, content)
        return key

    return give


def test_an_old_file_goes_with_its_bytes_and_leaves_a_record(given):
    old, young = given(91), given(89)

    names = clear_uploads(by=None)

    assert (names, list(Upload.objects.values_list("pk", flat=True))) == (("plan.csv",), [young])
    assert (read_bytes(old), read_bytes(young)) == (None, b"a;b")
    assert Event.objects.get(kind="upload.cleared").subject == f"upload:{old}"


@pytest.mark.parametrize("state", [UploadState.READING, UploadState.APPLYING, UploadState.FAILED])
def test_interrupted_work_is_cleared_and_work_under_way_is_not(given, state):
    given(100, state)
    busy = given(100, UploadState.READING, "busy.csv")
    tell(busy, Progress(Stage.READING))

    names = clear_uploads(by=None)

    assert (names, Upload.objects.get().pk) == (("plan.csv",), busy)


def test_an_applied_file_stays(given):
    key = given(400, UploadState.APPLIED)

    assert clear_uploads(by=None) == ()
    assert Upload.objects.get().pk == key


def test_bytes_that_no_file_has_go_too(given, settings):
    kept, lost = given(5), uuid.uuid4()
    keep_bytes(lost, b"x")
    path = settings.DATA_DIR / "uploads" / str(lost)
    (settings.DATA_DIR / "uploads" / "notes.txt").write_bytes(b"x")
    for one in path.parent.iterdir():
        os.utime(one, (0, 0))

    clear_uploads(by=None)

    assert (read_bytes(lost), read_bytes(kept)) == (None, b"a;b")
    assert (path.parent / "notes.txt").exists()


def test_only_who_runs_the_installation_clears(people):
    with pytest.raises(PermissionDenied):
        clear_uploads(by=people.editor)

    assert clear_uploads(by=people.administrator) == ()


def test_the_command_names_what_it_removes(given, capsys):
    given(91)

    tried = main(["import", "clear", "--dry-run"]), capsys.readouterr().out
    done = main(["import", "clear", "--days", "30", "--json"]), capsys.readouterr().out
    again = main(["import", "clear"]), capsys.readouterr().out

    assert tried == (0, "plan.csv\n1 would be removed\n")
    assert (done[0], json.loads(done[1])) == (0, {"cleared": ["plan.csv"]})
    assert again == (0, "0 were removed\n")


@pytest.mark.parametrize("days", ["-1", "soon", "9999999"])
def test_a_number_of_days_that_is_none_is_refused(days, capsys):
    with pytest.raises(SystemExit):
        main(["import", "clear", "--days", days])

    assert "must be a number of days" in capsys.readouterr().err
