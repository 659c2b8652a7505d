"""What is stored, by room."""

from athar.network.models.eligibility import EligibilityFact
from athar.network.models.members import FocalPoint, Member, MembershipStatus

__all__ = ["EligibilityFact", "FocalPoint", "Member", "MembershipStatus"]
