"""What is wrong with a formula, and where."""

from enum import StrEnum


class ErrorCode(StrEnum):
    """The ways in which a text is not a formula."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_DEEP = "too_deep"
    UNEXPECTED = "unexpected"
    UNFINISHED = "unfinished"
    UNCLOSED = "unclosed"
    BAD_NAME = "bad_name"
    BAD_EXPONENT = "bad_exponent"
    UNKNOWN_FUNCTION = "unknown_function"
    WRONG_COUNT = "wrong_count"


class FormulaError(ValueError):
    """A text is not a formula; `position` counts characters from 0, `found` stands there."""

    def __init__(self, code: ErrorCode, position: int, found: str = "") -> None:
        super().__init__(f"{code} at {position}: {found!r}")
        self.code = code
        self.position = position
        self.found = found
