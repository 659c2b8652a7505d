"""An office suite opens every template of the road into the partnership, word for word."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

import pytest

from athar.network.documents import FOLDER, TEMPLATES, document

LANGUAGES = ("ar", "fr", "en")


def words_of(stated) -> list[dict[str, str]]:
    """Give every text of a template in its three languages."""
    if isinstance(stated, dict) and set(stated) == set(LANGUAGES):
        return [stated]
    inside = stated.values() if isinstance(stated, dict) else stated
    if isinstance(stated, str | int):
        return []
    return [found for one in inside for found in words_of(one)]


@pytest.fixture(scope="module")
def opened(tmp_path_factory) -> dict[str, str]:
    """Let the office suite open each of them and give its words."""
    folder = tmp_path_factory.mktemp("templates")
    office = os.environ.get("SOFFICE") or shutil.which("soffice")
    assert office, "LibreOffice is missing: see make test"
    files = []
    for template in TEMPLATES:
        for lang in LANGUAGES:
            files.append(folder / f"{template}-{lang}.docx")
            files[-1].write_bytes(document(template, lang))
    subprocess.run(
        [
            *(office, f"-env:UserInstallation=file://{folder}/profile", "--headless"),
            *("--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder, *files),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {file.stem: file.with_suffix(".txt").read_text("utf-8") for file in files}


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_office_suite_reads_every_word_of_a_template(opened, template, lang):
    stated = words_of(json.loads((FOLDER / f"{template}.json").read_text("utf-8")))

    text = opened[f"{template}-{lang}"]

    assert [one[lang] for one in stated if one[lang] not in text] == []
