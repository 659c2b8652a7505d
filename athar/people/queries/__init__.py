"""Every read of bodies and people that other packages need."""

from athar.people.queries.accounts import (
    AccountView,
    GrantView,
    account_by_email,
    account_view,
    grants_of,
    has_demo_accounts,
    must_add_second_factor,
    scopes_held,
)
from athar.people.queries.bodies import (
    OrganisationIndex,
    OrganisationRef,
    organisation_by_code,
    organisation_index,
    organisation_ref,
    organisations_by_code,
    organisations_by_id,
)
from athar.people.queries.directory import (
    BodyFacts,
    BodyLine,
    PersonFacts,
    PersonLine,
    administered_scopes,
    bodies_within,
    body_facts,
    people_within,
    person_facts,
)
from athar.people.queries.erasure import (
    ErasureAsked,
    ErasureEffects,
    erasure_effects,
    erasures_asked,
    is_last_administrator,
)
from athar.people.queries.invitations import (
    InvitationView,
    invitation_of,
    invitations_within,
    link_key,
    turn_of,
)
from athar.people.queries.lent import LentView, account_ids_with, lent_to
from athar.people.queries.personal import personal_data
from athar.people.queries.sign_ins import SignInView, sign_ins_of
from athar.people.queries.tokens import (
    Bearer,
    TokenView,
    token_digest,
    token_in_force,
    tokens_of,
)

__all__ = [
    "AccountView",
    "Bearer",
    "BodyFacts",
    "BodyLine",
    "ErasureAsked",
    "ErasureEffects",
    "GrantView",
    "InvitationView",
    "LentView",
    "OrganisationIndex",
    "OrganisationRef",
    "PersonFacts",
    "PersonLine",
    "SignInView",
    "TokenView",
    "account_by_email",
    "account_ids_with",
    "account_view",
    "administered_scopes",
    "bodies_within",
    "body_facts",
    "erasure_effects",
    "erasures_asked",
    "grants_of",
    "has_demo_accounts",
    "invitation_of",
    "invitations_within",
    "is_last_administrator",
    "lent_to",
    "link_key",
    "must_add_second_factor",
    "organisation_by_code",
    "organisation_index",
    "organisation_ref",
    "organisations_by_code",
    "organisations_by_id",
    "people_within",
    "person_facts",
    "personal_data",
    "scopes_held",
    "sign_ins_of",
    "token_digest",
    "token_in_force",
    "tokens_of",
    "turn_of",
]
