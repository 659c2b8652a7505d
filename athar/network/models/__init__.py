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
from athar.network.models.experiences import (
    Adoption,
    Award,
    Experience,
    ExperienceReview,
    ExperienceVersion,
)
from athar.network.models.members import FocalPoint, Member, MembershipStatus
from athar.network.models.peers import PeerAnswer, PeerQuestion, PeerRoute
from athar.network.models.process import Consultation, ProcessRecord

__all__ = [
    "Accession",
    "AccessionStep",
    "AccessionTask",
    "Accord",
    "Adoption",
    "Award",
    "Consultation",
    "EligibilityFact",
    "Experience",
    "ExperienceReview",
    "ExperienceVersion",
    "FocalPoint",
    "Member",
    "MembershipStatus",
    "Mentorship",
    "PeerAnswer",
    "PeerQuestion",
    "PeerRoute",
    "ProcessRecord",
    "RoomNote",
]
