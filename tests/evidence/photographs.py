"""Photographs as telephones send them, with everything that must never reach the public."""

from __future__ import annotations

import io
import struct

from PIL import Image
from PIL.TiffImagePlugin import IFDRational

#: Each part that a photograph hides carries its own word.
XMP, IPTC, COMMENT, THUMBNAIL, MAKER = (
    f"zkanari{part}".encode() for part in ("xmp", "iptc", "comment", "thumbnail", "maker")
)
HIDDEN = (XMP, IPTC, COMMENT, THUMBNAIL, MAKER, b"Exif", b"GPS", b"35/1")
#: Orientation, maker, and where the day and the place stand.
_ORIENTATION, _MAKER, _EXIF, _GPS, _TAKEN = 0x0112, 0x010F, 0x8769, 0x8825, 0x9003


def picture(width=64, height=48, mode="RGB", colour=(120, 90, 60)):
    """An image of one colour whose upper left quarter is white."""
    made = Image.new("RGB", (width, height), colour)
    made.paste((255, 255, 255), (0, 0, width // 2, height // 2))
    return made.convert(mode)


def saved(image, form="JPEG", **options) -> bytes:
    """The bytes of an image."""
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def exif(taken="2025:06:12 10:20:30", place=((35, 34, 12), (5, 22, 6)), orientation=1, sides="NW"):
    """What a telephone writes; `place` in degrees, minutes and seconds, None: nothing."""
    tags = Image.Exif()
    tags[_ORIENTATION] = orientation
    tags[_MAKER] = MAKER.decode()
    if taken:
        tags[_EXIF] = {_TAKEN: taken}
    if place:
        parts = [tuple(IFDRational(one, 1) for one in side) for side in place]
        tags[_GPS] = {1: sides[0], 2: parts[0], 3: sides[1], 4: parts[1]}
    return tags


def jpeg(width=64, height=48, **written) -> bytes:
    """A JPEG with what a telephone writes into it."""
    return saved(picture(width, height), exif=exif(**written), comment=COMMENT)


def loaded_jpeg() -> bytes:
    """A JPEG with place, XMP, IPTC, a comment and a small picture of itself."""
    tags = exif(orientation=6)
    tags_with_thumbnail = _with_thumbnail(tags.tobytes())
    whole = saved(picture(900, 600), exif=tags_with_thumbnail, comment=COMMENT, xmp=XMP)
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(IPTC)) + IPTC
    return whole[:2] + b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc + whole[2:]


def _with_thumbnail(tags: bytes) -> bytes:
    """Append a second directory, whose picture carries a word."""
    head, tiff = tags[:6], tags[6:]
    inner = saved(picture(16, 12), comment=THUMBNAIL)
    n_entries = struct.unpack_from("<H", tiff, 8)[0]
    at_next = 10 + 12 * n_entries
    second = len(tiff)
    entries = [(0x0201, 4, 1, second + 2 + 24 + 4), (0x0202, 4, 1, len(inner))]
    directory = struct.pack("<H", 2) + b"".join(struct.pack("<HHII", *one) for one in entries)
    linked = tiff[:at_next] + struct.pack("<I", second) + tiff[at_next + 4 :]
    return head + linked + directory + struct.pack("<I", 0) + inner
