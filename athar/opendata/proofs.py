"""Evidence under the names by which twins and programs know it, and where each can be had."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from athar.evidence.enums import PICTURE_WIDTHS, EvidenceKind
from athar.evidence.queries import EvidenceView, PhotoView, photos_of
from athar.reporting.queries import Timeline
from athar.ui.addresses import reverse


def photos_in(timeline: Timeline) -> Mapping[int, PhotoView]:
    """Give the photographs among the evidence of a commitment and of its reports, by its key.

    Queries: 1, none without a photograph.
    """
    of_reports = (proof for report in timeline.reports for proof in report.evidence)
    return photos_of([*timeline.evidence, *of_reports])


def address_of(one: EvidenceView) -> str:
    """Give where evidence can be had: a page, a download, the largest picture of a photograph."""
    if one.kind is EvidenceKind.LINK:
        return one.url
    if one.kind is EvidenceKind.PHOTO:
        return picture_address(one.sha256, PICTURE_WIDTHS[-1])
    return reverse("portal:file", kwargs={"sha256": one.sha256, "name": one.file_name})


def picture_address(sha256: str, size: int) -> str:
    """Give where a picture of a photograph can be had."""
    return reverse("portal:photo", kwargs={"sha256": sha256, "size": size})


def proof_facts(one: EvidenceView, photo: PhotoView | None, origin: str) -> dict[str, Any]:
    """Give what is public of evidence; None is unknown.

    Shape: `origin` is where the installation answers; the checksum of a photograph is that of the
    photograph itself, which is given to nobody. `pictures` as `pictures_of` gives them.
    """
    is_link = one.kind is EvidenceKind.LINK
    return {
        "kind": one.kind,
        "title": one.title,
        "file_name": one.file_name or None,
        "sha256": one.sha256 or None,
        "media_type": one.media_type or None,
        "size": one.size or None,
        "url": one.url if is_link else origin + address_of(one),
        "visited_on": one.visited_on,
        "added_at": one.added_at,
        "taken_on": photo.taken_on if photo else None,
        "latitude": photo.latitude if photo else None,
        "longitude": photo.longitude if photo else None,
        "language": one.language or None,
        "licence": one.licence or None,
    }


def pictures_of(
    one: EvidenceView, photo: PhotoView | None, origin: str
) -> Iterable[tuple[str, int, int]]:
    """Give the pictures of a photograph as (address, width, height), the smallest first."""
    for picture in photo.pictures if photo else ():
        address = origin + picture_address(one.sha256, picture.size)
        yield address, picture.width, picture.height
