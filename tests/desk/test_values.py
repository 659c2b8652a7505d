"""Entering one value at the desk: what is typed is read, asked about, recorded with its reason."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from athar.indicators.actions import put_indicators, record_measurements
from athar.indicators.queries import states_of
from athar.people.actions import grant_role
from athar.people.enums import Role
from tests import cast
from tests.indicators.cast import DRY, WATER, set_up
from tests.once import made_once

pytestmark = pytest.mark.django_db


@pytest.fixture
@made_once
def setting(plan, frozen_day):
    return set_up(plan)


@pytest.fixture
def coordinator(setting, client):
    """The coordinator of the plan, signed in, who may declare its own indicators."""
    people = cast.people(setting.plan)
    client.force_login(people.coordinator)
    return people.coordinator


def address(setting, period: str = "2024", category: str = "whole", lang: str = "en") -> str:
    path = f"{setting.plan.code}/connected/hcp/01/{period}/{category}"
    return f"/desk/values/{path}?lang={lang}"


def send(client, setting, where: str = "", **form):
    given = {"claim": "declared", "kind": "number", **form}
    return client.post(where or address(setting), given)


def stated(setting, period: str = "2024", category: str = ""):
    found = setting.indicators["connected"], setting.places["01"]
    return [
        (str(one.said.value or one.said.no_number or one.said.text), one.reason, one.origin.written)
        for one in states_of(*found, period, category)
    ]


@pytest.mark.parametrize(
    ("typed", "value"), [("1200", "1200"), ("١٢٠٠", "1200"), ("1 200", "1200")]
)
def test_number_is_read_in_any_digits(setting, coordinator, client, typed, value):
    answer = send(client, setting, value=typed)

    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        address(setting).partition("?")[0],
    )
    assert stated(setting) == [(value, "", "" if typed == value else typed)]


def test_value_of_a_computed_indicator_is_refused_in_words(setting, client):
    put_indicators(by=None, library_id=setting.library, drafts=(WATER, DRY))
    people = cast.people(setting.plan)
    scope = f"library:{setting.library}"
    grant_role(by=None, account_id=people.citizen.pk, role=Role.COORDINATOR, scope=scope)
    client.force_login(people.citizen)
    where = "/desk/values/shared/dry/hcp/01/2024/whole?lang=en"

    answer = send(client, setting, where, value="5")

    assert answer.status_code == 422
    assert "dry is computed from other indicators and cannot be stated." in answer.text
    assert states_of(setting.indicators["water"], setting.places["01"], "2024", "") == ()


def test_correction_needs_a_reason_and_keeps_what_was_typed(setting, coordinator, client):
    send(client, setting, value="1200")

    refused = send(client, setting, value="1250")
    taken = send(client, setting, value="1250", reason="Recount")

    assert refused.status_code == 422
    assert "Say why the value is corrected." in refused.text
    assert 'value="1250"' in refused.text
    assert taken.status_code == 302
    assert stated(setting) == [("1250", "Recount", ""), ("1200", "", "")]


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"value": "many"}, "“many” is no number."),
        ({"value": ""}, "Write the number."),
        ({"value": "1.250"}, "This may be 1.250 or 1250: write it without a thousands mark."),
        ({"value": "12.5"}, "12.5 has more decimals than the indicator keeps."),
        ({"value": "12", "link": "nowhere"}, "Write the whole address, beginning with https://"),
        ({"value": "12", "claim": "validated"}, "You may not state values with this claim."),
        ({"kind": ""}, "Say what you want to state."),
    ],
)
def test_what_is_wrong_stands_at_its_field(setting, coordinator, client, form, words):
    answer = send(client, setting, **form)

    assert (answer.status_code, words in answer.text.replace("&#39;", "'")) == (422, True)
    assert stated(setting) == []


@pytest.mark.parametrize("kind", ["not_due", "not_reported", "not_applicable", "suppressed"])
def test_why_there_is_no_number_can_be_stated(setting, coordinator, client, kind):
    answer = send(client, setting, kind=kind)

    assert (answer.status_code, stated(setting)) == (302, [(kind, "", "")])


def test_unusual_value_is_asked_about_and_the_answer_kept(setting, coordinator, client):
    send(client, setting, address(setting, "2023"), value="1000")

    asked = send(client, setting, value="200")
    taken = send(client, setting, value="200", confirmed="1")

    assert asked.status_code == 422
    assert "Is it meant as it stands?" in asked.text
    assert "It is worse than the value before" in asked.text
    assert taken.status_code == 302
    states = states_of(setting.indicators["connected"], setting.places["01"], "2024", "")
    assert [one.is_confirmed for one in states] == [True]


def test_proof_is_attached_to_the_state_it_proves(setting, coordinator, client):
    file = SimpleUploadedFile("pv.pdf", b"%PDF-1.7 minutes")

    answer = send(
        client, setting, value="12", link="https://example.org/pv", link_title="PV", file=file
    )

    states = states_of(setting.indicators["connected"], setting.places["01"], "2024", "")
    assert (answer.status_code, [one.has_evidence for one in states]) == (302, [True])


def test_value_is_not_recorded_without_the_proof_given_with_it(setting, coordinator, client):
    file = SimpleUploadedFile("run.exe", b"MZ\x90\x00" * 10)

    answer = send(client, setting, value="12", file=file)

    assert (answer.status_code, 'id="id_file-error"' in answer.text) == (422, True)
    assert stated(setting) == []


def test_form_shows_limits_the_last_value_and_what_stands(setting, coordinator, client):
    send(client, setting, address(setting, "2023"), value="1000")
    send(client, setting, value="1100")

    html = client.get(address(setting)).text

    assert "Last value" in html
    assert "What stands now" in html
    assert 'value="1,100"' in html or 'value="1100"' in html


def test_share_is_stated_by_its_counts(setting, client):
    people = cast.people(setting.plan)
    grant_role(by=None, account_id=people.citizen.pk, role=Role.COORDINATOR, scope="installation")
    client.force_login(people.citizen)
    where = "/desk/values/shared/water/hcp/01/2024/area=rural?lang=fr"

    answer = send(client, setting, where, kind="ratio", numerator="275", denominator="١٠٠٠")

    states = states_of(setting.indicators["water"], setting.places["01"], "2024", "area=rural")
    said = states[0].said
    assert (answer.status_code, said.numerator, said.denominator) == (302, 275, 1000)
    assert 'value="275"' in client.get(where).text


def test_text_is_stated_in_words(setting, client):
    people = cast.people(setting.plan)
    client.force_login(people.administrator)
    grant_role(
        by=None, account_id=people.administrator.pk, role=Role.EVALUATOR, scope="installation"
    )
    where = "/desk/values/shared/opinion/hcp/01/2024/whole?lang=en"

    empty = send(client, setting, where, kind="text", claim="independent")
    taken = send(client, setting, where, kind="text", claim="independent", text="Satisfied")

    assert (empty.status_code, "Write the text." in empty.text, taken.status_code) == (
        422,
        True,
        302,
    )
    assert "Satisfied" in client.get(where).text


@pytest.mark.parametrize("who", ["citizen", "stranger", "administrator"])
def test_who_may_not_state_the_value_is_refused(setting, client, who):
    client.force_login(getattr(cast.people(setting.plan), who))

    assert client.get(address(setting)).status_code == 403
    assert send(client, setting, value="12").status_code == 403
    assert stated(setting) == []


def test_validator_cannot_validate_a_value_of_their_own(setting, client):
    people = cast.people(setting.plan)
    validator = people.validator
    scope = f"plan:{setting.plan.id}"
    grant_role(by=None, account_id=validator.pk, role=Role.COORDINATOR, scope=scope)
    draft = setting.value("connected", value=Decimal(12))
    record_measurements(by=validator, drafts=[draft])
    client.force_login(validator)

    answer = send(client, setting, value="12", claim="validated")

    assert answer.status_code == 422
    assert "You may not state this value with this claim." in answer.text


@pytest.mark.parametrize("period", ["soon", "2024-1", "24"])
def test_what_is_no_period_is_not_found(setting, coordinator, client, period):
    assert client.get(address(setting, period)).status_code == 404
    assert client.get(address(setting).replace("hcp/01", "hcp/99")).status_code == 404
