"""A candidate whose road nobody else may see, and the room it shares with a member."""

from __future__ import annotations

import datetime as dt

from athar.kernel.text import Translated
from athar.network.actions import (
    add_room_task,
    add_task,
    attach_to_room,
    attach_to_step,
    record_eligibility,
    write_note,
)
from athar.network.enums.accession import StepKey
from athar.network.enums.eligibility import CriterionKey
from athar.network.facts import FactDraft
from tests.network.countries import Countries, put_countries
from tests.network.roads import PDF, open_road, open_room, step_of

DAY = dt.date(2025, 12, 1)


def walk_in_secret(word: str) -> Countries:
    """Fill a road and a room with a word that the public must not see."""
    countries = put_countries()
    by, road = countries.focal_point, open_road(countries)
    fact = FactDraft(criterion=CriterionKey.AUDIT_REPORT, is_met=True, source_title=f"{word}source")
    record_eligibility(by=by, member_id=countries.candidate.pk, year=2025, facts=[fact])
    step = step_of(road, StepKey.LETTER).pk
    add_task(by=by, step_id=step, title=f"{word}task", owner=f"{word}owner", due_on=DAY)
    attach_to_step(
        by=by,
        step_id=step,
        content=PDF + word.encode(),
        name=f"{word}letter.pdf",
        title=Translated(fr=f"{word}title"),
        because=f"{word}because",
    )
    room = open_room(countries, road)
    write_note(by=countries.mentor, mentorship_id=room, text=f"{word}note")
    write_note(by=countries.mentor, mentorship_id=room, text=f"{word}told", is_public=True)
    add_room_task(by=by, mentorship_id=room, title=f"{word}visit", owner="x", due_on=DAY)
    attach_to_room(
        by=by, mentorship_id=room, content=PDF, name=f"{word}room.pdf", because=f"{word}kept"
    )
    return countries
