"""What is given to the importer: a file, and how it is to be read and taken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from athar.intake.enums import Part, Stage
from athar.plans.drafts import Decision


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file to be read: its name as its owner knows it, and its bytes."""

    name: str
    content: bytes

    @classmethod
    def of(cls, file: GivenFile | Path) -> GivenFile:
        """Give a file as it was given, or as it lies in a directory.

        Errors: OSError when it cannot be read.
        """
        return cls(file.name, file.read_bytes()) if isinstance(file, Path) else file


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a file is to be read and taken.

    `reason`, `decision` and `document` say of an amendment why, what, who decided it and where it
    is written; they matter where the plan is published.
    `plan_code` names the plan, `plan_file` describes it, `mapping` says what columns hold (both
    JSON), `as_of_on` is the date of the figures. `only` names the part of the file that is taken,
    None all of it. An error blocks the file, or only its row with `take_good_rows`; with `strict`
    questions and notices block too. `on_progress` is told each stage as it begins, and while rows
    are read how many of how many are; `then` writes what belongs to an import that is kept, in its
    transaction, and is given its events.
    """

    plan_code: str = ""
    plan_file: bytes | None = None
    as_of_on: dt.date | None = None
    only: Part | None = None
    mapping: str | None = None
    take_good_rows: bool = False
    strict: bool = False
    reason: str = ""
    decision: Decision = field(default_factory=Decision)
    document: GivenFile | None = None
    dry_run: bool = False
    on_progress: Callable[[Stage, int, int], None] | None = field(default=None, compare=False)
    then: Callable[[tuple[int, ...]], None] | None = field(default=None, compare=False)

    def keep(self, event_ids: tuple[int, ...]) -> None:
        """Let what belongs to an import that is kept be written, before its transaction ends."""
        if self.then is not None:
            self.then(event_ids)

    def tell(self, stage: Stage, done: int = 0, total: int = 0) -> None:
        """Say how far the import has come, if anybody listens."""
        if self.on_progress is not None:
            self.on_progress(stage, done, total)
