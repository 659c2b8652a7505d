"""What backs an object, what the public may download, and which files are damaged."""

from __future__ import annotations

import datetime as dt

import pytest

from athar.evidence.actions import attach_file, attach_link
from athar.evidence.enums import EvidenceKind
from athar.evidence.queries import (
    damaged_files,
    path_of,
    public_download,
    public_evidence_and_imports,
)
from athar.kernel.text import Translated
from tests.evidence.conftest import PDF

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_dir")]


def attach(subject="commitment:1", *, content=PDF, name="PV.pdf", **more):
    return attach_file(by=None, subject=subject, scope_keys=(), content=content, name=name, **more)


def restrict(subject="commitment:1", **more):
    return attach(subject, is_public=False, restricted_because="personal data", **more)


@pytest.mark.parametrize("n_files", [1, 3])
def test_evidence_of_many_objects_takes_one_query(n_files, django_assert_num_queries):
    kept = [
        attach(f"commitment:{number}", content=PDF + b"%d" % number) for number in range(n_files)
    ]

    with django_assert_num_queries(1):
        found = public_evidence_and_imports([one.subject for one in kept])[0]

    assert {key: [view.id for view in views] for key, views in found.items()} == {
        one.subject: [one.pk] for one in kept
    }


def test_a_file_is_shown_with_its_checksum_type_and_size():
    kept = attach(title=Translated(fr="Procès-verbal"), language="fr", licence="CC-BY-4.0")

    (view,) = public_evidence_and_imports(["commitment:1"])[0]["commitment:1"]

    assert (view.kind, view.title, view.file_name) == (
        EvidenceKind.FILE,
        Translated(fr="Procès-verbal"),
        "PV.pdf",
    )
    assert (view.sha256, view.media_type, view.size) == (
        kept.file.sha256,
        "application/pdf",
        len(PDF),
    )
    assert (view.url, view.language, view.licence) == ("", "fr", "CC-BY-4.0")


def test_a_link_is_shown_without_file_and_the_newest_evidence_stands_first():
    attach()
    attach_link(
        by=None,
        subject="commitment:1",
        scope_keys=(),
        url="https://example.org/",
        title=Translated(fr="Communiqué"),
        visited_on=dt.date(2025, 6, 30),
    )

    newest, older = public_evidence_and_imports(["commitment:1"])[0]["commitment:1"]

    assert (newest.kind, newest.url, newest.visited_on) == (
        EvidenceKind.LINK,
        "https://example.org/",
        dt.date(2025, 6, 30),
    )
    assert (newest.sha256, newest.media_type, newest.size) == ("", "", 0)
    assert older.kind is EvidenceKind.FILE


def test_restricted_evidence_is_not_given_to_the_public():
    hidden = restrict(name="noms.pdf")

    assert public_evidence_and_imports(["commitment:1"])[0] == {}
    assert public_download(hidden.file.sha256, "noms.pdf") is None


def test_a_file_public_elsewhere_is_given_only_under_its_public_name():
    restrict("commitment:1", name="noms.pdf")
    shown = attach("commitment:2", name="PV.pdf")

    under_public_name = public_download(shown.file.sha256, "PV.pdf")

    assert public_download(shown.file.sha256, "noms.pdf") is None
    assert under_public_name.path == path_of(shown.file.sha256)
    assert (under_public_name.name, under_public_name.media_type, under_public_name.size) == (
        "PV.pdf",
        "application/pdf",
        len(PDF),
    )


def test_an_unknown_checksum_gives_no_download(django_assert_num_queries):
    with django_assert_num_queries(1):
        found = public_download("0" * 64, "PV.pdf")

    assert found is None


def test_a_file_whose_bytes_are_lost_is_not_given():
    kept = attach()
    path_of(kept.file.sha256).unlink()

    assert public_download(kept.file.sha256, "PV.pdf") is None


def test_files_altered_or_lost_are_found(django_assert_num_queries):
    whole, altered, lost = (attach(content=PDF + mark).file.sha256 for mark in (b"1", b"2", b"3"))
    path_of(altered).write_bytes(PDF + b"4")
    path_of(lost).unlink()

    with django_assert_num_queries(1):
        found = damaged_files()

    assert path_of(whole).is_file()
    assert found == (altered, lost)


def test_an_imported_file_is_told_though_nobody_may_read_it():
    kept = restrict("plan:1", kind=EvidenceKind.IMPORT)

    evidence, imports = public_evidence_and_imports(["plan:1"])

    (told,) = imports.values()
    assert evidence == {}
    assert list(imports) == [kept.file.sha256]
    assert (told.file_name, told.imported_at, told.imported_by) == ("PV.pdf", kept.added_at, "")
