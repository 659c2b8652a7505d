"""Every read of bodies and people that other packages need."""

from athar.people.queries.accounts import (
    AccountView,
    GrantView,
    account_by_email,
    account_view,
    grants_of,
    has_demo_accounts,
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
    "GrantView",
    "OrganisationIndex",
    "OrganisationRef",
    "PersonFacts",
    "PersonLine",
    "TokenView",
    "account_by_email",
    "account_view",
    "administered_scopes",
    "bodies_within",
    "body_facts",
    "grants_of",
    "has_demo_accounts",
    "organisation_by_code",
    "organisation_index",
    "organisation_ref",
    "organisations_by_code",
    "organisations_by_id",
    "people_within",
    "person_facts",
    "scopes_held",
    "token_digest",
    "token_in_force",
    "tokens_of",
]
