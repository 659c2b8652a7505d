"""The copy of a file with its problems marked on its cells, made when somebody asks for it."""

from __future__ import annotations

from django.conf import settings

from athar.intake.options import GivenFile
from athar.intake.readers.files import read_file
from athar.intake.readers.refusals import Refused
from athar.intake.reports.marked import marked_copy
from athar.intake.reports.problems import Problem


def marked(given: GivenFile, problems: tuple[Problem, ...], *, lang: str) -> bytes | None:
    """Give the copy as XLSX; None when the file cannot be read, so that it has no cells."""
    try:
        read = read_file(given.content, given.name, most_bytes=settings.MAX_UPLOAD_BYTES)
    except Refused:
        return None
    return marked_copy(read, problems, lang=lang)
