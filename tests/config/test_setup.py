"""`athar setup` makes what the first page needs, and may be repeated."""

import pytest

from athar.config.commandline import main

pytestmark = pytest.mark.django_db(transaction=True)


def test_setup_collects_the_assets_and_says_where_the_data_is(settings, tmp_path, capsys):
    settings.DATA_DIR = tmp_path / "data"
    settings.STATIC_ROOT = settings.DATA_DIR / "static"

    codes = [main(("setup",)), main(("setup",))]

    assert codes == [0, 0]
    assert (
        capsys.readouterr().out == f"Ready: database {settings.DATABASES['default']['NAME']}\n" * 2
    )
    collected = {path.name for path in settings.STATIC_ROOT.rglob("*") if path.is_file()}
    assert "staticfiles.json" in collected
    assert "tokens.css" not in collected
