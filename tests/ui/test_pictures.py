"""Pictures: the words in both directions, what is unknown hatched, equal words equal bytes."""

from __future__ import annotations

import struct
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal

import pytest
from markupsafe import Markup

from athar.ui import pictures
from athar.ui.pictures import HEIGHT, WIDTH, Picture, Said, draw, etag_of, segments_of, words_of
from athar.ui.statuses import COMPUTED

CARD = Picture(
    lang="ar",
    host="جهة الشمال",
    kicker="برنامج التنمية الجهوية",
    code="PDR-001",
    title="سد واد لو",
    said="وزارة التجهيز، 30 يونيو 2025",
    statuses=(Said("حسب الأرقام", "risk", "معرض للتأخر"),),
    has_bar=True,
    percent="62\u202f%",
    share=Decimal("62.5"),
    tick=Decimal(70),
    shape="risk",
    sample="مثال",
)


def size_of(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", png[16:24])


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_a_picture_has_the_size_that_others_ask_for(lang):
    assert size_of(draw(replace(CARD, lang=lang))) == (WIDTH, HEIGHT)


@pytest.mark.parametrize("shape", [*{look.shape for look in COMPUTED.values()}, None])
def test_every_status_can_be_drawn(shape):
    parts = segments_of([(shape or "ok", "word", 3), ("none", "none", 0)], str)
    statuses = (Said("Declared", shape or "ok", "word"),)

    png = draw(replace(CARD, lang="en", shape=shape, segments=parts, statuses=statuses))

    assert size_of(png) == (WIDTH, HEIGHT)


def test_parts_of_a_bar_are_shares_of_the_whole():
    parts = segments_of([("ok", "on track", 3), ("off", "off track", 1), ("x", "none", 0)], str)

    assert [(one.share, one.shape, one.count) for one in parts] == [
        (Decimal(75), "ok", "3"),
        (Decimal(25), "off", "1"),
    ]


def test_unknown_is_not_drawn_as_zero():
    unknown = replace(CARD, percent=None, unknown="بلا معطيات", share=Decimal(0))
    zero = replace(CARD, percent="0\u202f%", share=Decimal(0))

    assert draw(unknown) != draw(zero)


def test_equal_words_make_equal_bytes_and_equal_tags():
    again = replace(CARD)
    first = draw(CARD)
    pictures._drawn.cache_clear()

    assert (draw(again), etag_of(again)) == (first, etag_of(CARD))
    assert etag_of(replace(CARD, percent="63\u202f%")) != etag_of(CARD)


def test_long_words_and_markup_stay_words():
    strange = replace(
        CARD, title='#panic("x") "quoted" \\ $x$ ' + "كلمة " * 200, facts=("a" * 400,)
    )

    assert size_of(draw(strange)) == (WIDTH, HEIGHT)


def test_several_can_be_asked_for_at_once():
    asked = [replace(CARD, code=f"PDR-{n}") for n in range(6)]

    with ThreadPoolExecutor(3) as pool:
        drawn = list(pool.map(draw, asked))

    assert len(set(drawn)) == len(asked)


def test_markup_becomes_words_that_keep_their_direction():
    markup = Markup('<b>12</b> of <bdi dir="ltr">77\u202f%</bdi> &amp; more')

    assert words_of(markup) == "12 of \u206877\u202f%\u2069 & more"


def test_the_typesetter_is_loaded_only_by_who_draws():
    script = "import sys, athar.ui.pictures; sys.exit('typst' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
