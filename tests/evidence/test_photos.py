"""Photographs are read whole, refused in words, and drawn again with nothing hidden in them."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zlib
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from athar.evidence import photos
from athar.evidence.photos import read_photo
from tests.evidence.photographs import HIDDEN, exif, jpeg, loaded_jpeg, picture, saved

JPEG = "image/jpeg"

pytestmark = pytest.mark.usefixtures("frozen_day")


def drawn(content, media_type=JPEG):
    """Give the largest picture of a photograph, opened."""
    return Image.open(io.BytesIO(read_photo(content, media_type).pictures[-1].content))


def code_of(content, media_type=JPEG):
    with pytest.raises(ValidationError) as refused:
        read_photo(content, media_type)
    return refused.value.code


def test_day_and_place_are_read():
    found = read_photo(jpeg(), JPEG)

    assert (found.taken_on, found.latitude, found.longitude) == (
        dt.date(2025, 6, 12),
        Decimal("35.570000"),
        Decimal("-5.368333"),
    )


def test_pictures_are_of_every_size_and_never_enlarged():
    found = read_photo(jpeg(900, 600), JPEG)

    measures = [(one.size, one.width, one.height) for one in found.pictures]
    assert measures == [(320, 320, 213), (640, 640, 426), (1280, 900, 600)]
    opened = [Image.open(io.BytesIO(one.content)) for one in found.pictures]
    assert [(one.format, one.size) for one in opened] == [
        ("WEBP", (width, height)) for _size, width, height in measures
    ]


def test_nothing_that_a_photograph_hides_is_in_its_pictures():
    content = loaded_jpeg()

    found = read_photo(content, JPEG)

    assert [word for word in HIDDEN if word.lower() not in content.lower()] == [b"GPS", b"35/1"]
    assert [word for word in HIDDEN for one in found.pictures if word in one.content] == []
    opened = [Image.open(io.BytesIO(one.content)) for one in found.pictures]
    assert [(dict(one.getexif()), set(one.info)) for one in opened] == [
        ({}, {"background", "loop"})  # what every WebP says when it is read
    ] * 3


@pytest.mark.parametrize(
    ("orientation", "corner"),
    [
        *((1, "upper left"), (2, "upper right"), (3, "lower right"), (4, "lower left")),
        *((5, "upper left"), (6, "upper right"), (7, "lower right"), (8, "lower left")),
    ],
)
def test_picture_stands_upright(orientation, corner):
    found = drawn(jpeg(80, 40, orientation=orientation))

    assert found.size == ((80, 40) if orientation < 5 else (40, 80))
    across, down = found.size
    dots = {
        "upper left": (2, 2),
        "upper right": (across - 3, 2),
        "lower left": (2, down - 3),
        "lower right": (across - 3, down - 3),
    }
    white = [name for name, dot in dots.items() if min(found.convert("RGB").getpixel(dot)) > 230]
    assert white == [corner]


@pytest.mark.parametrize("orientation", [0, 9, 77])
def test_orientation_that_does_not_exist_turns_nothing(orientation):
    assert drawn(jpeg(80, 40, orientation=orientation)).size == (80, 40)


@pytest.mark.parametrize(
    ("written", "taken_on"),
    [
        ("2025:06:12", dt.date(2025, 6, 12)),
        ("2025:13:40 10:00:00", None),
        ("1980:01:01 00:00:00", None),
        ("2031:01:01 00:00:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_day_that_cannot_be_is_not_known(written, taken_on):
    assert read_photo(jpeg(taken=written), JPEG).taken_on == taken_on


def test_day_of_the_file_stands_for_that_of_the_camera():
    tags = exif(taken="")
    tags[0x0132] = "2025:05:04 08:00:00"

    assert read_photo(saved(picture(), exif=tags), JPEG).taken_on == dt.date(2025, 5, 4)


@pytest.mark.parametrize(
    ("place", "sides", "found"),
    [
        (((35, 30, 0), (5, 30, 0)), "SE", (Decimal("-35.5"), Decimal("5.5"))),
        (((0, 0, 0), (0, 0, 0)), "NE", (None, None)),
        (((91, 0, 0), (5, 0, 0)), "NW", (None, None)),
        (((35, 0, 0), (181, 0, 0)), "NW", (None, None)),
        (((35, 0), (5, 0, 0)), "NW", (None, None)),
        (None, "NW", (None, None)),
    ],
)
def test_place_that_cannot_be_is_not_known(place, sides, found):
    read = read_photo(jpeg(place=place, sides=sides), JPEG)

    assert (read.latitude, read.longitude) == found


def test_place_divided_by_nothing_is_not_known():
    content = jpeg()
    degrees = struct.pack("<II", 34, 1)
    assert content.count(degrees) == 1

    broken = content.replace(degrees, struct.pack("<II", 34, 0))

    assert read_photo(broken, JPEG).latitude is None


def test_photograph_counts_though_what_it_says_of_itself_is_damaged():
    content = jpeg()
    at = content.index(b"Exif\0\0") + 6

    found = read_photo(content[:at] + b"\xff" * 24 + content[at + 24 :], JPEG)

    assert (found.taken_on, found.latitude, len(found.pictures)) == (None, None, 3)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (saved(picture(mode="L")), JPEG),
        (saved(picture(mode="CMYK")), JPEG),
        (saved(picture(), progressive=True), JPEG),
        (saved(picture(mode="P"), "PNG"), "image/png"),
        (saved(picture(mode="1"), "PNG"), "image/png"),
        (saved(picture(mode="LA"), "PNG"), "image/png"),
        (saved(picture(mode="I").point(lambda dot: dot * 256).convert("I;16"), "PNG"), "image/png"),
        (saved(picture(), "WEBP", lossless=True), "image/webp"),
        (saved(picture(mode="P"), "GIF"), "image/gif"),
    ],
    ids=("grey", "CMYK", "progressive", "palette", "two", "alpha", "16 bits", "WebP", "GIF"),
)
def test_picture_is_the_same_from_every_kind_of_photograph(content, media_type):
    found = drawn(content, media_type).convert("L")

    assert found.getpixel((4, 4)) > 240
    assert 100 < found.resize((1, 1)).getpixel((0, 0)) < 170


def test_what_is_transparent_becomes_white():
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))

    assert min(drawn(saved(image, "PNG"), "image/png").convert("RGB").getpixel((20, 20))) > 250


def test_first_of_several_pictures_of_a_telephone_is_taken():
    content = saved(picture(), "MPO", save_all=True, append_images=[picture(8, 8)])

    assert drawn(content).size == (64, 48)


def moving(form):
    other = picture(colour=(0, 0, 200))
    return saved(picture(), form, save_all=True, append_images=[other], duration=80)


@pytest.mark.parametrize(
    ("form", "media_type"),
    [("GIF", "image/gif"), ("PNG", "image/png"), ("WEBP", "image/webp")],
)
def test_picture_that_moves_is_refused(form, media_type):
    assert code_of(moving(form), media_type) == "photo_moves"


def bomb(width, height):
    """A PNG that says it is very large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def part(name, data):
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    parts = part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"\0" * 99)) + part(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


@pytest.mark.parametrize(
    ("measures", "code"),
    [
        ((8000, 7000), "photo_too_many_pixels"),
        ((10_000, 10_000), "photo_too_many_pixels"),
        ((60_000, 60_000), "photo_too_many_pixels"),
        ((16_001, 1000), "photo_too_many_pixels"),
        ((4200, 200), "photo_too_thin"),
        ((200, 4200), "photo_too_thin"),
        ((300, 200), "photo_damaged"),
    ],
)
def test_picture_that_would_fill_the_memory_is_refused_before_it_is_unpacked(measures, code):
    assert code_of(bomb(*measures), "image/png") == code


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_picture_that_is_cut_off_is_refused(form):
    noise = Image.effect_noise((200, 150), 90).convert("RGB")
    content = saved(noise, form)

    cut = content[: len(content) // 2]

    assert code_of(cut, f"image/{form.lower()}") == "photo_damaged"


def test_what_only_begins_like_a_photograph_is_refused():
    assert code_of(b"\xff\xd8\xff\xe0" + b"<script>alert(1)</script>") == "photo_damaged"
    assert code_of(b"\x89PNG\r\n\x1a\n<svg onload=x>", "image/png") == "photo_damaged"


def test_what_is_hung_onto_a_photograph_is_not_in_its_pictures():
    content = jpeg() + b"PK\x03\x04<script>alert(1)</script>"

    assert [one for one in read_photo(content, JPEG).pictures if b"script" in one.content] == []


def test_other_files_are_no_photographs():
    assert code_of(b"%PDF-1.7", "application/pdf") == "photo_type_refused"


def test_sizes_are_those_that_the_database_takes():
    assert [one.size for one in read_photo(jpeg(), JPEG).pictures] == list(photos.PICTURE_WIDTHS)
