"""Two to five members side by side, over all policy areas or within one."""

from __future__ import annotations

import csv

import pytest

from athar.portal.network.compare import Asked, gather_comparison
from tests.once import made_once
from tests.portal.network.cast import put_network
from tests.portal.network.test_home import text_of

pytestmark = pytest.mark.django_db
BOTH = "/en/network/compare?members=MAR,TUN"


@pytest.fixture
@made_once
def made(db):
    return put_network()


def rows_of(html: str) -> list[str]:
    body = html.split("<tbody")[1].split("</tbody>", maxsplit=1)[0]
    return [text_of(row).partition(">")[2].strip() for row in body.split("<tr")[1:]]


def test_citizen_compares_two_members_over_all_policy_areas(made, whole):
    html = whole(BOTH)

    assert text_of(html.split('<p class="lede">')[1].split("</p>")[0]) == (
        "Morocco, Tunisia, over all policy areas."
    )
    assert rows_of(html) == [
        "Open Government Partnership Member since 2018 unknown",
        "Plan 2024–2027 2021–2023",
        "How far its plan is 40% unknown",
        "Commitments 5 1",
        "Area open-data 2 1",
    ]
    assert 'href="/en/network/compare?members=MAR,TUN&amp;area=open-data"' in html


def test_citizen_compares_two_members_on_one_policy_area(made, whole):
    html = whole(f"{BOTH}&area=open-data")

    assert rows_of(html)[-3:] == [
        "Commitments 2 1",
        "Declared complete 0 0",
        "Independently assessed 0 0",
    ]
    headings = [text_of(one.split("</h2>")[0]) for one in html.split('<h2 id="h-')[1:]]
    assert [one.partition(">")[2].strip() for one in headings] == ["Morocco", "Tunisia"]
    assert "/en/plans/TN-2021/commitments/TN-2021-1" in html


def test_member_without_a_commitment_in_the_area_says_so(made, whole):
    html = text_of(whole("/en/network/compare?members=MAR,GHA&area=open-data"))

    assert "Nothing promised in this policy area." in html
    assert "no plan" in html


@pytest.mark.parametrize("query", ["", "?members=MAR"], ids=["nobody", "one"])
def test_fewer_than_two_are_asked_for_more(made, whole, query):
    html = whole(f"/en/network/compare{query}")

    assert "Choose two to five members" in html
    assert "<tbody" not in html
    assert '<option value="TUN">' in html


def test_members_chosen_one_by_one_without_script_are_compared_too(made, whole):
    html = whole("/en/network/compare?member=MAR&member=TUN&area=")

    assert rows_of(html)[3] == "Commitments 5 1"


def test_each_member_has_a_way_to_leave_it_out(made, whole):
    picked = whole(f"{BOTH}&area=open-data").split('class="picked"')[1].split("</ul>")[0]

    assert 'href="/en/network/compare?members=TUN&amp;area=open-data"' in picked


@pytest.mark.parametrize(
    "query",
    [
        "members=MAR,ZZZ",
        "members=MAR,TUN&area=nothing",
        "members=MAR,TUN,GHA,DZA,MA-N,X-NEW",
        "members=%3Cb%3E",
    ],
    ids=["no-member", "no-area", "too-many", "no-code"],
)
def test_what_cannot_be_compared_is_refused(made, client, query):
    assert client.get(f"/en/network/compare?{query}").status_code == 400


def test_comparison_for_machines_is_the_page(made, client):
    query = "?members=MAR,TUN&area=open-data"

    data = client.get(f"/en/network/compare.json{query}").json()
    lines = client.get(f"/en/network/compare.csv{query}").getvalue().decode("utf-8-sig")

    rows = list(csv.DictReader(lines.splitlines()))
    assert [len(one["commitments"]) for one in data["members"]] == [2, 1]
    assert [(one["member"], one["commitment"], one["physical_percent"]) for one in rows] == [
        ("MAR", "MA-2024-1", "40.00"),
        ("MAR", "MA-2021-1", ""),
        ("TUN", "TN-2021-1", ""),
    ]


@pytest.mark.parametrize(
    ("asked", "n"),
    [
        (Asked(), 5),
        (Asked(("MAR", "TUN")), 8),
        (Asked(("MAR", "TUN", "GHA", "DZA", "MA-N"), "open-data"), 8),
    ],
    ids=["nobody", "two", "five"],
)
def test_comparison_takes_the_same_few_queries(made, django_assert_num_queries, asked, n):
    with django_assert_num_queries(n):
        gather_comparison(asked)


def test_home_of_a_network_is_the_network(made, client, settings):
    settings.PROFILE = "network"

    html = client.get("/en/").text

    assert '<link rel="canonical" href="http://testserver/en/network">' in html
    navigation = html.split("<nav")[1].split("</nav>")[0]
    assert "The network" in navigation
    assert "African Open Government Network" in html.split("</header>")[0]
