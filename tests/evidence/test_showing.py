"""Photographs as evidence; keeping evidence from the public, giving it back, taking it off."""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from athar.evidence.actions import (
    attach_file,
    attach_photo,
    detach_evidence,
    release_evidence,
    restrict_evidence,
)
from athar.evidence.enums import EvidenceKind
from athar.evidence.models import Evidence, Picture, StoredFile
from athar.evidence.queries import path_of
from athar.trail.queries import history
from tests.everything import n_acts
from tests.evidence.conftest import PDF
from tests.evidence.photographs import jpeg

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_dir", "frozen_day")]

SUBJECT = "report:1"
OF = {"by": None, "subject": SUBJECT, "scope_keys": ()}


def photo(**given):
    return attach_photo(**{**OF, "content": jpeg(400, 300), "name": "IMG_1.jpg", **given})


def file(**given):
    return attach_file(**{**OF, "content": PDF, "name": "PV.pdf", **given})


def test_photograph_stays_as_it_came_and_its_pictures_stand_beside_it():
    content = jpeg(400, 300)

    kept = photo(content=content)

    assert path_of(kept.file.sha256).read_bytes() == content
    assert kept.file.sha256 == hashlib.sha256(content).hexdigest()
    assert list(kept.file.pictures.order_by("size").values_list("size", "width", "height")) == [
        (320, 320, 240),
        (640, 400, 300),
        (1280, 400, 300),
    ]
    pictures = StoredFile.objects.exclude(pk=kept.file.pk)
    assert [one.media_type for one in pictures] == ["image/webp"] * 2
    assert [path_of(one.sha256).is_file() for one in pictures] == [True] * 2


def test_photograph_tells_its_day_and_its_place_unless_the_place_is_not_wanted():
    told, silent = photo(), photo(subject="report:2", keep_place=False)

    where = [(one.latitude, one.longitude) for one in (told, silent)]
    assert where == [(Decimal("35.570000"), Decimal("-5.368333")), (None, None)]
    assert [one.taken_on for one in (told, silent)] == [dt.date(2025, 6, 12)] * 2


def test_file_that_is_a_photograph_is_one_whatever_it_is_called():
    kept = file(content=jpeg(), name="minutes.pdf")

    assert (kept.kind, kept.file.pictures.count()) == (EvidenceKind.PHOTO, 3)


def test_photograph_that_figures_are_read_from_is_not_drawn():
    kept = file(
        content=jpeg(), kind=EvidenceKind.IMPORT, is_public=False, restricted_because="working file"
    )

    assert (kept.kind, Picture.objects.count()) == (EvidenceKind.IMPORT, 0)


def test_file_that_is_no_photograph_is_refused_as_one():
    with pytest.raises(ValidationError) as refused:
        photo(content=PDF)

    assert (refused.value.code, Evidence.objects.count()) == ("photo_type_refused", 0)


def test_pictures_of_one_photograph_are_drawn_once():
    first, second = photo(), photo(subject="report:2")

    assert (first.file_id, Picture.objects.count()) == (second.file_id, 3)


def test_evidence_is_kept_from_the_public_with_a_reason_that_the_record_keeps(people, plan):
    kept = photo()

    changed = restrict_evidence(
        by=people.validator,
        subject=SUBJECT,
        scope_keys=(f"plan:{plan.id}",),
        evidence_id=kept.pk,
        because=" faces of children ",
    )

    assert (changed.is_public, changed.restricted_because) == (False, "faces of children")
    entry = history(f"evidence:{kept.pk}")[0]
    assert (entry.kind, entry.actor_name, entry.reason) == (
        "evidence.restricted",
        "Validator",
        "faces of children",
    )
    assert entry.before == {"is_public": True, "restricted_because": ""}
    assert entry.after == {"is_public": False, "restricted_because": "faces of children"}


