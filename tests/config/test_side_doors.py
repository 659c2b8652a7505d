"""Side views of what is not public refuse strangers as the main page does: one table of doors."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

from athar.evidence.actions import attach_file, attach_photo
from athar.kernel import clock
from athar.people.enums import Role
from athar.people.models import Grant
from athar.plans.actions import Subject, keep_edit
from athar.plans.enums import EditKind
from athar.plans.queries.edited import new_commitment
from athar.reporting.actions import delegate_reporting
from tests import cast
from tests.evidence.photographs import jpeg
from tests.reporting import cast as made

#: Words and bytes that stand only in what is not public.
SECRET = "zkanari-typed"
FILE = b"%PDF-1.7 zkanari-file"
SECRETS = (SECRET.encode(), b"zkanari-note", b"zkanari-edit", FILE, b"WEBP", b"\xff\xd8\xff")

REPORT = {
    "report": "/desk/reports/{report}",
    "history": "/desk/rounds/history/{plan}/PDR-002",
    "comparison": "/desk/rounds/history/{plan}/PDR-002?report={report}&earlier=1&later=2",
    "export": "/desk/rounds/history/{plan}/PDR-002.csv",
    "evidence": "/desk/evidence/{file}",
    "photograph": "/desk/evidence/{photo}",
    "thumbnail": "/desk/evidence/{photo}/320.webp",
    "restricted": "/desk/evidence/{restricted}",
}
PLAN = {
    "tree": "/desk/plans/{plan}/",
    "form": "/desk/plans/{plan}/commitments/PDR-900",
    "preview": "/desk/plans/{plan}/commitments/PDR-900/preview",
    "what waits": "/desk/plans/{plan}/publish",
    "rounds": "/desk/rounds/of/{plan}",
}
#: What the whole world may open, and which holds nothing of it.
PUBLIC = {
    "page": "/fr/plans/{plan}/commitments/PDR-002",
    "json": "/fr/plans/{plan}/commitments/PDR-002.json",
    "list": "/fr/plans/{plan}/commitments.csv",
    "api": "/api/v1/commitments/{plan}/PDR-002",
    "feed": "/fr/plans/{plan}/changes.atom",
    "search": "/fr/search?q=zkanari",
}
#: A file that is not public has no public address either.
HIDDEN = {
    "download": "/files/{sha256}/pv.pdf",
    "public picture": "/photos/{photo_sha256}/320.webp",
}
ROLES_OF_PLANS = {
    "editor of another plan": Role.PLAN_EDITOR,
    "validator of another plan": Role.VALIDATOR,
    "coordinator of another plan": Role.COORDINATOR,
}


@dataclass
class World:
    """The addresses, and who stands before them."""

    names: dict[str, object]
    strangers: dict[str, object]
    people: cast.People

    def opened(self, client, doors, who):
        """Give the status of each door for somebody, and which of the secrets stood behind it."""
        client.logout()
        if who is not None:
            client.force_login(who)
        found = {}
        for door, address in doors.items():
            answer = client.get(address.format(**self.names))
            body = answer.getvalue()
            found[door] = answer.status_code, [one for one in SECRETS if one in body]
        return found


@pytest.fixture
def world(frozen_day, plan, people, settings, tmp_path):
    """A returned report of PDR-002, led by MEE, with evidence; and an edit that is not public."""
    settings.DATA_DIR = tmp_path
    said = made.SAID | {"narrative.fr": SECRET}
    report = made.drafted(plan, people.coordinator, code="PDR-002", said=said)
    of = {"by": None, "subject": f"report:{report}", "scope_keys": ()}
    photo = attach_photo(content=jpeg(), name="dam.jpg", **of)
    file = attach_file(content=FILE, name="pv.pdf", **of)
    names = {"is_public": False, "restricted_because": "names"}
    commitment = f"commitment:{plan.commitments['PDR-002']}"
    kept = attach_file(content=FILE + b"2", name="pv2.pdf", **of | {"subject": commitment}, **names)
    made.submit_report(by=people.coordinator, report_id=report, version=2)
    made.return_report(by=people.validator, report_id=report, version=3, note="zkanari-note")
    edited = {**new_commitment(), "title": {"fr": "zkanari-edit"}}
    subject = Subject(plan.id, EditKind.COMMITMENT, "PDR-900")
    keep_edit(by=people.editor, subject=subject, base=None, mine=edited)
    return World(
        {
            "plan": plan.code,
            "report": report,
            "file": file.pk,
            "photo": photo.pk,
            "restricted": kept.pk,
            "sha256": file.file.sha256,
            "photo_sha256": photo.file.sha256,
        },
        strangers(plan, people),
        people,
    )


def strangers(plan, people):
    """Make everybody who has some right, but none here, or none any more."""
    owner = f"organisation:{plan.bodies['REG']}"
    found = {
        "nobody": None,
        "citizen": people.citizen,
        "manager of another body": people.stranger,
        "manager of the body that owns the plan": made.another("own", Role.PROJECT_MANAGER, owner),
    }
    for n, (name, role) in enumerate(ROLES_OF_PLANS.items()):
        found[name] = made.another(f"other{n}", role, f"plan:{plan.id + 1}")
    mee = f"organisation:{plan.bodies['MEE']}"
    found["manager until yesterday"] = made.another("past", Role.PROJECT_MANAGER, mee)
    found["editor until yesterday"] = made.another("pasted", Role.PLAN_EDITOR, f"plan:{plan.id}")
    lent_to = made.another("delegate", Role.OBSERVER, f"plan:{plan.id + 1}")
    found["delegate whose time is over"] = lent_to
    delegate_reporting(
        by=people.manager,
        account_id=lent_to.pk,
        commitment_id=plan.commitments["PDR-002"],
        last_on=clock.today(),
    )
    over = [found[name].pk for name in found if "until" in name or "time" in name]
    past = clock.now() - dt.timedelta(days=1)
    Grant.objects.filter(account__in=over).exclude(role=Role.OBSERVER).update(
        granted_at=past - dt.timedelta(days=1), expires_at=past
    )
    return found


def test_side_views_of_a_report_are_there_for_who_works_on_it(client, world):
    for who in (world.people.manager, world.people.validator, world.people.coordinator):
        found = world.opened(client, REPORT, who)

        assert {door: status for door, (status, _seen) in found.items()} == dict.fromkeys(
            REPORT, 200
        )
        assert [door for door, (_status, seen) in found.items() if not seen] == []


def test_side_views_of_a_report_refuse_everybody_else(client, world):
    found = {who: world.opened(client, REPORT, one) for who, one in world.strangers.items()}

    refused = dict.fromkeys(REPORT, (404, []))
    led_to_sign_in = dict.fromkeys(REPORT, (302, []))
    expected = {who: refused if one else led_to_sign_in for who, one in world.strangers.items()}
    # who acted for somebody is told that this has ended, and nothing else
    expected["delegate whose time is over"] = {**refused, "report": (403, [])}
    assert found == expected


def test_side_views_of_an_edit_are_there_for_its_editor_and_refuse_everybody_else(client, world):
    doors = {door: PLAN[door] for door in ("tree", "form", "preview")}
    own = world.opened(client, doors, world.people.editor)

    found = {who: world.opened(client, PLAN, one) for who, one in world.strangers.items()}

    assert own == dict.fromkeys(doors, (200, [b"zkanari-edit"]))
    assert found == {
        who: dict.fromkeys(PLAN, (404 if one else 302, [])) for who, one in world.strangers.items()
    }


def test_public_sees_nothing_of_it_by_any_door(client, world):
    visitors = {**world.strangers, "validator": world.people.validator}

    found = {who: world.opened(client, PUBLIC, one) for who, one in visitors.items()}
    hidden = {who: world.opened(client, HIDDEN, one) for who, one in visitors.items()}

    nothing = dict.fromkeys(PUBLIC, (200, []))
    assert found == dict.fromkeys(visitors, nothing)
    assert hidden == dict.fromkeys(visitors, dict.fromkeys(HIDDEN, (404, [])))
