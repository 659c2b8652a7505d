"""Pictures of works for the demonstration, drawn by our own code and marked as samples."""

from __future__ import annotations

import datetime as dt
import io
import random
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

WIDTH, HEIGHT = 960, 640
MARK = "SAMPLE · EXEMPLE"
_HORIZON = 300
#: Groups and tags of Exif.
_EXIF, _GPS, _TAKEN = 0x8769, 0x8825, 0x9003
Point = tuple[int, int]


def sketch(scene: str, taken_on: dt.date, at: tuple[Fraction, Fraction]) -> bytes:
    """Draw the picture of a scene as a telephone would send it, with its day and its place.

    Shape: `scene` a key of SCENES; the same scene always gives the same picture.
    Units: `at` in degrees of latitude and longitude.
    """
    import PIL.Image
    import PIL.ImageDraw
    import PIL.ImageFilter

    chance = random.Random(scene)  # noqa: S311 - a drawing is no secret
    image = PIL.Image.new("RGB", (WIDTH, HEIGHT), "#b9d3e6")
    draw = PIL.ImageDraw.Draw(image)
    _sky(draw)
    _hills(draw, chance)
    SCENES[scene](draw, chance)
    noisy = _grain(image)
    softened = noisy.filter(PIL.ImageFilter.GaussianBlur(0.8))
    _mark(softened)
    out = io.BytesIO()
    softened.save(out, "JPEG", quality=82, exif=_written(taken_on, at))
    return out.getvalue()


