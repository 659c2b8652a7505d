"""What is stored, by room."""

from athar.network.models.accession import (
    Accession,
    AccessionStep,
    AccessionTask,
    Mentorship,
    RoomNote,
)
from athar.network.models.convergence import Accord
from athar.network.models.eligibility import EligibilityFact
from athar.network.models.members import FocalPoint, Member, MembershipStatus

__all__ = [
    "Accession",
    "AccessionStep",
    "AccessionTask",
    "Accord",
    "EligibilityFact",
    "FocalPoint",
    "Member",
    "MembershipStatus",
    "Mentorship",
    "RoomNote",
]
