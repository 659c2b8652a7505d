"""What may be kept as evidence is read from its bytes, never from its name."""

from __future__ import annotations

import zipfile

import pytest
from django.core.exceptions import ValidationError

from athar.evidence.validators import check_restriction, check_size, clean_name, sniffed_type
from tests.evidence.conftest import PDF, package

OFFICE = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def _code(check, *args, **kwargs):
    with pytest.raises(ValidationError) as refused:
        check(*args, **kwargs)
    return refused.value.code


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PDF, "application/pdf"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0....", "image/jpeg"),
        (b"GIF87a....", "image/gif"),
        (b"GIF89a....", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "application/x-ole-storage"),
        (package(xl__workbook_dot_xml="<w/>"), f"{OFFICE}spreadsheetml.sheet"),
        (package(word__document_dot_xml="<d/>"), f"{OFFICE}wordprocessingml.document"),
        (package(ppt__presentation_dot_xml="<p/>"), f"{OFFICE}presentationml.presentation"),
        (package(mimetype=f"{ODF}text"), f"{ODF}text"),
        (package(mimetype=f"{ODF}spreadsheet\n"), f"{ODF}spreadsheet"),
        ("محضر الاجتماع\n".encode(), "text/plain"),
        ("محضر الاجتماع\n".encode("utf-16"), "text/plain"),
        ("\ufeffcode;titre\n".encode(), "text/plain"),
    ],
)
def test_type_is_what_the_bytes_show(content, media_type):
    assert sniffed_type(content) == media_type


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html><p>",
        b"\n  <HTML><body>",
        b"\xef\xbb\xbf<script>",
        SVG,
        b'<?xml version="1.0"?>' + SVG,
        b"#!/bin/sh\nrm -rf /\n",
        b"MZ\x90\x00\x03\x00\x00\x00",
        b"\x7fELF\x02\x01\x01\x00",
        b"RIFF\x00\x00\x00\x00WAVEfmt ",
        package(index_dot_html="<html>"),
        package(mimetype="application/epub+zip"),
        package(mimetype=f"{ODF}text{'x' * 100}"),
        package(mimetype=f"{ODF}text\r\nSet-Cookie: a=b"),
        "<!DOCTYPE html><p>".encode("utf-16"),
        b"\xff\xfe\x00\x00\x01\x00\x02\x00",
        b"PK\x03\x04 cut off",
    ],
)
def test_what_a_browser_or_a_machine_could_run_is_refused(content):
    assert _code(sniffed_type, content) == "file_type_refused"


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"avif"])
def test_photograph_that_browsers_do_not_show_is_asked_for_in_another_form(brand):
    assert _code(sniffed_type, b"\0\0\0\x18ftyp" + brand) == "photo_type_refused"
    assert _code(sniffed_type, b"\0\0\0\x18ftypisom") == "file_type_refused"


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA])
def test_a_damaged_package_is_refused_and_never_an_error(method):
    whole = package(method, mimetype=f"{ODF}text")

    found = {_type_or_code(damaged) for damaged in _damaged(whole)}

    assert found <= {f"{ODF}text", "file_type_refused"}


def _damaged(whole):
    """Give a package with each byte changed, and cut before each."""
    for n in range(4, len(whole)):
        yield whole[:n] + bytes([whole[n] ^ 0xFF]) + whole[n + 1 :]
        yield whole[:n]


def _type_or_code(content):
    try:
        return sniffed_type(content)
    except ValidationError as refused:
        return refused.code


def test_an_empty_file_is_refused():
    assert _code(sniffed_type, b"") == "file_empty"


@pytest.mark.parametrize(("size", "is_refused"), [(1024 * 1024, False), (1024 * 1024 + 1, True)])
def test_a_file_larger_than_the_installation_keeps_is_refused(settings, size, is_refused):
    settings.MAX_UPLOAD_BYTES = 1024 * 1024

    found = _code(check_size, bytes(size)) if is_refused else check_size(bytes(size))

    assert found == ("file_too_large" if is_refused else None)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("محضر 2025.pdf", "محضر 2025.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Bureau\\PV.pdf", "PV.pdf"),
        (".. PV.pdf. ", "PV.pdf"),
        ("P\u202eV\n.pdf", "PV.pdf"),
        ("a" * 300 + ".pdf", "a" * 251 + ".pdf"),
    ],
)
def test_a_name_keeps_only_its_last_part(given, kept):
    assert clean_name(given) == kept


@pytest.mark.parametrize("name", ["", "..", "a/..", "\u202e", " . "])
def test_a_file_without_a_name_is_refused(name):
    assert _code(clean_name, name) == "file_name_missing"


@pytest.mark.parametrize("because", ["", "  "])
def test_what_is_kept_from_the_public_says_why(because):
    assert _code(check_restriction, is_public=False, because=because) == "restriction_unexplained"


@pytest.mark.parametrize(("is_public", "because"), [(True, ""), (False, "personal data")])
def test_what_is_public_or_explained_is_accepted(is_public, because):
    assert check_restriction(is_public=is_public, because=because) is None
