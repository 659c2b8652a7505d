"""`athar check` finds what is wrong and says it; a sound installation is all ok."""

import pytest

from athar.config.commandline import main
from athar.evidence.actions import attach_file
from athar.evidence.queries import path_of
from athar.kernel.text import Translated
from athar.rollups.models import Progress
from tests.evidence.photographs import picture, saved

pytestmark = pytest.mark.django_db

PNG = saved(picture(), "PNG")
NAMES = ("settings and code", "database", "data directory", "computed figures", "evidence files")


@pytest.fixture(autouse=True)
def _data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.mark.usefixtures("plan")
def test_sound_installation_is_ok(capsys):
    code = main(("check",))

    assert code == 0
    assert capsys.readouterr().out.splitlines() == [f"ok     {name}" for name in NAMES]


@pytest.mark.usefixtures("plan")
def test_wrong_figure_is_found(capsys):
    Progress.objects.filter(kind="plan").update(n_total=99)

    code = main(("check",))

    assert code == 1
    assert capsys.readouterr().out.splitlines()[3] == (
        "FAILED computed figures: 1 figures differ from their sources: run athar rollup --rebuild"
    )


def test_lost_evidence_is_found(plan, capsys):
    evidence = attach_file(
        by=None,
        subject=f"plan:{plan.id}",
        scope_keys=(),
        content=PNG,
        name="barrage.png",
        title=Translated(fr="Le barrage"),
    )
    path_of(evidence.file.sha256).write_bytes(b"bent")

    code = main(("check",))

    assert code == 1
    assert capsys.readouterr().out.splitlines()[4] == (
        f"FAILED evidence files: 1 evidence files are missing or altered: {evidence.file.sha256}"
    )


def test_directory_that_cannot_be_written_is_found(settings, tmp_path, capsys):
    settings.DATA_DIR = tmp_path / "none"

    code = main(("check",))

    assert code == 1
    assert capsys.readouterr().out.splitlines()[2] == (
        f"FAILED data directory: {tmp_path / 'none'}: No such file or directory"
    )
