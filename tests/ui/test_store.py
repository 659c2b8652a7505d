"""Pages are kept while nothing they rest on moves, in bounded memory, and sent as asked for."""

import gzip

import brotli
import pytest

from athar.ui.store import LARGEST, OVERHEAD, Page, PageStore, best_coding

BODY = "صفحة ".encode() * 100


def page(body=BODY, keys=None, status="200 OK"):
    return Page(
        status, [("Content-Type", "text/html"), ("Cache-Control", "public")], body, "X", keys
    )


def folded(body=BODY):
    one = page(body)
    one.fold()
    return one


def test_a_page_is_sent_in_the_coding_asked_for():
    one = page()

    assert one.answer("").body == BODY
    assert gzip.decompress(one.answer("gzip").body) == BODY
    assert brotli.decompress(one.answer("br").body) == BODY
    assert dict(one.answer("br").headers)["Content-Length"] == str(len(one.answer("br").body))
    assert "Content-Encoding" not in dict(one.answer("").headers)


def test_each_coding_has_a_strong_tag_of_its_own_that_the_bytes_decide():
    tags = {coding: page().answer(coding).etag for coding in ("", "gzip", "br")}

    assert len(set(tags.values())) == 3
    assert tags == {coding: page().answer(coding).etag for coding in tags}
    assert page(BODY + b"!").answer("br").etag != tags["br"]


def test_what_is_no_page_has_no_tag_and_what_is_short_is_not_compressed():
    missing = page(b"x" * 300, status="404 Not Found").answer("br")
    short = page(b"x").answer("br")
    picture = Page("200 OK", [("Content-Type", "image/png")], BODY, "X").answer("br")

    assert (missing.etag, "ETag" in dict(missing.headers)) == ("", False)
    assert (short.body, "Content-Encoding" in dict(short.headers)) == (b"x", False)
    assert (picture.body, "Content-Encoding" in dict(picture.headers)) == (BODY, False)


def test_an_unchanged_page_repeats_what_a_304_must():
    headers = dict(page().answer("br").unchanged_headers)

    assert headers == {"ETag": page().answer("br").etag, "Vary": "X", "Cache-Control": "public"}


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", ""),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0.5, gzip", "gzip"),
        ("br;q=0, *", "gzip"),
        ("*", "br"),
        ("identity", ""),
        ("gzip;q=0", ""),
        ("gzip;q=often", ""),
        ("GZIP", "gzip"),
    ],
)
def test_the_best_coding_a_browser_takes_is_used(accepted, coding):
    assert best_coding(accepted) == coding


@pytest.mark.parametrize(
    ("keys", "is_kept"),
    [(None, False), (frozenset({"a"}), False), (frozenset({"b", "day"}), True)],
)
def test_a_move_drops_exactly_what_rests_on_it(keys, is_kept):
    store = PageStore(10**6, {"a": 1, "b": 1})
    store.put("/", page(keys=keys), store.moves)

    store.follow({"a": 2, "b": 1})

    assert (store.get("/") is not None) is is_kept


def test_a_page_whose_ground_moved_while_it_was_rendered_is_not_kept():
    store = PageStore(10**6, {"a": 1})
    seen = store.moves
    store.follow({"a": 2})

    assert not store.put("/", page(keys=frozenset({"a"})), seen)
    assert not store.put("/", page(), seen)
    assert store.get("/") is None


def test_nothing_moves_and_nothing_is_dropped():
    store = PageStore(10**6, {"a": 1})
    store.put("/", page(), store.moves)

    store.follow({"a": 1})

    assert store.get("/").answer("").body == BODY


def test_the_page_asked_for_longest_ago_makes_room():
    store = PageStore(3 * folded().n_bytes)
    for address in "abc":
        store.put(address, page(), store.moves)
    store.get("a")

    store.put("d", page(), store.moves)

    assert [address for address in "abcd" if store.get(address)] == ["a", "c", "d"]
    assert store.n_bytes == 3 * folded().n_bytes


def test_a_page_put_again_takes_its_room_once():
    store = PageStore(10**6)
    for body in (BODY, BODY * 2):
        store.put("a", page(body), store.moves)

    assert (len(store), store.n_bytes) == (1, folded(BODY * 2).n_bytes)


def test_a_kept_page_is_compressed_only_and_sent_as_before():
    before = {coding: page().answer(coding) for coding in ("", "gzip", "br")}

    kept = folded()

    assert (kept.body, kept.n_bytes) == (b"", OVERHEAD + 2 * len(before["br"].body))
    assert {coding: kept.answer(coding) for coding in before} == before
    assert set(kept.answers) == {"br", "gzip"}


@pytest.mark.parametrize("kind", ["image/png", "text/plain"])
def test_what_is_not_compressed_is_kept_as_it_is(kind):
    body = BODY if kind == "image/png" else b"short"
    one = Page("200 OK", [("Content-Type", kind)], body, "X")

    one.fold()

    assert (one.body, one.answer("br").body, one.answer("").body) == (body, body, body)


def test_an_empty_page_is_sent_empty():
    one = page(b"")

    one.fold()

    assert (one.answer("").body, one.answer("br").body) == (b"", b"")


def test_a_page_too_large_for_the_store_is_not_kept():
    store = PageStore(10 * LARGEST)

    assert not store.put("a", page(b"x" * (LARGEST + 1)), store.moves)
    assert not PageStore(10).put("a", page(), {})
    assert (len(store), store.n_bytes) == (0, 0)
