"""The words of a digest, in the language and direction of who reads it."""

from __future__ import annotations

import pytest

from athar.notices.queries import digest_of
from athar.notices.writing import write_mail
from athar.people.enums import Role
from athar.people.models import Account
from athar.reporting.actions import delegate_reporting
from tests.notices.cast import on
from tests.reporting import cast as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(frozen_day, plan, people, settings):
    """Give the mail to the manager in a language, on the day after the due date."""
    settings.BASE_URL = "https://athar.example.org"
    made.a_round(plan)
    on("2025-11-03")

    def write(lang):
        Account.objects.filter(pk=people.manager.pk).update(language=lang)
        account = Account.objects.get(pk=people.manager.pk)
        return write_mail(account, digest_of(account))

    return write


ARABIC = """تحية طيبة،

هذا ما ينتظرك يوم 3 نونبر 2025.

تقارير عليك تجاوزت أجلها
- سد واد لاو (PDR-001)
  متأخر بـ3 أيام، الأجل: 31 أكتوبر 2025
- قناة الماء (PDR-002)
  متأخر بـ3 أيام، الأجل: 31 أكتوبر 2025

لفتح فضاء العمل:
https://athar.example.org/desk/work?lang=ar

لاختيار وتيرة الرسائل:
https://athar.example.org/desk/notices?lang=ar

لن يطلب منك أحد أبدا رمزا أو كلمة سر بالبريد أو بالهاتف.
"""
FRENCH = """Bonjour,

Voici ce qui vous attend au 3 novembre 2025.

Vos rapports en retard
- Barrage de Oued Laou (PDR-001)
  3 jours de retard, échéance : 31 octobre 2025
- Conduite d'eau (PDR-002)
  3 jours de retard, échéance : 31 octobre 2025

Ouvrir mon espace de travail :
https://athar.example.org/desk/work?lang=fr

Choisir la fréquence des courriels :
https://athar.example.org/desk/notices?lang=fr

Personne ne vous demandera jamais un code ou un mot de passe par courriel ou par téléphone.
""".replace(" :", "\N{NO-BREAK SPACE}:")


@pytest.mark.parametrize(
    ("lang", "subject", "body"),
    [
        ("ar", "أثر: أمران ينتظرانك", ARABIC),
        ("fr", "Athar\N{NO-BREAK SPACE}: 2 éléments vous attendent", FRENCH),
    ],
)
def test_text_is_written_in_the_language_of_its_reader(letter, lang, subject, body):
    mail = letter(lang)

    assert (mail.subject, mail.body.rstrip()) == (subject, body.rstrip())
    assert mail.extra_headers["Content-Language"] == lang


@pytest.mark.parametrize(("lang", "direction"), [("ar", "rtl"), ("fr", "ltr")])
def test_html_part_has_the_direction_of_its_language(letter, lang, direction):
    html, kind = letter(lang).alternatives[0]

    assert kind == "text/html"
    assert html.count(f'lang="{lang}" dir="{direction}"') == 2
    assert html.count("<bdi>PDR-001</bdi>") == 1


def test_language_that_is_not_offered_falls_back_to_the_first(letter, settings):
    settings.OFFERED_LANGUAGES = ("ar",)

    assert letter("fr").extra_headers["Content-Language"] == "ar"


def test_same_digest_has_the_same_identity_and_no_link_without_an_address(letter, settings):
    settings.BASE_URL, settings.DEFAULT_FROM_EMAIL = "", "Athar <athar@region.example>"

    first, second = letter("fr"), letter("fr")

    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert first.extra_headers["Message-ID"].endswith("-20251103@region.example>")
    assert ("http" in first.body, "http" in first.alternatives[0][0]) == (False, False)


def test_what_others_owe_names_their_body_and_the_rest_is_counted(letter, people, monkeypatch):
    monkeypatch.setattr("athar.notices.queries.MOST_LINES", 1)
    on("2025-11-30")
    account = Account.objects.get(pk=people.coordinator.pk)
    account.language = "fr"

    body = write_mail(account, digest_of(account)).body

    assert body.split("Rapports en retard")[1].split("\n\n")[0].split("\n")[1:] == [
        "- Barrage de Oued Laou (PDR-001)",
        "  Ministère de l'Équipement et de l'Eau",
        "  30 jours de retard, échéance\N{NO-BREAK SPACE}: 31 octobre 2025",
        "  et 3 autres",
    ]


def test_right_that_was_lent_says_by_whom_and_until_when(letter, plan, people):
    to = made.another("amina", Role.PROJECT_MANAGER, f"organisation:{plan.bodies['REG']}")
    last_on = on("2025-11-03").replace(day=20)
    commitment_id = plan.commitments["PDR-001"]
    delegate_reporting(
        by=people.manager, account_id=to.pk, commitment_id=commitment_id, last_on=last_on
    )
    to.language = "fr"

    lines = write_mail(to, digest_of(to)).body.split("délégués\n")[1].split("\n")[:2]

    assert lines == ["- Chef de projet", "  Délégué par Manager jusqu’au 20 novembre 2025"]
