"""Writes the templates of the road into the partnership as documents to fill in."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from athar.kernel.text import direction

FOLDER = Path(__file__).resolve().parent / "data" / "templates"
TEMPLATES = tuple(sorted(file.stem for file in FOLDER.glob("*.json")))
"""What is offered, by name."""
_FONT = "Arial"
_LOCALES = {"ar": "ar-MA", "fr": "fr-FR", "en": "en-GB"}
_LINE = "_" * 48

Words = Mapping[str, str]


@lru_cache(maxsize=16)
def document(template: str, lang: str) -> bytes:
    """Give a template in a language as DOCX; Arabic runs from right to left, tables too.

    Errors: KeyError for a template or a language that is not there.
    """
    if template not in TEMPLATES or lang not in _LOCALES:
        raise KeyError(template, lang)
    stated = json.loads((FOLDER / f"{template}.json").read_text("utf-8"))
    written = _Writer(lang)
    written.title(stated["title"])
    for block in stated["blocks"]:
        written.block(block)
    return written.bytes()


class _Writer:
    """A document on its way; every paragraph, run and table states its direction."""

    def __init__(self, lang: str) -> None:
        from docx import Document

        self.lang, self.is_rtl = lang, direction(lang) == "rtl"
        self.page = Document()
        self.page.core_properties.author = ""
        self.page.core_properties.language = _LOCALES[lang]
        self._prepare()

    def title(self, words: Words) -> None:
        self.page.core_properties.title = words[self.lang]
        self._paragraph(words, "Title")

    def block(self, stated: Mapping[str, Any]) -> None:
        if "heading" in stated:
            self._paragraph(stated["heading"], "Heading 2")
        elif "text" in stated:
            self._paragraph(stated["text"], "Normal")
        elif "field" in stated:
            label = stated["field"][self.lang]
            colon = "\u00a0:" if self.lang == "fr" and not label.endswith("?") else ":"
            end = "" if label.endswith(("?", "؟")) else colon
            self._paragraph({self.lang: f"{label}{end}"}, "Normal", is_bold=True)
            self._paragraph({self.lang: _LINE}, "Normal")
        else:
            self._table(stated["table"], stated.get("first", ()), stated["rows"])

    def bytes(self) -> bytes:
        out = BytesIO()
        self.page.save(out)
        return out.getvalue()

    def _prepare(self) -> None:
        """Set the font of both scripts, the language, and the direction of the pages."""
        from docx.oxml.ns import qn
        from docx.shared import Cm, Pt, RGBColor

        for name, size in (("Normal", 11), ("Title", 18), ("Heading 2", 13)):
            style = self.page.styles[name]
            style.font.name, style.font.size = _FONT, Pt(size)
            style.font.color.rgb = RGBColor(0x1B, 0x23, 0x1F)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for script in ("w:cs", "w:eastAsia", "w:hAnsi"):
                fonts.set(qn(script), _FONT)
            for theme in ("w:asciiTheme", "w:cstheme", "w:hAnsiTheme", "w:eastAsiaTheme"):
                fonts.attrib.pop(qn(theme), None)
        for section in self.page.sections:
            section.page_width, section.page_height = Cm(21), Cm(29.7)
            if self.is_rtl:
                section._sectPr.append(_element("w:bidi"))  # noqa: SLF001 - no public way

    def _paragraph(self, words: Words, style: str, *, is_bold: bool = False) -> None:
        self._fill(self.page.add_paragraph(style=style), words[self.lang], is_bold=is_bold)

    def _fill(self, paragraph: Any, text: str, *, is_bold: bool = False) -> None:
        run = paragraph.add_run(text)
        run.bold = True if is_bold else None
        properties = run._r.get_or_add_rPr()  # noqa: SLF001 - no public way
        if self.is_rtl:
            inside = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - no public way
            inside.append(_element("w:bidi"))
            properties.append(_element("w:rtl"))
            if is_bold:
                properties.append(_element("w:bCs"))
        code = "w:bidi" if self.is_rtl else "w:val"
        properties.append(_element("w:lang", **{code: _LOCALES[self.lang]}))

    def _table(self, heads: Sequence[Words], first: Sequence[Words], n_empty: int) -> None:
        table = self.page.add_table(rows=1 + len(first) + n_empty, cols=len(heads))
        table.style = "Table Grid"
        if self.is_rtl:
            inside = table._tbl.tblPr  # noqa: SLF001 - no public way
            inside.append(_element("w:bidiVisual"))
        for cell, words in zip(table.rows[0].cells, heads, strict=True):
            self._fill(cell.paragraphs[0], words[self.lang], is_bold=True)
        for row, words in zip(table.rows[1:], first, strict=False):
            self._fill(row.cells[0].paragraphs[0], words[self.lang])
        self.page.add_paragraph()


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(key), value)
    return made
