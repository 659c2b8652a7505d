"""The small plan, published and in the index."""

import pytest

from athar.search import actions, registry
from tests.once import made_once
from tests.search import world


@pytest.fixture(autouse=True)
def _no_texts(monkeypatch):
    """Leave out the texts of surfaces: what is found here comes from the stores."""
    monkeypatch.setattr(registry, "_texts", [])


@pytest.fixture
@made_once
def draft_id(db: None, frozen_day) -> int:
    return world.draft_plan()


@pytest.fixture
def plan_id(draft_id: int) -> int:
    """The plan as the public sees it; the index does not know it yet."""
    world.publish(draft_id)
    return draft_id


@pytest.fixture
def index(plan_id: int) -> int:
    """The plan, its places and bodies in the index; gives how many entries there are."""
    return actions.rebuild()
