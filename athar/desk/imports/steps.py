"""The steps a file goes through, each with an address of its own, and how far work has come."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from athar.intake.enums import Stage, UploadKind, UploadState
from athar.intake.queries import UploadView
from athar.intake.uploads.waiting import Progress

FOUND, COLUMNS, PREVIEW, APPLIED = "import", "import_columns", "import_preview", "import_applied"

_WORDS: dict[str, str | Promise] = {
    FOUND: pgettext_lazy("a step of an import", "What was found"),
    COLUMNS: pgettext_lazy("a step of an import", "Columns"),
    PREVIEW: pgettext_lazy("a step of an import", "Preview"),
    APPLIED: pgettext_lazy("a step of an import", "Applied"),
}
_STAGES: dict[Stage, str | Promise] = {
    Stage.OPENING: _("The file is being opened."),
    Stage.READING: _("The rows are being read."),
    Stage.CHECKING: _("Sums, dates and names are being checked."),
    Stage.WRITING: _("The plan is being written."),
    Stage.COUNTING: _("The figures of the plan are being counted again."),
}
_STAGES_OF_VALUES: dict[Stage, str | Promise] = {
    Stage.WRITING: _("The values are being compared with those stored and written."),
    Stage.COUNTING: _("The figures that rest on them are being put together again."),
}
"""Where the words for plans do not fit."""
_STARTS = {
    Stage.OPENING: 0,
    Stage.READING: 5,
    Stage.CHECKING: 60,
    Stage.WRITING: 75,
    Stage.COUNTING: 90,
}
"""Where each stage begins on a way of 100."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step as the navigation shows it; `url` empty: it cannot be opened yet."""

    number: int
    words: str | Promise
    url: str
    is_current: bool
    is_done: bool


@dataclass(frozen=True, slots=True)
class Work:
    """Work that is under way; `done` of `total` rows where rows are counted, `percent` of 100."""

    words: str | Promise
    done: int
    total: int
    percent: int


def steps_of(view: UploadView, current: str) -> tuple[Step, ...]:
    """Give the four steps of a file, those that cannot be opened yet without an address."""
    is_read = view.findings is not None
    is_applied = view.state in {UploadState.APPLYING, UploadState.APPLIED, UploadState.UNDONE}
    has_tables = bool(view.findings and view.findings.tables)
    open_steps = {FOUND: True, COLUMNS: has_tables, PREVIEW: is_read, APPLIED: is_applied}
    names = list(open_steps)
    return tuple(
        Step(
            number=n + 1,
            words=_WORDS[name],
            url=address(name, view.key) if open_steps[name] else "",
            is_current=name == current,
            is_done=is_applied or n < names.index(current),
        )
        for n, name in enumerate(names)
    )


def address(name: str, key: uuid.UUID) -> str:
    """Give the address of a step of a file."""
    return reverse(f"desk:{name}", kwargs={"key": key})


def work_of(progress: Progress, kind: UploadKind) -> Work:
    """Say how far work on a file of this kind has come."""
    own = _STAGES_OF_VALUES if kind is UploadKind.VALUES else {}
    words = own.get(progress.stage, _STAGES[progress.stage])
    stages = list(Stage)
    start = _STARTS[progress.stage]
    after = stages[stages.index(progress.stage) + 1 :]
    room = (_STARTS[after[0]] if after else 100) - start
    share = progress.done / progress.total if progress.total else 0
    return Work(words, progress.done, progress.total, start + round(room * share))


def is_closed(view: UploadView, name: str) -> bool:
    """Tell whether a step cannot be opened: nothing was read, nothing was applied."""
    if name == APPLIED:
        return view.state not in {UploadState.APPLIED, UploadState.UNDONE}
    if name == COLUMNS:
        return view.findings is None or not view.findings.tables
    return name == PREVIEW and view.findings is None
