"""Acts on members of the network, with who may do them."""

from __future__ import annotations

from athar.kernel.text import Translated
from athar.network.actions.members import edit_member, put_members, state_membership
from athar.network.actions.speaking import name_focal_point
from athar.network.drafts.members import FocalPointDraft, MemberDraft, MemberEdit, StatusDraft
from athar.network.enums.members import Programme, Standing
from athar.network.models.members import Member
from athar.people.actions import hand_over_role
from athar.people.enums import Role
from tests import cast
from tests.config.preparing import After

FICTIONAL = MemberDraft(code="X-NEW", names=Translated(fr="État fictif"))


def _member(_plan: cast.SmallPlan) -> int:
    put_members(by=None, drafts=[FICTIONAL])
    return Member.objects.get(code=FICTIONAL.code).pk


MEMBERS = {
    "list members": (
        lambda by, _plan: put_members(by=by, drafts=[FICTIONAL]),
        {"administrator"},
    ),
    "state a membership": (
        After(
            _member,
            lambda by, _plan, key: state_membership(
                by=by,
                member_id=key,
                draft=StatusDraft(programme=Programme.OGP, standing=Standing.OBSERVER),
            ),
        ),
        {"administrator"},
    ),
    "name a focal point": (
        After(
            _member,
            lambda by, _plan, key: name_focal_point(
                by=by, member_id=key, draft=FocalPointDraft(name="Successor")
            ),
        ),
        {"focal_point", "administrator"},
    ),
    "hand over a role": (
        lambda by, _plan: hand_over_role(
            by=by, account_id=None, role=Role.FOCAL_POINT, scope="member:1"
        ),
        {"focal_point", "administrator"},
    ),
    "edit a member": (
        After(
            _member,
            lambda by, _plan, key: edit_member(
                by=by, member_id=key, version=1, draft=MemberEdit(forum=Translated(fr="Forum"))
            ),
        ),
        {"focal_point", "administrator"},
    ),
}
