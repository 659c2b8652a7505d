"""Why a file is not read at all, and the sizes beyond which nothing is read."""

from __future__ import annotations

from enum import StrEnum

MOST_UNPACKED_BYTES = 200 * 1024 * 1024
MOST_PACKED_FILES = 5_000
MOST_COLUMNS = 1_000
MOST_ROWS = 200_000
MOST_CELLS = 1_000_000
LONGEST_CELL = 131_072
MOST_SHEETS = 200
CHILD_MEMORY_BYTES = 512 * 1024 * 1024
CHILD_SECONDS = 10


class FileFault(StrEnum):
    """Why a file is refused; each is also a code of the problem vocabulary."""

    ENCRYPTED = "file_encrypted"
    MACROS = "file_with_macros"
    DAMAGED = "file_damaged"
    UNPACKS_TOO_LARGE = "file_unpacks_too_large"
    TOO_LARGE = "file_too_large"
    TOO_WIDE = "file_too_wide"
    TOO_LONG = "file_too_long"
    NOT_A_TABLE = "file_not_a_table"
    EMPTY = "file_empty"


class Refused(Exception):  # noqa: N818 - named for the field
    """The file is not read; `fault` says why, `detail` holds the number or name to show."""

    def __init__(self, fault: FileFault, detail: str = "") -> None:
        super().__init__(fault.value, detail)
        self.fault = fault
        self.detail = detail
