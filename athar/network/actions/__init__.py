"""Every write, by room."""

from athar.network.actions.accession import (
    add_task,
    attach_to_step,
    complete_step,
    finish_task,
    plan_step,
    show_document,
    show_sections,
    start_road,
)
from athar.network.actions.eligibility import record_eligibility
from athar.network.actions.mentorship import (
    add_room_task,
    answer_candidate,
    ask_mentor,
    attach_to_room,
    end_mentorship,
    finish_room_task,
    write_note,
)

__all__ = [
    "add_room_task",
    "add_task",
    "answer_candidate",
    "ask_mentor",
    "attach_to_room",
    "attach_to_step",
    "complete_step",
    "end_mentorship",
    "finish_room_task",
    "finish_task",
    "plan_step",
    "record_eligibility",
    "show_document",
    "show_sections",
    "start_road",
    "write_note",
]
