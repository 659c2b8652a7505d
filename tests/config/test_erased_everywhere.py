"""A person who is erased is named nowhere: in no table, no session, no file, on no page."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, models
from django.test import Client
from django.urls import reverse

from athar.kernel import clock
from athar.kernel.actor import former_name
from athar.notices.actions import choose_notices, make_feed
from athar.notices.enums import Rhythm
from athar.notices.models import Mail
from athar.people.actions import (
    close_account,
    create_token,
    erase_person,
    grant_role,
    invite_person,
    reopen_account,
)
from athar.people.enums import Role
from athar.people.models import Account
from athar.plans.actions import Subject, keep_edit, save_draft
from athar.plans.enums import EditKind
from athar.plans.queries.edited import new_commitment
from athar.reporting.actions import comment_on_report
from athar.reporting.models import Report, ReportComment, Round
from athar.trail.models import Event
from athar.trail.once import once
from athar.ui.queries import page_moves
from tests import cast
from tests.reporting.cast import another, drafted, published, version_of

pytestmark = pytest.mark.django_db
PASSWORD = "a long sentence to remember"
#: In Arabic too: JSON may keep it escaped.
NAMES = ("Zoubida", "زبيدة", "zoubida@erased.example", "z2@erased.example")


def tables_naming() -> set[str]:
    """Give the tables with a text in which the person is named, sessions read as they are meant."""
    found = {model._meta.label for model in apps.get_models() if _names(_texts_of(model))}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            if _names(str(row) for row in cursor.fetchall()):
                found.add(table)
    return found


def _texts_of(model: type[models.Model]) -> Iterator[str]:
    if model is Session:
        yield from (json.dumps(one.get_decoded()) for one in Session.objects.all())
    for row in model._default_manager.values():
        yield json.dumps(row, default=str, ensure_ascii=False)


def _names(texts: Iterator[str]) -> bool:
    return any(name in text or name in _read(text) for text in texts for name in NAMES)


def _read(text: str) -> str:
    return text.encode("ascii", "backslashreplace").decode("unicode_escape", "replace")


def files_naming() -> list[Path]:
    """Give the files of the installation in which the person is named; compiled ones left out."""
    return [
        path
        for path in Path(settings.DATA_DIR).rglob("*")
        if path.is_file() and not {"static", "templates"} & set(path.parts)
        if path.suffix not in {".sqlite3", ".sqlite3-wal"}
        if any(name.encode() in path.read_bytes() for name in NAMES)
    ]


@pytest.fixture
def zoubida(frozen_day, plan, people):
    """Somebody who left her name everywhere that it can be left."""
    account = another("zoubida", Role.PROJECT_MANAGER, f"organisation:{plan.bodies['MEE']}")
    Account.objects.filter(pk=account.pk).update(
        name="Zoubida زبيدة", email=NAMES[2], organisation=plan.bodies["MEE"]
    )
    account.refresh_from_db()
    account.set_password(PASSWORD)
    account.save()
    EmailAddress.objects.filter(user=account).update(email=NAMES[2], verified=True)
    EmailAddress.objects.create(user=account, email=NAMES[3], verified=True)
    grant_role(by=None, account_id=account.pk, role=Role.PLAN_EDITOR, scope=f"plan:{plan.id}")
    _act(account, plan, people)
    return account


def _act(account: Account, plan: cast.SmallPlan, people: cast.People) -> None:
    published(plan, account, people.validator)
    round_id = Round.objects.get(plan=plan.id).pk
    key = drafted(plan, account, code="PDR-002", round_id=round_id, said={"physical": "12"})
    comment_on_report(by=account, report_id=key, field="physical", text="À vérifier")
    assert version_of(key) == 2
    subject = Subject(plan.id, EditKind.COMMITMENT, "PDR-900")
    mine = {**new_commitment(), "title": {"fr": "Nouveau"}}
    keep_edit(by=account, subject=subject, base=None, mine=mine)
    save_draft(by=account, subject=subject, base={}, typed={"title": [NAMES[0]]})
    _belongings(account, people)


def _belongings(account: Account, people: cast.People) -> None:
    later = clock.now() + dt.timedelta(days=9)
    create_token(by=account, account_id=account.pk, name=NAMES[0], expires_at=later)
    choose_notices(by=account, account_id=account.pk, rhythm=Rhythm.NONE, has_reminders=False)
    make_feed(by=account, account_id=account.pk)
    Mail.objects.create(account=account, day=clock.today(), next_try_at=clock.now())
    Authenticator.objects.create(user=account, type="totp", data={"name": NAMES[0]})
    once(caller=f"account:{account.pk}", key="k", digest="d", act=lambda: {"by": NAMES[1]})
    offer = {"role": Role.OBSERVER, "scope": "plan:9", "base_url": "https://x.example/"}
    invite_person(by=people.administrator, email=NAMES[3], name=NAMES[1], **offer)
    invite_person(by=people.administrator, email="x@example.org", **offer)
    close_account(by=None, account_id=account.pk, reason=f"{NAMES[2]} is away")
    reopen_account(by=None, account_id=account.pk)
    client = Client()
    client.post("/account/login/", {"login": NAMES[2], "password": PASSWORD})


def test_person_is_named_nowhere_afterwards(zoubida, people):
    before = tables_naming()

    erase_person(by=people.administrator, account_id=zoubida.pk)

    assert before >= {
        "people.Account", "account.EmailAddress", "people.AccessToken", "people.Invitation",
        "trail.Event", "trail.KeptAnswer", "reporting.Report", "reporting.ReportComment",
        "plans.EditDraft", "mfa.Authenticator", "sessions.Session",
    }  # fmt: skip
    assert tables_naming() == set()
    assert files_naming() == []


def test_acts_stay_under_a_number(zoubida, people, plan, client):
    n_acts = Event.objects.filter(by=zoubida).count()

    erase_person(by=people.administrator, account_id=zoubida.pk)

    name = former_name(zoubida.pk)
    acts = Event.objects.filter(by=zoubida)
    assert (acts.count(), set(acts.values_list("actor_name", flat=True))) == (n_acts, {name})
    assert set(
        Report.objects.filter(authored_by=zoubida).values_list("author_name", flat=True)
    ) == {name}
    assert ReportComment.objects.get().author_name == name
    marks = Report.objects.get(commitment__code="PDR-002", round__isnull=False).marks
    assert {tuple(mark[1:]) for mark in marks.values()} == {(zoubida.pk, name)}
    assert Event.objects.filter(subject=f"account:{zoubida.pk}", reason=f"{name} is away").exists()


@pytest.mark.parametrize(
    ("lang", "words"),
    [("fr", "ancien utilisateur nº"), ("ar", "مستعمل سابق رقم"), ("en", "former user")],
)
def test_page_names_a_former_user(zoubida, people, plan, client, lang, words):
    address = f"/{lang}/plans/{plan.code}/commitments/PDR-001"
    assert "Zoubida" in client.get(address).text

    erase_person(by=people.administrator, account_id=zoubida.pk)

    page = client.get(address).text
    assert f"<bdi>{words} {zoubida.pk}</bdi>" in page
    assert (former_name(zoubida.pk) in page, "Zoubida" in page) == (False, False)
    twin = client.get(f"{address}.json").text
    assert (former_name(zoubida.pk) in twin, "Zoubida" in twin) == (True, False)


def test_kept_pages_are_drawn_anew(zoubida, people):
    before = page_moves()

    erase_person(by=people.administrator, account_id=zoubida.pk)

    assert page_moves() != before


def test_every_desk_page_of_a_former_user_is_drawn(zoubida, people, client):
    erase_person(by=people.administrator, account_id=zoubida.pk)
    client.force_login(people.administrator)

    page = client.get(reverse("desk:person", kwargs={"account": zoubida.pk}), {"lang": "en"})

    assert f"former user {zoubida.pk}" in page.text
    assert "erased on" in page.text
    assert [words in page.text for words in ("Close the account", "Open the account again")] == [
        False,
        False,
    ]