def test_evidence_is_given_back_to_the_public():
    kept = photo(is_public=False, restricted_because="faces")

    changed = release_evidence(**OF, evidence_id=kept.pk, reason="faces made unknowable")

    kept.refresh_from_db()
    assert (changed.is_public, kept.is_public, kept.restricted_because) == (True, True, "")
    entry = history(f"evidence:{kept.pk}")[0]
    assert (entry.kind, entry.reason) == ("evidence.released", "faces made unknowable")


def test_evidence_is_taken_off_a_draft_and_the_record_says_what():
    kept, link_sha = photo(), file().file.sha256

    detach_evidence(**OF, evidence_id=kept.pk, is_published=False)

    assert list(Evidence.objects.values_list("file__sha256", flat=True)) == [link_sha]
    entry = history(f"evidence:{kept.pk}")[0]
    assert (entry.kind, entry.after) == ("evidence.detached", None)
    assert entry.before == {
        "kind": "photo",
        "is_public": True,
        "sha256": kept.file.sha256,
        "name": "IMG_1.jpg",
    }


ACTS = {
    "restrict": lambda **given: restrict_evidence(**{"because": "faces", **given}),
    "release": release_evidence,
    "detach": lambda **given: detach_evidence(**{"is_published": False, **given}),
}


@pytest.mark.parametrize(
    ("act", "is_public", "given", "code"),
    [
        ("restrict", False, {}, "evidence_restricted_already"),
        ("restrict", True, {"subject": "report:2"}, "evidence_unknown"),
        ("restrict", True, {"because": " "}, "restriction_unexplained"),
        ("release", True, {}, "evidence_public_already"),
        ("release", False, {"subject": "report:2"}, "evidence_unknown"),
        ("detach", True, {"subject": "report:2"}, "evidence_unknown"),
        ("detach", True, {"is_published": True}, "evidence_published"),
    ],
)
def test_act_that_makes_no_sense_is_refused_and_changes_nothing(act, is_public, given, code):
    kept = file(is_public=is_public, restricted_because="" if is_public else "names")
    before = list(Evidence.objects.values()), n_acts()

    with pytest.raises(ValidationError) as refused:
        ACTS[act](**{**OF, "evidence_id": kept.pk, **given})

    assert refused.value.code == code
    assert (list(Evidence.objects.values()), n_acts()) == before


@pytest.mark.parametrize("act", ACTS)
def test_file_that_figures_were_read_from_stays_as_it_is(act):
    kept = file(kind=EvidenceKind.IMPORT, is_public=False, restricted_because="working file")

    with pytest.raises(ValidationError) as refused:
        ACTS[act](**OF, evidence_id=kept.pk)

    assert refused.value.code == "evidence_unknown"


@pytest.mark.parametrize(
    ("act", "who"),
    [("restrict", "manager"), ("release", "manager"), ("detach", "stranger")],
)
def test_act_is_refused_to_who_may_not(people, plan, act, who):
    kept = file(is_public=act != "release", restricted_because="names" if act == "release" else "")
    scopes = (f"plan:{plan.id}", f"organisation:{plan.bodies['MEE']}")

    with pytest.raises(PermissionDenied):
        ACTS[act](by=getattr(people, who), subject=SUBJECT, scope_keys=scopes, evidence_id=kept.pk)


@pytest.mark.parametrize(
    "wrong",
    [
        {"licence": "CC"},
        {"latitude": Decimal(5)},
        {"longitude": Decimal(5)},
        {"latitude": Decimal(91), "longitude": Decimal(5)},
        {"kind": EvidenceKind.FILE, "taken_on": dt.date(2025, 1, 1)},
    ],
)
def test_database_refuses_what_must_never_be(wrong):
    kept = photo(keep_place=False)

    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=kept.pk).update(**wrong)


@pytest.mark.parametrize("wrong", [{"size": 500}, {"width": 641}, {"height": 0}, {"width": 0}])
def test_database_refuses_pictures_of_other_sizes(wrong):
    photo()

    with pytest.raises(IntegrityError), transaction.atomic():
        Picture.objects.filter(size=640).update(**wrong)
