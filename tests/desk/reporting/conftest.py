"""The small plan with a round open, its people, and a browser for whoever works."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from tests import cast
from tests.reporting import cast as made


@dataclass
class Desk:
    """The desk of one person after another."""

    plan: cast.SmallPlan
    people: cast.People
    client: Client
    round_id: int

    def as_(self, who: str) -> Desk:
        self.client.force_login(getattr(self.people, who))
        return self

    def get(self, path: str, lang: str = "en") -> Any:
        return self.client.get(f"/desk/{path}", {"lang": lang})

    def sent(self, report_id: int, do: str, **typed: str) -> Any:
        version = str(made.version_of(report_id))
        given = {"version": version, "do": do, **typed}
        return self.client.post(f"/desk/reports/{report_id}?lang=en", given)

    def drafted(self, **more: Any) -> int:
        return made.drafted(self.plan, self.people.manager, round_id=self.round_id, **more)

    def submitted(self, **more: Any) -> int:
        return made.submitted(self.plan, self.people.manager, round_id=self.round_id, **more)


@pytest.fixture
def desk(frozen_day, plan, people, client, settings, tmp_path) -> Desk:
    """The desk with a round open."""
    settings.DATA_DIR = tmp_path
    return Desk(plan, people, client, made.a_round(plan))
