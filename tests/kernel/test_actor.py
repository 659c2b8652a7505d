"""Who acts."""

from collections.abc import Iterable
from dataclasses import dataclass

from athar.kernel.actor import Actor, public_name


@dataclass(frozen=True)
class Account:
    pk: int
    is_active: bool
    grants: frozenset[tuple[str, str]]

    def has_grant(self, role: str, scope_keys: Iterable[str]) -> bool:
        return any((role, key) in self.grants for key in scope_keys)


def may_validate(actor: Actor, scope_keys: Iterable[str]) -> bool:
    return actor.is_active and actor.has_grant("validator", scope_keys)


def test_actor_is_whoever_answers_for_their_grants():
    account = Account(7, is_active=True, grants=frozenset({("validator", "plan:3")}))

    answers = [may_validate(account, keys) for keys in (["plan:3"], ["plan:4"], [])]

    assert answers == [True, False, False]


def test_address_of_an_account_without_name_is_nobodys_business():
    assert (public_name("Samira El Idrissi"), public_name("samira@example.org")) == (
        "Samira El Idrissi",
        "",
    )