def _sky(draw: ImageDraw) -> None:
    for y in range(_HORIZON + 60):
        lighter = y * 60 // _HORIZON
        draw.line(
            [(0, y), (WIDTH, y)], fill=(150 + lighter, 185 + lighter // 2, 215 + lighter // 4)
        )


def _hills(draw: ImageDraw, chance: random.Random) -> None:
    for base, colour in ((210, "#8fa39a"), (250, "#748a72"), (_HORIZON, "#8d8a5e")):
        points: list[Point] = [(0, HEIGHT)]
        height = base
        for x in range(0, WIDTH + 41, 40):
            height += chance.randint(-26, 26)
            height = max(base - 60, min(base + 40, height))
            points.append((x, height))
        draw.polygon([*points, (WIDTH, HEIGHT)], fill=colour)


def _ground(draw: ImageDraw, chance: random.Random, colour: str) -> None:
    draw.rectangle([(0, _HORIZON + 40), (WIDTH, HEIGHT)], fill=colour)
    for _one in range(260):
        x, y = chance.randint(0, WIDTH), chance.randint(_HORIZON + 50, HEIGHT)
        size = 1 + (y - _HORIZON) // 60
        shade = chance.choice(("#8a7350", "#a98f63", "#6f5d40", "#b8a077"))
        draw.ellipse([(x, y), (x + 2 * size, y + size)], fill=shade)


def _road(draw: ImageDraw, chance: random.Random) -> None:
    """A mountain road that is being widened: asphalt, bare earth beside it, a roller."""
    _ground(draw, chance, "#9c8459")
    draw.polygon([(430, 330), (500, 330), (780, HEIGHT), (120, HEIGHT)], fill="#55575a")
    draw.polygon([(500, 330), (530, 330), (950, HEIGHT), (780, HEIGHT)], fill="#b49a6c")
    for n in range(6):
        top = 350 + n * n * 9
        draw.polygon(
            [(462, top), (468, top), (470 + n, top + 14 + 4 * n), (458 - n, top + 14 + 4 * n)],
            fill="#e8e4d8",
        )
    _roller(draw, 640, 430)
    for n in range(5):
        _cone(draw, 540 + n * 62, 400 + n * 44, 12 + 4 * n)


def _roller(draw: ImageDraw, x: int, y: int) -> None:
    draw.rectangle([(x, y), (x + 120, y + 46)], fill="#e0a52a")
    draw.rectangle([(x + 58, y - 44), (x + 112, y + 4)], outline="#43484c", width=6)
    draw.ellipse([(x - 34, y + 18), (x + 34, y + 86)], fill="#3b3f43")
    draw.ellipse([(x + 82, y + 24), (x + 144, y + 86)], fill="#26292c")


def _cone(draw: ImageDraw, x: int, y: int, size: int) -> None:
    draw.polygon([(x, y - 2 * size), (x + size, y), (x - size, y)], fill="#d9622b")
    draw.line([(x - size // 2, y - size), (x + size // 2, y - size)], fill="#f3efe6", width=4)


def _pipe(draw: ImageDraw, chance: random.Random) -> None:
    """A trench with a water pipe in it, the earth heaped up beside."""
    _ground(draw, chance, "#a5895c")
    draw.polygon([(455, 345), (520, 345), (760, HEIGHT), (200, HEIGHT)], fill="#6b5234")
    draw.polygon([(474, 345), (504, 345), (620, HEIGHT), (360, HEIGHT)], fill="#4b3a25")
    draw.polygon([(482, 345), (498, 345), (560, HEIGHT), (420, HEIGHT)], fill="#2f6f9f")
    draw.polygon([(486, 345), (490, 345), (478, HEIGHT), (446, HEIGHT)], fill="#6fa8cf")
    for n in range(4):
        y = 380 + n * n * 26
        draw.line([(478 - n * 14, y), (503 + n * 16, y)], fill="#204d70", width=4 + 2 * n)
    for n in range(14):
        x, y = 560 + n * 26, 380 + n * 18
        high = 24 + 3 * n + chance.randint(0, 14)
        draw.ellipse([(x, y - high), (x + 70 + 4 * n, y + high)], fill="#94764a")
    for n in range(3):
        draw.ellipse([(70, 520 - 44 * n), (150, 564 - 44 * n)], fill="#2f6f9f", outline="#204d70")


def _building(draw: ImageDraw, chance: random.Random) -> None:
    """A frame of concrete with walls half up, scaffolds and a crane."""
    _ground(draw, chance, "#a99774")
    left, top, wide, floor = 220, 170, 480, 96
    for n in range(4):
        y = top + n * floor
        draw.rectangle([(left, y), (left + wide, y + 14)], fill="#b9b5ac")
        for post in range(7):
            x = left + post * wide // 6
            draw.rectangle([(x - 7, y), (x + 7, y + floor)], fill="#a8a49a")
            if n and post < 6 and chance.random() < n / 4:
                room = [(x + 7, y + 14), (x + wide // 6 - 7, y + floor)]
                draw.rectangle(room, fill="#b06a4a", outline="#93563b")
    for x in range(left - 26, left + wide + 40, 46):
        draw.line([(x, top + 40), (x, top + 4 * floor)], fill="#6d6f70", width=3)
    for n in range(4):
        y = top + 60 + n * floor
        draw.line([(left - 26, y), (left + wide + 32, y)], fill="#7d8081", width=3)
    draw.line([(800, 40), (800, HEIGHT - 60)], fill="#d8a024", width=12)
    draw.line([(480, 70), (900, 70)], fill="#d8a024", width=8)
    draw.line([(800, 40), (520, 70)], fill="#9b7315", width=3)
    draw.line([(560, 70), (560, 150)], fill="#3c3c3c", width=2)


def _station(draw: ImageDraw, chance: random.Random) -> None:
    """A hall with a long roof on posts, nearly done, and marked bays before it."""
    _ground(draw, chance, "#b3a78c")
    draw.rectangle([(0, 470), (WIDTH, HEIGHT)], fill="#66696c")
    draw.rectangle([(120, 250), (840, 450)], fill="#e7dfcd")
    for n in range(9):
        x = 150 + n * 78
        draw.rectangle([(x, 310), (x + 48, 440)], fill="#6f93a6", outline="#f6f2e8", width=5)
    draw.polygon([(60, 250), (900, 250), (860, 205), (100, 205)], fill="#3f7a5c")
    for n in range(6):
        x = 90 + n * 156
        draw.rectangle([(x, 250), (x + 12, 470)], fill="#8b8f90")
        draw.line([(x + 40, 480), (x - 40, HEIGHT)], fill="#e8e4d8", width=6)
    _cone(draw, 700, 560, 26)
    _cone(draw, 790, 590, 30)


SCENES: Mapping[str, Callable[[ImageDraw, random.Random], None]] = {
    "road": _road,
    "pipe": _pipe,
    "building": _building,
    "station": _station,
}


def _grain(image: Image) -> Image:
    """Give the dots the unevenness of a photograph."""
    import PIL.Image
    import PIL.ImageChops

    tile = PIL.Image.linear_gradient("L").resize((WIDTH, HEIGHT))
    shade = PIL.Image.merge("RGB", (tile, tile, tile))
    return PIL.Image.blend(image, PIL.ImageChops.multiply(image, shade), 0.18)


def _mark(image: Image) -> None:
    import PIL.ImageDraw
    import PIL.ImageFont

    draw = PIL.ImageDraw.Draw(image)
    draw.rectangle([(0, HEIGHT - 58), (WIDTH, HEIGHT)], fill="#12372a")
    font = PIL.ImageFont.load_default(size=34)
    draw.text((WIDTH // 2, HEIGHT - 29), MARK, fill="#f4efe2", font=font, anchor="mm")


def _written(taken_on: dt.date, at: tuple[Fraction, Fraction]) -> bytes:
    import PIL.Image

    tags = PIL.Image.Exif()
    tags[_EXIF] = {_TAKEN: f"{taken_on:%Y:%m:%d} 10:30:00"}
    latitude, longitude = at
    tags[_GPS] = {
        1: "N" if latitude >= 0 else "S",
        2: _parts(abs(latitude)),
        3: "E" if longitude >= 0 else "W",
        4: _parts(abs(longitude)),
    }
    return tags.tobytes()


def _parts(degrees: Fraction) -> tuple[int, int, int]:
    """Give degrees, minutes and seconds."""
    seconds = round(degrees * 3600)
    return seconds // 3600, seconds % 3600 // 60, seconds % 60
