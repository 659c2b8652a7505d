"""A search narrowed by kind, plan, place, status, year, lead body, theme."""

import pytest

from athar.kernel.progress import ComputedStatus
from athar.plans.models import Commitment
from athar.reference.models import Theme
from athar.rollups.actions import rebuild as rebuild_figures
from athar.search import actions
from athar.search.queries import Kind, SearchFilter, search
from tests.search.world import found

PROMISE, NETWORK, SCHOOLS = (("commitment", f"PDR-000{n}") for n in (1, 2, 3))
PLAN = ("plan", "PDR-NORD-2022-2027")


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        (SearchFilter(kind=Kind.PLAN), [PLAN]),
        (SearchFilter(plan="PDR-NORD-2022-2027"), [PLAN, PROMISE, NETWORK, SCHOOLS]),
        (SearchFilter(plan="NONE"), []),
        (SearchFilter(place="hcp:01.151"), [NETWORK]),
        (SearchFilter(place="hcp:01"), [PROMISE, NETWORK]),
        (SearchFilter(place="hcp:99"), []),
        (SearchFilter(place="hcp"), []),
        (SearchFilter(lead="MEE"), [PROMISE]),
        (SearchFilter(lead="NOBODY"), []),
        (SearchFilter(year=2023), [PLAN, PROMISE]),
        (SearchFilter(year=2031), []),
        (SearchFilter(theme=999), []),
        (SearchFilter(status=ComputedStatus.COMPLETED), [PROMISE]),
        (SearchFilter(status=ComputedStatus.CANCELLED), []),
        (SearchFilter(year=2023, lead="MEE", place="hcp:01.511"), [PROMISE]),
        (SearchFilter(year=2023, lead="REG"), []),
    ],
)
def test_a_search_is_narrowed(index, filters, wanted):
    assert found(search("pdr", lang="fr", filters=filters)) == wanted


def test_a_search_is_narrowed_to_a_theme(index, plan_id):
    theme = Theme.objects.create(taxonomy="sector", version="1", code="eau", position=1)
    Commitment.objects.get(code="PDR-0002").themes.create(theme=theme)
    rebuild_figures(plan_id=plan_id)
    actions.index_plan(plan_id=plan_id)

    assert found(search("pdr", lang="fr", filters=SearchFilter(theme=theme.pk))) == [NETWORK]


def test_each_filter_asks_once(index, django_assert_num_queries):
    filters = SearchFilter(
        plan="PDR-NORD-2022-2027",
        place="hcp:01",
        lead="MEE",
        year=2023,
        status=ComputedStatus.COMPLETED,
    )

    with django_assert_num_queries(8):
        results = search("pdr", lang="fr", filters=filters)

    assert found(results) == [PROMISE]
