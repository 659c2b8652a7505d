"""`athar token`: the operator makes, lists and revokes read tokens."""

from __future__ import annotations

import pytest

from athar.config.commandline import main
from athar.people.actions import create_account
from athar.people.enums import TokenKind
from athar.people.queries import token_in_force, tokens_of

pytestmark = pytest.mark.django_db
EMAIL = "program@example.org"


@pytest.fixture
def owner(frozen_day):
    return create_account(by=None, email=EMAIL)


def test_a_token_is_made_printed_once_and_listed(owner, capsys):
    code = main(("token", EMAIL, "--name", "harvest", "--until", "2026-01-31"))

    first, *rest = capsys.readouterr().out.splitlines()
    token = tokens_of(owner.pk)[0]
    assert (code, token_in_force(first.split()[0]).token_id) == (0, token.id)
    assert rest == [
        f"  {token.id}: harvest (read), …{token.hint}, until 2026-01-31",
        f"1 tokens of {EMAIL} count",
    ]


def test_a_token_that_writes_is_asked_for(owner):
    main(("token", EMAIL, "--name", "returns", "--write"))

    assert tokens_of(owner.pk)[0].kind is TokenKind.WRITE


def test_without_a_last_day_a_token_lasts_a_year(owner):
    assert main(("token", EMAIL, "--name", "harvest")) == 0
    assert str(tokens_of(owner.pk)[0].last_on) == "2026-10-15"


def test_a_token_is_revoked(owner, capsys):
    main(("token", EMAIL, "--name", "harvest"))
    number = str(tokens_of(owner.pk)[0].id)
    capsys.readouterr()

    codes = [main(("token", EMAIL, "--revoke", number)) for _time in range(2)]

    assert codes == [0, 0]
    assert capsys.readouterr().out.splitlines() == [
        f"token {number} revoked",
        f"0 tokens of {EMAIL} count",
        f"token {number} was revoked already",
        f"0 tokens of {EMAIL} count",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nobody@example.org",), "There is no account nobody@example.org."),
        ((EMAIL, "--revoke", "99"), f"{EMAIL} has no token 99."),
        ((EMAIL, "--name", "x", "--until", "2029-01-01"), "A token lasts one year at most."),
    ],
)
def test_what_cannot_be_done_is_said(owner, capsys, words, said):
    assert main(("token", *words)) == 1
    assert said in capsys.readouterr().err


def test_a_day_is_written_as_a_day(owner, capsys):
    with pytest.raises(SystemExit) as refusal:
        main(("token", EMAIL, "--name", "x", "--until", "soon"))

    assert refusal.value.code == 2
    assert "must be a date" in capsys.readouterr().err
