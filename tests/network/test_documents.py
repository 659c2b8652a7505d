"""Templates of the road into the partnership: Arabic runs from right to left."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from athar.network.documents import TEMPLATES, document


@pytest.mark.parametrize(("lang", "is_rtl"), [("ar", True), ("fr", False), ("en", False)])
def test_paragraphs_tables_and_pages_state_their_direction(tmp_path: Path, lang, is_rtl):
    file = tmp_path / "x.docx"
    file.write_bytes(document("forum-rules", lang))

    xml = ZipFile(file).read("word/document.xml").decode()

    n_runs, n_right = len(re.findall(r"<w:r>", xml)), len(re.findall(r"<w:rtl/>", xml))
    assert (n_right == n_runs) is is_rtl
    assert ("<w:bidiVisual/>" in xml, "<w:bidi/>" in xml.rsplit("<w:sectPr", 1)[1]) == (
        *(is_rtl, is_rtl),
    )


def test_there_are_four_templates_and_no_other():
    assert (
        *("co-creation-timeline", "commitment-sheet", "forum-rules", "letter-of-intent"),
    ) == TEMPLATES
    for template, lang in (("letter", "ar"), ("forum-rules", "de")):
        with pytest.raises(KeyError):
            document(template, lang)
