"""What backs an object, what the public may download, and which files are damaged."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from athar.evidence import subjects
from athar.evidence.actions import attach_file, attach_link
from athar.evidence.enums import EvidenceKind
from athar.evidence.models import Evidence, Picture
from athar.evidence.queries import (
    PictureView,
    attached_to,
    damaged_files,
    original_of,
    path_of,
    photos_of,
    picture_of,
    public_download,
    public_evidence_and_imports,
    public_picture,
    readable,
)
from athar.evidence.subjects import Subject, WorkedOn, scopes_of_subject, seen_subjects
from athar.kernel.text import Translated
from tests.evidence.conftest import PDF
from tests.evidence.photographs import jpeg

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_dir")]


@pytest.fixture(autouse=True)
def seen(monkeypatch):
    """Commitments are seen, reports are not; coordinators of plan 1 work on both."""
    everything = Subject(lambda keys: keys, lambda _key: WorkedOn((), ("plan:1",)))
    monkeypatch.setattr(
        subjects, "_KINDS", {"commitment": everything, "report": Subject(lambda _keys: (), _nobody)}
    )


def _nobody(_key):
    raise Evidence.DoesNotExist


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


def photo(subject="commitment:1", **more):
    return attach(subject, content=jpeg(400, 300), name="IMG_1.jpg", **more)


@pytest.mark.parametrize("n_photos", [1, 3])
def test_photographs_of_many_objects_take_one_query(n_photos, django_assert_num_queries):
    for number in range(n_photos):
        photo(f"commitment:{number}")
        attach(f"commitment:{number}")
    of = [f"commitment:{number}" for number in range(n_photos)]
    evidence = [one for views in public_evidence_and_imports(of)[0].values() for one in views]

    with django_assert_num_queries(1):
        found = photos_of(evidence)

    assert [one.pictures for one in found.values()] == [
        (PictureView(320, 320, 240), PictureView(640, 400, 300), PictureView(1280, 400, 300))
    ] * n_photos
    assert set(found) == {one.id for one in evidence if one.kind is EvidenceKind.PHOTO}


def test_day_and_place_are_those_of_each_piece_of_evidence(frozen_day):
    with_place, without = photo("commitment:1"), photo("commitment:2", keep_place=False)
    views = public_evidence_and_imports(["commitment:1", "commitment:2"])[0]

    found = photos_of([*views["commitment:1"], *views["commitment:2"]])

    assert {key: (one.taken_on, one.latitude, one.longitude) for key, one in found.items()} == {
        with_place.pk: (dt.date(2025, 6, 12), Decimal("35.57"), Decimal("-5.368333")),
        without.pk: (dt.date(2025, 6, 12), None, None),
    }


def test_evidence_without_a_photograph_asks_for_none(django_assert_num_queries):
    attach()
    views = public_evidence_and_imports(["commitment:1"])[0]["commitment:1"]

    with django_assert_num_queries(0):
        assert photos_of(views) == {}


def test_public_is_given_pictures_and_never_the_photograph(django_assert_num_queries):
    kept = photo()
    picture = Picture.objects.get(size=640).file

    with django_assert_num_queries(2):
        found = public_picture(kept.file.sha256, 640)

    assert (found.path, found.media_type) == (path_of(picture.sha256), "image/webp")
    assert public_download(kept.file.sha256, "IMG_1.jpg") is None
    assert public_picture(kept.file.sha256, 500) is None
    assert public_picture(picture.sha256, 640) is None


@pytest.mark.parametrize(
    ("subject", "more"),
    [
        ("commitment:1", {"is_public": False, "restricted_because": "faces"}),
        ("report:1", {}),
        ("agreement:1", {}),
        ("commitment:x", {}),
    ],
)
def test_public_is_given_nothing_of_what_it_does_not_see(subject, more):
    kept, paper = photo(subject, **more), attach(subject, **more)

    assert public_picture(kept.file.sha256, 320) is None
    assert public_download(paper.file.sha256, "PV.pdf") is None


def test_photograph_seen_elsewhere_is_given():
    photo("report:1")
    kept = photo("commitment:1")

    assert public_picture(kept.file.sha256, 320).name == f"{kept.file.sha256}-320.webp"


def test_subject_that_is_gone_is_nobodys():
    assert scopes_of_subject("commitment:1") == ("plan:1",)
    assert scopes_of_subject("report:1") == scopes_of_subject("agreement:1") == ()
    assert seen_subjects({"commitment:1", "report:1", "agreement:1", "commitment:"}) == {
        "commitment:1"
    }


def test_what_is_restricted_is_read_by_who_works_on_its_subject(people, plan):
    hidden = photo(is_public=False, restricted_because="faces")
    scopes = WorkedOn(wider=(f"plan:{plan.id}",))
    with_rights = {"commitment": Subject(lambda _keys: (), lambda _key: scopes)}
    subjects._KINDS.update(with_rights)

    found = readable(hidden.pk, by=people.coordinator)

    assert original_of(found).path == path_of(hidden.file.sha256)
    assert picture_of(found, 320).media_type == "image/webp"
    assert readable(hidden.pk, by=people.stranger) is None
    assert readable(hidden.pk, by=None) is None


@pytest.mark.parametrize("kind", [EvidenceKind.IMPORT, EvidenceKind.LINK, None])
def test_only_files_that_are_evidence_are_read(people, kind):
    key = 0
    if kind is EvidenceKind.IMPORT:
        key = restrict(kind=kind).pk
    elif kind is EvidenceKind.LINK:
        of = {"by": None, "subject": "commitment:1", "scope_keys": ()}
        key = attach_link(url="https://example.org/", title=Translated(fr="x"), **of).pk

    assert readable(key, by=people.administrator) is None


def test_original_that_is_lost_is_not_given(people):
    kept = attach()
    found = readable(kept.pk, by=people.administrator)
    path_of(kept.file.sha256).unlink()

    assert original_of(found) is None


@pytest.mark.parametrize("n_files", [1, 3])
def test_everything_attached_is_told_to_who_works_on_it(n_files, django_assert_num_queries):
    for number in range(n_files):
        attach(content=PDF + b"%d" % number)
    restrict(content=jpeg(), name="IMG_1.jpg")
    restrict(kind=EvidenceKind.IMPORT, content=b"%PDF-import")

    with django_assert_num_queries(2):
        found = attached_to("commitment:1")

    assert [(one.view.kind, one.is_public, one.restricted_because) for one in found] == [
        *[(EvidenceKind.FILE, True, "")] * n_files,
        (EvidenceKind.PHOTO, False, "personal data"),
    ]
    assert [one.photo is not None for one in found] == [*[False] * n_files, True]
