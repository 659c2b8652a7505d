"""Reading a photograph from outside, and drawing it again without what it hides."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.evidence.enums import PICTURE_WIDTHS
from athar.kernel import clock

if TYPE_CHECKING:
    from PIL.Image import Image

#: Formats of photographs, by the media type that their bytes show.
FORMATS: Mapping[str, str] = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WEBP",
    "image/gif": "GIF",
}
PICTURE_TYPE = "image/webp"
#: What a telephone takes at most; more could fill the memory of a small server.
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 16_000
#: A picture that would be thinner than this when it fits the widths shows nothing.
MOST_ASPECT = 20
_QUALITY = 78
#: Groups and tags of Exif 2.32.
_EXIF, _GPS = 0x8769, 0x8825
_TAKEN, _DATED, _ORIENTATION = 0x9003, 0x0132, 0x0112
#: How a picture is turned to stand upright, by its orientation.
_TURNS: Mapping[int, str] = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}
_LATITUDE, _LONGITUDE = (1, 2, "S", 90), (3, 4, "W", 180)
_DAY = re.compile(r"(\d{4}):(\d{2}):(\d{2})(?: |$)")
#: Before it no telephone took pictures: the clock of the camera was never set.
_FIRST_DAY = dt.date(1990, 1, 1)
_SIX = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture for the public: the widest it may be, what it measures, its bytes.

    Units: pixels.
    """

    size: int
    width: int
    height: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Photo:
    """What a photograph said of itself, and the pictures drawn of it, the smallest first.

    Shape: None where the photograph did not say, or said what cannot be.
    Units: degrees.
    """

    taken_on: dt.date | None
    latitude: Decimal | None
    longitude: Decimal | None
    pictures: tuple[Drawn, ...]


def read_photo(content: bytes, media_type: str) -> Photo:
    """Read a photograph whole, and draw it again in every size, right way up.

    Errors: ValidationError: photo_type_refused, photo_too_many_pixels, photo_too_thin,
    photo_moves, photo_damaged.
    """
    image = _opened(content, media_type)
    exif = _tags(image)
    taken_on, point = _taken_on(exif, _tags(image, _EXIF)), _point(_tags(image, _GPS))
    try:
        whole = _upright(image, exif.get(_ORIENTATION))
    except (OSError, SyntaxError, ValueError, IndexError, TypeError, MemoryError) as error:
        raise _damaged() from error
    return Photo(taken_on, *point, tuple(_drawn(whole)))


def _opened(content: bytes, media_type: str) -> Image:
    """Read what a photograph says of its size before any of it is unpacked."""
    import PIL.Image

    if media_type not in FORMATS:
        raise ValidationError(
            _("Give the photograph as JPEG, PNG or WebP."), code="photo_type_refused"
        )
    try:
        with _quietly():  # its size is judged here, below
            image = PIL.Image.open(io.BytesIO(content), formats=(FORMATS[media_type],))
            moves = image.format != "MPO" and getattr(image, "is_animated", False)
    except PIL.Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except (OSError, SyntaxError, ValueError, IndexError, TypeError) as error:
        raise _damaged() from error
    if moves:
        raise ValidationError(
            _("The picture moves. Give a photograph that stands still."), code="photo_moves"
        )
    _check_measures(*image.size)
    return image


@contextmanager
def _quietly() -> Iterator[None]:
    """Let what is odd about a photograph go without a word: what matters is judged here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _check_measures(width: int, height: int) -> None:
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise _too_many_pixels()
    if max(width, height) > MOST_ASPECT * min(width, height):
        raise ValidationError(
            _("The picture is far too long for its width."), code="photo_too_thin"
        )


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        _("The picture has more than %(limit)s million pixels. Give a smaller one."),
        code="photo_too_many_pixels",
        params={"limit": MOST_PIXELS // 1_000_000},
    )


def _damaged() -> ValidationError:
    return ValidationError(
        _("The picture is damaged or cut off. Send it again."), code="photo_damaged"
    )


def _upright(image: Image, orientation: object) -> Image:
    """Give the dots alone: eight bits of red, green and blue, as the photographer saw them.

    A JPEG is unpacked no larger than it is drawn, which spares the memory.
    """
    import PIL.Image

    widest = PICTURE_WIDTHS[-1]
    image.draft("RGB", (widest, widest))
    with _quietly():
        image.load()
    turn = _TURNS.get(orientation) if isinstance(orientation, int) else None
    turned = image if turn is None else image.transpose(PIL.Image.Transpose[turn])
    if turned.mode.startswith("I;16"):  # convert() would cut what is brighter than 255
        turned = turned.convert("I").point(lambda dot: dot * (1 / 256)).convert("L")
    plain = PIL.Image.new("RGB", turned.size, "white")
    if turned.has_transparency_data:
        seen = turned.convert("RGBA")
        plain.paste(seen, mask=seen.getchannel("A"))
    else:
        plain.paste(turned.convert("RGB"))
    return plain


def _drawn(whole: Image) -> Iterator[Drawn]:
    for size in PICTURE_WIDTHS:
        width = min(size, whole.width)
        height = max(1, whole.height * width // whole.width)
        small = whole if width == whole.width else whole.resize((width, height))
        out = io.BytesIO()
        small.save(out, "WEBP", quality=_QUALITY)
        yield Drawn(size, width, height, out.getvalue())


def _taken_on(*groups: Mapping[int, Any]) -> dt.date | None:
    """Give the day written by the camera, None when it cannot be the day."""
    file, camera = groups
    for said in (camera.get(_TAKEN), file.get(_DATED)):
        found = _DAY.match(said) if isinstance(said, str) else None
        try:
            day = dt.date(*map(int, found.groups())) if found else None
        except ValueError:
            continue
        if day and _FIRST_DAY <= day <= clock.today():
            return day
    return None


def _point(gps: Mapping[int, Any]) -> tuple[Decimal | None, Decimal | None]:
    """Give latitude and longitude written by the camera; both or neither."""
    latitude, longitude = _degrees(gps, *_LATITUDE), _degrees(gps, *_LONGITUDE)
    if latitude is None or longitude is None or latitude == longitude == 0:
        return None, None  # a camera that knows nothing writes the zero of both
    return latitude, longitude


def _degrees(
    gps: Mapping[int, Any], side_tag: int, tag: int, negative: str, most: int
) -> Decimal | None:
    side, parts = gps.get(side_tag), gps.get(tag)
    if not isinstance(side, str) or not isinstance(parts, tuple) or len(parts) != 3:
        return None
    total = Decimal(0)
    for part, unit in zip(parts, (1, 60, 3600), strict=True):
        above, below = getattr(part, "numerator", 0), getattr(part, "denominator", 0)
        if not below:
            return None
        total += Decimal(int(above)) / int(below) / unit
    degrees = (-total if side.strip("\0 ").upper() == negative else total).quantize(_SIX)
    return degrees if abs(degrees) <= most else None


def _tags(image: Image, group: int | None = None) -> Mapping[int, Any]:
    """Give what a photograph says of itself; nothing when that part is damaged."""
    try:
        with _quietly():
            exif = image.getexif()
            return dict(exif) if group is None else dict(exif.get_ifd(group))
    except Exception:  # noqa: BLE001 - whatever is wrong with it, the photograph itself counts
        return {}
