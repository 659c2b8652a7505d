"""How closely the figures of an explanation are written."""

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from markupsafe import Markup

from athar.ui import formatting

_HUNDREDTH = Decimal("0.01")


def hundredth(value: Decimal | int) -> Decimal:
    """Round half up to the hundredth; closing zeros are left out."""
    return _bare(Decimal(value).quantize(_HUNDREDTH, ROUND_HALF_UP))


def floored(value: Decimal) -> Decimal:
    """Round a ratio down, so that 0.899 does not read as the 0.9 it fails to reach."""
    return _bare(value.quantize(_HUNDREDTH, ROUND_FLOOR))


def close_percent(value: Decimal) -> Decimal:
    """Round a percentage half up to the hundredth, but never up to the next whole one."""
    rounded = hundredth(value)
    return rounded if int(rounded) == int(value) else floored(value)


def exact_percent(value: Decimal) -> Markup:
    """Show a percentage to the hundredth: 63,66 %, but 77 %."""
    rounded = close_percent(value)
    return formatting.percent(rounded, decimals_of(rounded))


def decimals_of(value: Decimal) -> int:
    """Give how many decimals a number is written with."""
    return len(f"{value:f}".partition(".")[2])


def _bare(value: Decimal) -> Decimal:
    text = f"{value:f}".rstrip("0").rstrip(".")
    return Decimal(text)
