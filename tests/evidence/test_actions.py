"""Keeping files once by their checksum, and attaching files and links to what they prove."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from athar.evidence.actions import attach_file, attach_link, attach_photo
from athar.evidence.models import Evidence, StoredFile
from athar.evidence.queries import path_of
from athar.kernel.text import Translated
from athar.trail.models import Event
from athar.trail.queries import history
from tests.everything import n_acts
from tests.evidence.conftest import PDF
from tests.evidence.photographs import jpeg

SHA256 = hashlib.sha256(PDF).hexdigest()
TOMORROW = dt.date(2025, 10, 16)
PHOTO_QUERIES = 21

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_dir", "frozen_day")]


def attach(subject="commitment:1", **given):
    values = {"by": None, "scope_keys": (), "content": PDF, "name": "PV.pdf", **given}
    return attach_file(subject=subject, **values)


def attach_photograph(subject="commitment:1", **given):
    values = {"by": None, "scope_keys": (), "content": jpeg(), "name": "IMG_1.jpg", **given}
    return attach_photo(subject=subject, **values)


def kept_files(data_dir):
    return sorted(one.name for one in data_dir.rglob("*") if one.is_file())


def test_a_file_is_kept_under_its_checksum(data_dir):
    attach()

    file = StoredFile.objects.get()
    assert (file.sha256, file.size, file.media_type) == (SHA256, len(PDF), "application/pdf")
    assert path_of(SHA256).read_bytes() == PDF
    assert kept_files(data_dir) == [SHA256]


def test_the_same_bytes_are_kept_once_for_all_they_prove(data_dir):
    first = attach("commitment:1", name="PV.pdf")
    written = path_of(SHA256).stat()

    second = attach("commitment:2", name="Procès-verbal.pdf")

    assert (first.file_id, path_of(SHA256).stat()) == (second.file_id, written)
    assert [first.file_name, second.file_name] == ["PV.pdf", "Procès-verbal.pdf"]
    assert kept_files(data_dir) == [SHA256]


def test_the_same_file_attached_again_is_the_evidence_that_is_there():
    first = attach()

    again = attach(name="again.pdf")

    assert (again.pk, Evidence.objects.count(), Event.objects.count()) == (first.pk, 1, 1)


def test_attaching_is_recorded_with_who_did_it(people, plan):
    evidence = attach(f"plan:{plan.id}", by=people.editor, scope_keys=(f"plan:{plan.id}",))

    (entry,) = history(f"evidence:{evidence.pk}")
    assert (entry.kind, entry.actor_name, entry.before) == ("evidence.attached", "Editor", None)
    assert entry.after == {"kind": "file", "is_public": True, "sha256": SHA256, "name": "PV.pdf"}
    assert evidence.added_by == people.editor


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"content": b"<html><script>"}, "file_type_refused"),
        ({"content": b'<svg onload="x()">'}, "file_type_refused"),
        ({"content": b"MZ\x90\x00\x03"}, "file_type_refused"),
        ({"content": b""}, "file_empty"),
        ({"content": b"%PDF-" + b"x" * 2000}, "file_too_large"),
        ({"name": "../"}, "file_name_missing"),
        ({"is_public": False}, "restriction_unexplained"),
        ({"licence": "CC BY"}, "licence_unknown"),
        ({"language": "F"}, "language_unknown"),
        ({"content": b"\xff\xd8\xff\xe0 cut"}, "photo_damaged"),
        ({"content": b"\xff\xd8\xff" + b"x" * 2000}, "file_too_large"),
    ],
)
def test_a_refused_file_leaves_no_row_no_event_and_no_bytes(settings, data_dir, given, code):
    settings.MAX_UPLOAD_BYTES = settings.MAX_PHOTO_BYTES = 1000

    with pytest.raises(ValidationError) as refused:
        attach(**given)

    assert refused.value.code == code
    left = Evidence.objects.count(), StoredFile.objects.count(), n_acts()
    assert (left, kept_files(data_dir)) == ((0, 0, 0), [])


@pytest.mark.parametrize("who", ["citizen", "stranger"])
def test_who_has_no_role_over_it_attaches_nothing(people, plan, data_dir, who):
    n_events = n_acts()

    with pytest.raises(PermissionDenied):
        attach(by=getattr(people, who), scope_keys=(f"plan:{plan.id}",))
    with pytest.raises(PermissionDenied):
        link(by=getattr(people, who), scope_keys=(f"plan:{plan.id}",))
    with pytest.raises(PermissionDenied):
        attach_photograph(by=getattr(people, who), scope_keys=(f"plan:{plan.id}",))

    left = Evidence.objects.count(), n_acts() - n_events, kept_files(data_dir)
    assert left == (0, 0, [])


def link(url="https://example.org/communique", **given):
    values = {"by": None, "scope_keys": (), "title": Translated(fr="Communiqué"), **given}
    return attach_link(subject="commitment:1", url=url, **values)


def test_a_link_is_attached_with_the_day_it_was_read():
    evidence = link(visited_on=dt.date(2025, 6, 30), language="fr")

    assert (evidence.file, evidence.url, evidence.visited_on, evidence.language) == (
        None,
        "https://example.org/communique",
        dt.date(2025, 6, 30),
        "fr",
    )
    (entry,) = history(f"evidence:{evidence.pk}")
    assert entry.after == {"kind": "link", "is_public": True, "url": evidence.url}


@pytest.mark.parametrize(
    ("url", "given", "code"),
    [
        ("", {}, "invalid"),
        ("communique", {}, "invalid"),
        ("javascript:alert(1)", {}, "invalid"),
        ("ftp://example.org/x", {}, "invalid"),
        ("https://", {}, "invalid"),
        (f"https://example.org/{'x' * 981}", {}, "link_too_long"),
        ("https://example.org/", {"title": Translated(fr=" ")}, "link_title_missing"),
        ("https://example.org/", {"visited_on": TOMORROW}, "visited_in_future"),
        ("https://example.org/", {"is_public": False}, "restriction_unexplained"),
        ("https://example.org/", {"licence": "CC"}, "licence_unknown"),
        ("https://example.org/", {"language": "Français"}, "language_unknown"),
    ],
)
def test_a_link_that_says_too_little_is_refused(url, given, code):
    with pytest.raises(ValidationError) as refused:
        link(url, **given)

    assert (refused.value.code, Evidence.objects.count()) == (code, 0)


def test_attaching_takes_a_constant_number_of_queries(django_assert_num_queries):
    with django_assert_num_queries(11):
        attach()
    with django_assert_num_queries(4):
        attach()


def test_attaching_a_photograph_takes_a_constant_number_of_queries(django_assert_num_queries):
    with django_assert_num_queries(PHOTO_QUERIES):
        attach_photograph()
    with django_assert_num_queries(6):
        attach_photograph()
