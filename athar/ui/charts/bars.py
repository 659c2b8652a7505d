"""Proportional bars; they hold no text, so the style sheet mirrors them in right-to-left pages."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from markupsafe import Markup

from athar.ui import statuses

HATCH = "hatch"
_HUNDRED = Decimal(100)
#: Percent of the bar that the smallest count keeps: 5 px on a phone, still seen beside its gap.
_LEAST = Decimal("1.5")
_SIZES = {"": "bar", "s": "bar bar-s", "xl": "bar bar-xl"}


def status_bar(counts: Mapping[str, int], *, size: str = "xl") -> Markup:
    """Draw how many items have each computed status, in canonical order ◆ ● ▲ ■ ○ hatch ✕.

    Items of unknown status are hatched, never left out. A status with items is never
    narrower than a sliver one can see.
    Errors: KeyError for a status that does not exist.
    """
    if unknown := set(counts) - set(statuses.COMPUTED):
        raise KeyError(*sorted(unknown))
    present = [
        (look.shape, Decimal(counts[status]))
        for status, look in statuses.COMPUTED.items()
        if counts.get(status)
    ]
    shares = _shares([count for _, count in present])
    marks, start = [], Decimal(0)
    for (shape, _), share in zip(present, shares, strict=True):
        marks.append(_part(start, share, HATCH if shape == "none" else f"b-{shape}"))
        if start:
            marks.append(f'<rect class="b-gap" x="{start:.2f}%" width="2" height="100%"/>')
        start += share
    return _bar(marks, size)


def progress_bar(
    value: Decimal | None,
    *,
    planned: Decimal | None = None,
    unknown: Decimal | None = None,
    size: str = "",
    css: str = "b-1",
) -> Markup:
    """Draw a percentage from 0 to 100, a tick where it should be today, what is unknown hatched.

    A regression is drawn at 0, an excess at 100. A value of None hatches the whole bar.
    `unknown` is the share, in percent, nothing is known of; it closes the bar.
    """
    marks = []
    if value is None:
        marks.append(_part(Decimal(0), _HUNDRED, HATCH))
    else:
        done = _within(value)
        marks.append(_part(Decimal(0), done, css))
        if unknown:
            start = max(done, _HUNDRED - _within(unknown))
            marks.append(_part(start, _HUNDRED - start, HATCH))
    if planned is not None:
        marks.append(_tick(planned))
    return _bar(marks, size)


def money_bar(
    *,
    planned: Decimal | None,
    committed: Decimal | None,
    paid: Decimal | None,
    size: str = "",
) -> Markup:
    """Draw paid within committed within planned: nested tints of one green.

    The whole bar is what is planned, or the largest amount with a tick at what was planned.
    An amount that is not known is hatched where it would stand; it is never drawn as 0.
    """
    known = [amount for amount in (planned, committed, paid) if amount is not None]
    whole = max(known, default=Decimal(0))
    if planned is None or whole <= 0:
        return _bar([_part(Decimal(0), _HUNDRED, HATCH)] if planned is None else [], size)
    marks, start = [], Decimal(0)
    pending = False
    for amount, css in ((paid, "b-1"), (committed, "b-2")):
        if amount is None:
            pending = True
            continue
        end = amount / whole * _HUNDRED
        if end > start:
            marks.append(_part(start, end - start, HATCH if pending else css))
            start = end
        pending = False
    end = planned / whole * _HUNDRED
    if pending and end > start:
        marks.append(_part(start, end - start, HATCH))
    if end < _HUNDRED:
        marks.append(_tick(end))
    return _bar(marks, size)


def _shares(counts: Sequence[Decimal]) -> list[Decimal]:
    """Give percentages that add up to 100, none below the least that can be seen."""
    total = sum(counts, Decimal(0))
    small = [count / total * _HUNDRED < _LEAST for count in counts]
    rest = sum(
        (count for count, is_small in zip(counts, small, strict=True) if not is_small), Decimal(0)
    )
    room = _HUNDRED - _LEAST * sum(small)
    return [
        _LEAST if is_small else count / rest * room
        for count, is_small in zip(counts, small, strict=True)
    ]


def _within(value: Decimal) -> Decimal:
    return min(max(value, Decimal(0)), _HUNDRED)


def _part(start: Decimal, width: Decimal, css: str) -> str:
    fill = 'fill="url(#hatch)"' if css == HATCH else f'class="{css}"'
    return f'<rect {fill} x="{start:.2f}%" width="{width:.2f}%" height="100%"/>'


def _tick(at: Decimal) -> str:
    return (
        f'<rect class="b-tick" x="{min(_within(at), Decimal(99)):.2f}%" width="3" height="100%"/>'
    )


def _bar(marks: Sequence[str], size: str) -> Markup:
    return Markup(f'<svg class="{_SIZES[size]}" aria-hidden="true">{"".join(marks)}</svg>')  # noqa: S704  # numbers and our own class names only
