"""`athar account`: the operator opens accounts and grants roles from the server."""

from __future__ import annotations

import pytest

from athar.config.commandline import main
from athar.people.models import Account
from athar.people.queries import account_view
from athar.trail.models import Event

pytestmark = pytest.mark.django_db
EMAIL = "first@example.org"


def _grants(email=EMAIL):
    return [
        (one.role, one.scope, one.last_on)
        for one in account_view(Account.objects.get(email=email).pk).grants
    ]


def test_account_makes_the_first_administrator(capsys):
    code = main(
        [
            "account",
            "First@Example.org",
            "--name",
            "Salma",
            "--language",
            "fr",
            "--role",
            "administrator",
        ]
    )

    account = Account.objects.get(email=EMAIL)
    assert (code, account.name, account.language, account.has_usable_password()) == (
        0,
        "Salma",
        "fr",
        False,
    )
    assert _grants() == [("administrator", "installation", None)]
    assert capsys.readouterr().out.splitlines() == [
        "first@example.org: opened; a code sent to this address signs in",
        "first@example.org: administrator for installation granted",
        "  administrator for installation",
    ]


def test_account_grants_within_a_plan_until_a_day(plan, people, capsys):
    main(
        [
            "account",
            people.citizen.email,
            "--role",
            "coordinator",
            "--scope",
            f"plan:{plan.code}",
            "--until",
            "2090-12-31",
        ]
    )

    assert [(role, scope, str(day)) for role, scope, day in _grants(people.citizen.email)] == [
        ("coordinator", f"plan:{plan.id}", "2090-12-31")
    ]
    assert capsys.readouterr().out.endswith(f"  coordinator for plan:{plan.id} until 2090-12-31\n")


def test_account_belongs_to_a_body(plan):
    main(
        [
            "account",
            EMAIL,
            "--body",
            "MEE",
            "--role",
            "project_manager",
            "--scope",
            "organisation:MEE",
        ]
    )

    assert Account.objects.get(email=EMAIL).organisation_id == plan.bodies["MEE"]
    assert _grants() == [("project_manager", f"organisation:{plan.bodies['MEE']}", None)]


def test_account_withdraws_a_role_with_its_reason(people, capsys):
    words = [
        "account",
        people.administrator.email,
        "--role",
        "administrator",
        "--withdraw",
        "--reason",
        "left",
    ]

    codes = [main(words), main(words)]

    assert codes == [0, 0]
    assert _grants(people.administrator.email) == []
    assert Event.objects.get(kind="role.revoked").reason == "left"
    assert "was not held" in capsys.readouterr().out


def test_account_keeps_the_roles_that_are_not_withdrawn(plan, people):
    scope = ["--scope", f"plan:{plan.code}"]
    for role in ("evaluator", "observer"):
        main(["account", people.citizen.email, "--role", role, *scope])

    main(["account", people.citizen.email, "--role", "evaluator", *scope, "--withdraw"])

    assert _grants(people.citizen.email) == [("observer", f"plan:{plan.id}", None)]


def test_account_without_a_wish_shows_what_it_may(people, capsys):
    before = Event.objects.count()

    main(["account", people.administrator.email])

    assert capsys.readouterr().out == "  administrator for installation\n"
    assert Event.objects.count() == before


def test_account_dry_run_changes_nothing(db, capsys):
    code = main(["account", EMAIL, "--role", "administrator", "--dry-run"])

    assert (code, Account.objects.count(), Event.objects.count()) == (0, 0, 0)
    assert capsys.readouterr().out.startswith("Dry run, nothing is changed:\n")


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (["nobody"], "email"),
        ([EMAIL, "--role", "king"], "king"),
        ([EMAIL, "--role", "evaluator", "--scope", "plan:NONE"], "NONE"),
        ([EMAIL, "--role", "evaluator", "--scope", "organisation:NONE"], "NONE"),
        ([EMAIL, "--role", "evaluator", "--scope", "nowhere"], "nowhere"),
        ([EMAIL, "--body", "NONE"], "NONE"),
        ([EMAIL, "--role", "evaluator", "--until", "2001-01-01"], "end before"),
    ],
)
def test_account_refuses_in_words_and_changes_nothing(capsys, words, refusal):
    code = main(["account", *words])

    assert (code, Account.objects.count()) == (1, 0)
    assert refusal in capsys.readouterr().err


def test_account_keeps_what_was_said_at_its_opening(people, capsys):
    code = main(["account", people.citizen.email, "--name", "Other"])

    assert (code, Account.objects.get(pk=people.citizen.pk).name) == (1, "")
    assert "exists" in capsys.readouterr().err


def test_account_refuses_a_day_that_is_none(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["account", EMAIL, "--until", "soon"])

    assert stop.value.code == 2
    assert "must be a date" in capsys.readouterr().err
