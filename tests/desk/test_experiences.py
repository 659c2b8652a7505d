"""Experiences at the desk: told, handed in, reviewed, published, taken up; and who is shut out."""

from __future__ import annotations

import pytest

from athar.network.actions.experiences import return_experience, submit_experience
from athar.network.models import Adoption, ExperienceVersion
from athar.network.queries.experiences import draft_of
from tests.network import library_cast as made

pytestmark = pytest.mark.django_db
LIST = "/desk/network/experiences/"


@pytest.fixture
def net(frozen_day):
    return made.network()


def as_member(client, net, code):
    client.force_login(net.focal[code])
    return client


def typed(net, **changes):
    """What a browser sends of a whole form."""
    return {
        "title_ar": "ميزانية",
        "problem_fr": "Personne ne la lit",
        "done_fr": "Huit pages",
        "unit_fr": "fois",
        "figure": "٤,٥",
        "cost": "45 000,50",
        "currency": "mad",
        "level": "local",
        "licence": "CC-BY-4.0",
        "theme_ids": [str(net.themes["fiscal-openness"])],
        **changes,
    }


def sent(client, address, **data):
    return client.post(address, data)


def states(code):
    rows = ExperienceVersion.objects.filter(experience__code=code).order_by("number")
    return list(rows.values_list("state", flat=True))


def test_experience_goes_from_one_desk_to_the_other_and_to_the_public(client, net):
    mar = as_member(client, net, "MAR")
    sent(mar, f"{LIST}new", code="new-one", **typed(net))
    sent(mar, f"{LIST}new-one", do="submit")
    tun = as_member(client, net, "TUN")
    listed = tun.get(LIST).content.decode()
    sent(tun, f"{LIST}new-one", do="review", member=net.members["TUN"], note="clear")
    sent(as_member(client, net, "MAR"), f"{LIST}new-one", do="publish")

    assert "/desk/network/experiences/new-one" in listed
    assert states("new-one") == ["published"]
    draft = draft_of(ExperienceVersion.objects.get(experience__code="new-one"))
    assert (str(draft.figure), str(draft.cost), draft.currency) == ("4.50", "45000.50", "MAD")
    assert client.get("/ar/network/experiences/new-one").status_code == 200


def test_another_member_takes_it_up_and_reads_its_own_words_again(client, net):
    made.published(net)
    ken = as_member(client, net, "KEN")
    adoption = {"member": net.members["KEN"], "since_on": "01/02/2024", "changed_fr": "en swahili"}

    sent(ken, f"{LIST}citizen-budget", do="adopt", version=0, **adoption)
    again = sent(ken, f"{LIST}citizen-budget", do="adopt", version=0, **adoption)

    assert [str(one.since_on) for one in Adoption.objects.all()] == ["2024-02-01"]
    assert again.status_code == 422
    body = ken.get(f"{LIST}citizen-budget").content.decode()
    assert ("en swahili" in body, 'value="01/02/2024"' in body) == (True, True)


def test_change_of_a_published_one_is_kept_as_the_next_version(client, net):
    made.published(net)
    mar = as_member(client, net, "MAR")

    kept = sent(mar, f"{LIST}citizen-budget", do="save", version=4, **typed(net))
    late = sent(mar, f"{LIST}citizen-budget", do="save", version=4, **typed(net))

    assert (kept.status_code, late.status_code) == (302, 422)
    assert states("citizen-budget") == ["published", "draft"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title_ar": ""}, "أعط التجربة عنوانا."),
        ({"figure": "many"}, "اكتب رقما."),
        ({"currency": ""}, "اكتب عملة الكلفة"),
        ({"evidence_url": "example"}, "اكتب العنوان كاملا"),
        ({"commitments": "NO/1"}, "لا يوجد الالتزام"),
        ({"code": "Two words"}, "اكتب الرمز"),
    ],
    ids=("title", "figure", "currency", "address", "commitment", "code"),
)
def test_what_is_refused_is_said_and_nothing_typed_is_lost(client, net, changes, words):
    mar = as_member(client, net, "MAR")

    answer = sent(mar, f"{LIST}new", **typed(net, **{"code": "new-one", **changes}))

    body = answer.content.decode()
    assert (answer.status_code, words in body, "Huit pages" in body) == (422, True, True)
    assert states("new-one") == []


def test_refused_act_says_why_and_given_back_shows_the_note(client, net):
    key = made.begun(net)
    submit_experience(by=net.focal["MAR"], experience_id=key)
    tun = as_member(client, net, "TUN")
    unexplained = sent(tun, f"{LIST}citizen-budget", do="return", member=net.members["TUN"])
    return_experience(
        by=net.focal["TUN"], experience_id=key, member_id=net.members["TUN"], note="no figure"
    )

    body = as_member(client, net, "MAR").get(f"{LIST}citizen-budget").content.decode()

    assert (unexplained.status_code, "اذكر السبب." in unexplained.content.decode()) == (422, True)
    assert "no figure" in body


def test_withdrawing_needs_a_reason_and_leaves_nothing_to_do(client, net):
    made.published(net)
    mar = as_member(client, net, "MAR")

    sent(mar, f"{LIST}citizen-budget", do="withdraw", reason="wrong")

    assert "مسحوبة" in mar.get(LIST).content.decode()
    assert 'value="withdraw"' not in mar.get(f"{LIST}citizen-budget").content.decode()


@pytest.mark.parametrize("who", ["TUN", "moderator"])
def test_draft_of_another_member_does_not_exist(client, net, who):
    made.begun(net)
    client.force_login(net.moderator if who == "moderator" else net.focal[who])

    answers = [client.get(f"{LIST}{code}").status_code for code in ("citizen-budget", "nothing")]

    assert answers == [404, 404]


def test_who_speaks_for_nobody_tells_nothing(client, net):
    client.force_login(net.moderator)

    answers = [client.get(address).status_code for address in (LIST, f"{LIST}new")]

    assert answers == [200, 404]


def test_review_without_a_member_is_no_act(client, net):
    submit_experience(by=net.focal["MAR"], experience_id=made.begun(net))

    answer = sent(as_member(client, net, "TUN"), f"{LIST}citizen-budget", do="review")

    assert (answer.status_code, states("citizen-budget")) == (404, ["submitted"])


def test_who_speaks_for_several_chooses_the_member(client, net):
    made.grant_role(
        by=None,
        account_id=net.focal["KEN"].pk,
        role=made.Role.FOCAL_POINT,
        scope=f"member:{net.members['TUN']}",
    )
    made.published(net)
    submit_experience(by=None, experience_id=made.begun(net, "waiting"))
    ken = as_member(client, net, "KEN")

    bodies = [ken.get(LIST + one).content.decode() for one in ("new", "citizen-budget", "waiting")]

    found = [
        name in body
        for name, body in zip(("id_member", "id_adopter", "id_for"), bodies, strict=True)
    ]
    assert found == [True, True, True]
