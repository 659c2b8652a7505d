"""Pages, lists and files as of an earlier publication: banner, figures, links, refusals."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from athar.plans.actions import publish_amendment, put_commitments
from athar.trail.queries import last_publication_number
from tests import cast

pytestmark = pytest.mark.django_db

PLAN = f"/en/plans/{cast.PLAN.code}"


@pytest.fixture
def first(plan):
    """The number of the first version; since then the dam costs more and one project is new."""
    number = last_publication_number()
    dam, *_rest = cast.commitment_drafts(cast.put_places())
    drafts = [
        replace(dam, amount=Decimal(3_000_000), node_code="A2"),
        replace(dam, code="PDR-009", position=9),
    ]
    found = put_commitments(by=None, plan_id=plan.id, drafts=drafts, complete=False)
    changed = [int(one.subject.partition(":")[2]) for one in found.changed]
    publish_amendment(by=None, plan_id=plan.id, why="Prices", changed_commitment_ids=changed)
    return number


def get(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer


def table(answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("page", ["", "/commitments", "/commitments/PDR-001", "/nodes/A2"])
def test_a_page_says_which_state_it_shows(client, first, page):
    then = get(client, f"{PLAN}{page}?as_of={first}").content.decode()
    now = get(client, PLAN + page).content.decode()

    assert f"(publication {first})" in re.sub(r"<[^>]+>|&[a-z]+;", "", then)
    assert f'<a href="{PLAN}{page}" data-now>' in then
    assert "as it was published on" not in now


@pytest.mark.parametrize("page", ["", "/commitments?q=a", "/commitments/PDR-001", "/nodes/A2"])
def test_every_link_and_form_keeps_the_moment(client, first, page):
    sign = "&" if "?" in page else "?"
    text = get(client, f"{PLAN}{page}{sign}as_of={first}").content.decode()

    kept = re.compile(
        rf'<(?:a|form)[^>]*(?:href|action)="({PLAN}(?:/(?:commitments|nodes)(?:/[A-Z0-9-]+)?)?)'
        r'(\.csv|\.json)?(\?[^"]*)?"[^>]*>(<input type="hidden" name="as_of")?'
    )
    lost = [
        found.group()
        for found in kept.finditer(text)
        if f"as_of={first}" not in (found[3] or "") and not found[4]
    ]
    assert [tag for tag in lost if "data-now" not in tag] == []


def test_twins_give_the_figures_of_the_moment(client, first):
    then = get(client, f"{PLAN}/commitments/PDR-001.json?as_of={first}").json()
    now = get(client, f"{PLAN}/commitments/PDR-001.json").json()
    plan = get(client, f"{PLAN}.json?as_of={first}").json()
    node = get(client, f"{PLAN}/nodes/A2.json?as_of={first}").json()

    assert (then["figures"]["amount"], now["figures"]["amount"]) == ("1250000.50", "3000000.00")
    assert (then["as_of"]["publication"], plan["as_of"]["asked"]) == (first, str(first))
    assert "as_of" not in now
    assert plan["progress"]["total"]["n_total"] == 5
    assert node["progress"]["node"]["figures"]["n_total"] == 3


def test_lists_hold_what_was_public_then(client, first):
    rows = table(get(client, f"{PLAN}/commitments.csv?as_of={first}"))
    listed = get(client, f"{PLAN}/commitments.json?as_of={first}&node=P01").json()

    assert [row["code"] for row in rows] == [f"PDR-00{n}" for n in range(1, 6)]
    assert {row["publication"] for row in rows} == {str(first)}
    assert [one["code"] for one in listed["commitments"]] == ["PDR-001"]


def test_files_are_named_after_their_publication(client, first):
    names = [
        get(client, f"{PLAN}/{name}?as_of={first}").headers["Content-Disposition"]
        for name in ("commitments.csv", "commitments.xlsx", "places.csv", "places.xlsx")
    ]

    assert [f"publication-{first}" in name for name in names] == [True] * 4


def test_the_next_page_of_a_list_keeps_the_moment(client, first, monkeypatch):
    monkeypatch.setattr("athar.portal.commitments.listing.PER_PAGE", 2)

    listed = get(client, f"{PLAN}/commitments.json?as_of={first}").json()

    assert listed["next"].endswith(f"/commitments.json?page=2&as_of={first}")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/commitments/PDR-009?as_of={first}", 404),
        ("?as_of={before}", 404),
        ("/nodes/A9?as_of={first}", 404),
        ("?as_of=999", 404),
        ("?as_of=2000-01-01", 404),
        ("?as_of=nonsense", 400),
        ("/commitments.csv?as_of=1e9", 400),
    ],
)
def test_what_was_not_public_is_not_found(client, first, address, status):
    answer = get(client, PLAN + address.format(first=first, before=first - 1), status)

    is_page = answer.headers["Content-Type"].startswith("text/html")
    assert ("Read the current state" in answer.content.decode()) == (status == 404 and is_page)


@pytest.mark.parametrize(
    "address",
    [
        f"{PLAN}/map",
        f"{PLAN}/map.xlsx",
        f"{PLAN}/computed/physical.json",
        f"{PLAN}/data/datapackage.json",
        f"/en/embed{PLAN.removeprefix('/en')}",
        f"/en/embed{PLAN.removeprefix('/en')}/commitments/PDR-001",
    ],
)
def test_what_shows_the_present_only_never_shows_it_as_the_past(client, first, address):
    answer = get(client, f"{address}?as_of={first}", 404)

    assert "This shows the current state only" in answer.content.decode()
    assert get(client, address).status_code == 200


def test_an_empty_moment_is_the_present(client, first):
    text = get(client, f"{PLAN}?as_of=").content.decode()

    assert "as it was published on" not in text


@pytest.mark.parametrize("name", ["plan/{plan}", "commitment/{plan}/PDR-001", "node/{plan}/A2"])
def test_permanent_identifiers_carry_the_moment(client, first, name):
    answer = get(client, f"/id/{name.format(plan=cast.PLAN.code)}?as_of={first}", 302)

    assert answer.headers["Location"].endswith(f"?as_of={first}")


def test_the_publications_of_a_plan_and_of_a_project_are_offered(client, first):
    plan = get(client, PLAN).content.decode()
    project = get(client, f"{PLAN}/commitments/PDR-002").content.decode()

    assert re.findall(r'<option value="(\d+)"', plan.split('name="as_of"')[1]) == [
        str(first + 1),
        str(first),
    ]
    assert re.findall(r'<option value="(\d+)"', project.split('name="as_of"')[1]) == [str(first)]
