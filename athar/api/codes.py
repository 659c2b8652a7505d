"""Codes in addresses, as the pages write them."""

from typing import Annotated

from ninja import Field, Path

CODE = r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}"
CODE_OR_NOTHING = f"^({CODE})?$"
Code = Annotated[str, Path(pattern=f"^{CODE}$", description="A code, such as A1.1.")]

MOST = 20
"""How many codes one filter takes."""
WHOLE = "whole"
"""How filters write the category that is the whole, whose code is empty."""
PERIOD = r"^([0-9]{4}(-[0-9SQ]{1,2}(-[0-9]{2})?)?(/[0-9]{4}-[0-9]{2}-[0-9]{2})?)?$"
_PLACE = f"[a-z0-9-]{{1,20}}:{CODE}"
_INDICATOR = f"{CODE}/{CODE}"
_OPTION = r"[a-z0-9_-]{1,40}=[A-Za-z0-9_.+-]{1,40}"
CATEGORY = f"^({WHOLE}|{_OPTION}(,{_OPTION}){{0,4}})?$"


def _several(one: str) -> str:
    return f"^({one}(,{one}){{0,{MOST - 1}}})?$"


def indicators_field() -> str:
    """Describe a filter by indicators."""
    field: str = Field(
        "",
        max_length=2000,
        pattern=_several(_INDICATOR),
        description=f"Indicators as `library/code`, separated by commas; at most {MOST}.",
    )
    return field


def library_field() -> str:
    """Describe a filter by library."""
    field: str = Field("", pattern=CODE_OR_NOTHING, description="Code of a library.")
    return field


def places_field() -> str:
    """Describe a filter by places."""
    field: str = Field(
        "",
        max_length=2000,
        pattern=_several(_PLACE),
        description=f"Places as `scheme:code`, separated by commas; at most {MOST}.",
    )
    return field


def within_field() -> str:
    """Describe a filter by what a place holds."""
    field: str = Field(
        "",
        pattern=f"^({_PLACE})?$",
        description="What lies in a place given as `scheme:code`, itself included.",
    )
    return field


def category_field() -> str:
    """Describe a filter by a part of the whole."""
    field: str = Field(
        "",
        max_length=200,
        pattern=CATEGORY,
        description=f"One part of the whole: `area=rural,sex=female`; `{WHOLE}`: the whole only.",
    )
    return field


def period_field() -> str:
    """Describe a filter by one period."""
    field: str = Field(
        "",
        max_length=21,
        pattern=PERIOD,
        description="One period: `2024`, `2024-S1`, `2024-Q3`, `2024-03`, a day, `start/end`.",
    )
    return field
