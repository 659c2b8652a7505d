"""The home of the network: every member once, by what it takes part in, unknown as unknown."""

from __future__ import annotations

import csv
import re

import pytest

from athar.network.actions.members import put_members
from athar.network.drafts.members import MemberDraft
from athar.portal.network.home import gather_network
from athar.reference.actions import load_boundaries
from athar.reference.geojson import read_outlines
from athar.reference.models import Place
from tests.network import cast
from tests.once import made_once
from tests.portal.network.cast import put_network
from tests.reference.makers import details, feature, geojson, square

pytestmark = pytest.mark.django_db


@pytest.fixture
@made_once
def made(db):
    return put_network()


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", html))


def rows_of(html: str, heading: str) -> list[str]:
    """Give the rows of the table under a heading as text."""
    body = html.split(f'id="{heading}"')[1].split("</tbody>", maxsplit=1)[0].split("<tbody")[1]
    return [text_of(row).partition(">")[2].strip() for row in body.split("<tr")[1:]]


def test_every_member_stands_once_in_the_group_of_what_it_takes_part_in(made):
    home = gather_network()

    groups = ("members", "candidates", "partners", "unknown", "locals")
    assert {name: [one.member.code for one in getattr(home, name)] for name in groups} == {
        "members": ["MAR", "TUN"],
        "candidates": ["X-NEW"],
        "partners": ["GHA"],
        "unknown": ["DZA"],
        "locals": ["MA-N"],
    }


def test_home_counts_the_plans_of_states_and_of_their_local_governments(made):
    home = gather_network()

    assert (home.n_plans, home.n) == (4, 7)


def test_plan_in_force_is_shown_else_the_last_one(made, whole):
    html = whole("/en/network")

    assert rows_of(html, "h-members") == [
        "Morocco 2024–2027 2 40%",
        "Tunisia 2021–2023 ended 1 unknown",
    ]
    assert rows_of(html, "h-locals") == ["Région du Nord 2025–2026 1 unknown"]
    assert rows_of(html, "h-partners") == ["Ghana no plan – unknown"]


@pytest.mark.parametrize(
    ("lang", "title", "lede"),
    [
        ("ar", "دولتان تتعلم إحداهما من الأخرى، وترافقان من يريد الالتحاق", "7 التزامات في 4 خطط."),
        (
            "fr",
            "2 États apprennent les uns des autres et accompagnent ceux qui veulent les rejoindre",
            "7 engagements dans 4 plans.",
        ),
        (
            "en",
            "2 states learn from one another, and accompany those who want to join",
            "7 commitments in 4 plans.",
        ),
    ],
    ids=["ar", "fr", "en"],
)
def test_home_says_in_one_sentence_what_the_network_is(made, whole, lang, title, lede):
    html = whole(f"/{lang}/network")

    assert re.search("<h1>(.*?)</h1>", html).group(1) == title
    said = text_of(re.search('<p class="lede">(.*?)</p>', html).group(1))
    assert " ".join(said.split()).replace(" .", ".").startswith(lede)


def test_fictional_candidate_is_named_as_fictional(made, whole):
    assert rows_of(whole("/en/network"), "h-road") == [
        "A fictional state fictional no plan – unknown"
    ]


def test_states_are_tinted_by_what_they_take_part_in_and_named_when_of_the_network(made, whole):
    drawn = geojson(*(feature(code, square(n, 30)) for n, code in enumerate(["MAR", "GHA", "DZA"])))
    load_boundaries(by=None, details=details("africa", "iso3166"), file=read_outlines(drawn))

    html = whole("/en/network").split("<main")[1]

    figure = html.split("<figure")[1].split("</figure>")[0]
    assert re.findall(r'<path class="(\w+)"', figure) == ["bg", "bg", "bg", "m4", "m2"]
    assert re.findall(r"<text[^>]*>([^<]+)</text>", figure) == ["Morocco"]
    assert "Outlines: Surveyors" in figure


def test_territory_far_from_every_state_does_not_make_them_small(made, whole):
    Place.objects.create(
        scheme="iso3166", code="ATF", kind="territory", path="/ATF/", names={"en": "Far"}
    )
    drawn = geojson(feature("MAR", square(0, 30)), feature("ATF", square(60, -50)))
    load_boundaries(by=None, details=details("africa", "iso3166"), file=read_outlines(drawn))

    assert len(re.findall('<path class="bg"', whole("/en/network"))) == 1


def test_states_without_outline_are_listed_all_the_same(made, whole):
    html = whole("/en/network")

    assert "<figure" not in html.split("<main")[1]
    assert len(rows_of(html, "h-members")) == 2


def test_home_for_machines_is_the_page(made, client):
    data = client.get("/fr/network.json").json()

    assert [one["member"]["code"] for one in data["members"]] == ["MAR", "TUN"]
    assert data["members"][0]["plan"]["code"] == "MA-2024"
    assert data["unknown"][0]["plan"] is None


def test_table_leaves_unknown_cells_empty(made, client):
    lines = client.get("/en/network.csv").getvalue().decode("utf-8-sig").splitlines()

    rows = {row["member"]: row for row in csv.DictReader(lines)}
    morocco, algeria = rows["MAR"], rows["DZA"]
    assert (morocco["ogp_since"], morocco["ogp_since_precision"]) == ("2018-01-01", "year")
    assert (morocco["plan_code"], morocco["plan_physical_percent"]) == ("MA-2024", "40.0000")
    assert (algeria["ogp_standing"], algeria["plan_code"], algeria["commitments"]) == ("", "", "0")


@pytest.mark.parametrize("more", [0, 3])
def test_home_takes_six_queries(made, client, django_assert_num_queries, more):
    for n in range(more):
        Place.objects.create(
            scheme="iso3166", code=f"A{n}", kind="country", path=f"/A{n}/", names={"fr": "A"}
        )
        drafts = [MemberDraft(code=f"A{n}", place=("iso3166", f"A{n}"), statuses=(cast.LAUNCHED,))]
        put_members(by=None, drafts=drafts)

    with django_assert_num_queries(6):
        client.get("/ar/network")


def test_home_without_members_says_so(db, whole):
    assert "No member is listed here yet." in whole("/en/network")


def test_earlier_state_of_the_network_is_not_told(made, client):
    assert client.get("/en/network?as_of=1").status_code == 404
