"""What is stored, by room."""

from athar.network.models.members import FocalPoint, Member, MembershipStatus

__all__ = ["FocalPoint", "Member", "MembershipStatus"]
