"""A road half walked, and a room that two countries share."""

from __future__ import annotations

from athar.kernel import clock
from athar.kernel.text import Translated
from athar.network.actions import (
    answer_candidate,
    ask_mentor,
    attach_to_step,
    complete_step,
    start_road,
)
from athar.network.enums.accession import StepKey
from athar.network.models import AccessionStep
from tests.network.countries import Countries

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
BECAUSE = "A document of the candidate"


def open_road(countries: Countries) -> int:
    """Start the road of the candidate."""
    return start_road(by=countries.focal_point, member_id=countries.candidate.pk)


def step_of(road: int, key: StepKey) -> AccessionStep:
    """Give a step as it is stored."""
    return AccessionStep.objects.get(accession=road, key=key)


def attach(countries: Countries, road: int, key: StepKey, name: str = "note.pdf") -> int:
    """Attach a document to a step; its bytes are its own, since bytes are kept once."""
    return attach_to_step(
        by=countries.focal_point,
        step_id=step_of(road, key).pk,
        content=PDF + name.encode() + key.encode(),
        name=name,
        title=Translated(ar="مذكرة"),
        because=BECAUSE,
    )


def complete(countries: Countries, road: int, key: StepKey) -> None:
    """Complete a step with a document."""
    attach(countries, road, key)
    step = step_of(road, key)
    complete_step(
        by=countries.focal_point,
        step_id=step.pk,
        version=step.row_version,
        done_on=clock.today(),
    )


def open_room(countries: Countries, road: int) -> int:
    """Ask the member and let it accept."""
    key = ask_mentor(
        by=countries.focal_point,
        accession_id=road,
        mentor_id=countries.member.pk,
        words="Accompany us",
    )
    answer_candidate(by=countries.mentor, mentorship_id=key, accepts=True)
    return key
