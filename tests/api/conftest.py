"""What the tests of the API ask for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from athar.kernel.text import Translated
from athar.plans.actions import publish_amendment, put_commitments, put_nodes
from athar.trail.queries import last_publication_number
from tests import cast


@pytest.fixture(autouse=True)
def _demo_day(frozen_day):
    """Answer every request on the day of the demonstration."""


@pytest.fixture
def ask(client):
    """Give the answer to an address after /api/v1/ as JSON, 200 or the test fails."""

    def read(address: str):
        answer = client.get(f"/api/v1/{address}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    return read


@pytest.fixture
def faults(client):
    """Give what a refusal names: (parameter, code) of every fault."""

    def read(address: str):
        answer = client.get(f"/api/v1/{address}")
        assert answer.status_code == 422, answer.text
        return [(one["parameter"], one["code"]) for one in answer.json()["errors"]]

    return read


@pytest.fixture
def whole(ask):
    """Give every item of a list, read in parts as `next` leads on."""

    def read(address: str, limit: int = 2):
        separator = "&" if "?" in address else "?"
        answer = ask(f"{address}{separator}limit={limit}")
        items = answer["items"]
        while answer["next"]:
            answer = ask(answer["next"].split("/api/v1/")[1])
            items += answer["items"]
        return items

    return read


@pytest.fixture(autouse=True)
def _no_limit(settings, tmp_path):
    """Ask as often as a test likes; test_limits.py has limits of its own."""
    settings.DATA_DIR = tmp_path
    settings.API_LIMIT = settings.API_TOKEN_LIMIT = 1_000_000


@pytest.fixture
def amended(plan):
    """Raise an amount and rename an axis by an amendment; gives the numbers before and after."""
    before = last_publication_number()
    dam = replace(cast.commitment_drafts(cast.put_places())[0], amount=Decimal(2000000))
    axis = replace(cast.NODES[0], title=Translated(fr="Eau et assainissement"))
    put_commitments(by=None, plan_id=plan.id, drafts=[dam], complete=False)
    put_nodes(by=None, plan_id=plan.id, drafts=[axis, *cast.NODES[1:]])
    changed = [plan.commitments["PDR-001"]]
    publish_amendment(
        by=None,
        plan_id=plan.id,
        why="costs rose",
        changed_commitment_ids=changed,
        also_changed=True,
    )
    return before, last_publication_number()
