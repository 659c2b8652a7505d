"""No private or draft word appears in any public byte, whatever routes there are."""

from __future__ import annotations

import gzip
import io
import itertools
import re
import zipfile
from collections.abc import Iterable, Iterator

import brotli
import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from athar.config.doors import DOORS, Visitor
from athar.evidence.enums import PICTURE_WIDTHS
from athar.network.models import PeerQuestion
from athar.notices.actions import make_feed
from athar.opendata.citations import FORMATS
from athar.opendata.files import FILES
from athar.people.actions import create_account, grant_role
from athar.people.enums import Role
from athar.rollups.enums import Figure
from athar.ui import pictures
from tests.config import canaries
from tests.config.test_doors import route_names
from tests.evidence.photographs import HIDDEN
from tests.once import made_once

LANGUAGES = ("ar", "fr", "en")
#: What must not be found: the words, and the amounts however they are written.
FORBIDDEN = re.compile(rf"(?i){canaries.CANARY}\w*|97\W?531\W?864|86\W?420\W?135")
#: What was public once stays public as of then, and in the story of what changed.
ONCE_PUBLIC = re.compile(rf"(?i){canaries.CANARY}withdrawn\w*|86\W?420\W?135")
EARLIER = ("as_of=", "/changes")
#: What every address is asked too, in one language: the first letters of the words, which an
#: answer may repeat, and the state between the amendment and the report that was withdrawn.
ALSO = ("?q=zkana", "?as_of=4")
#: Routes that answer nothing but "not found", to anybody.
NOWHERE = {"api:nothing", "api:nothing_at_all"}
#: Routes that wait for a step before them, for the letter that a mail brought, or for an identity
#: server in the settings (tests/desk/test_identity.py tries these).
AFTER_A_STEP = {
    "account_confirm_login_code",
    "account_email_verification_sent",
    "account_logout",
    "identity_answered",
    "identity_ask",
    "invitation",
    "mfa_authenticate",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
@made_once  # its files stay where they are, under names that follow from what they hold
def world(db, frozen_day):
    return canaries.world()


@pytest.fixture
def drawn(monkeypatch) -> list[str]:
    """Collect the words of every picture, which its bytes hold as dots only."""
    seen: list[str] = []
    draw = pictures.draw

    def draw_and_tell(picture):
        seen.append(repr(picture))
        return draw(picture)

    monkeypatch.setattr("athar.portal.sharing.drawn.draw", draw_and_tell)
    return seen


def values_of(world: canaries.World) -> dict[str, tuple[str, ...]]:
    """Give what may stand for each part of an address; a new part has to be added here."""
    return {
        "lang": LANGUAGES,
        "plan": (world.plan.code, canaries.DRAFT_PLAN),
        "code": (
            *(canaries.OPEN_EXPERIENCE, canaries.SECRET_EXPERIENCE),
            *("PDR-001", "PDR-002", "PDR-003", canaries.ADDED_CODE, canaries.DRAFT_CODE),
            *(
                "A1",
                "P01",
                canaries.DRAFT_NODE,
                "01.151",
                "01",
                "MEE",
                "water",
                "connected",
                "X-NEW",
                "XAA",
            ),
        ),
        "twin": ("csv", "json", "xlsx"),
        "scheme": ("hcp",),
        "library": ("shared", world.plan.code, canaries.DRAFT_PLAN),
        "place": ("01", "01.151"),
        "period": ("2024", "2025"),
        "category": ("whole", "area=rural"),
        "number": ("1", "2", "9", *map(str, PeerQuestion.objects.values_list("pk", flat=True))),
        "figure": tuple(Figure),
        "ending": tuple(FORMATS),
        "file": (*(one.name for one in FILES), "uploads"),
        "sha256": (
            *(world.open_sha256, world.restricted_sha256),
            *(world.photo_sha256, world.hidden_photo_sha256),
        ),
        "name": ("pv.pdf", f"{canaries.CANARY}restricted.pdf", "dam.jpg"),
        "size": ("320", "500"),
        "key": ("about", "progress", "dead-link"),
        "template": ("forum-rules",),
        "rest": ("v1/nothing",),
        "uidb36": ("1",),
        "member": ("MAR",),
        "secret": (calendar_of_stranger(world), "unknown"),
    }


def calendar_of_stranger(world: canaries.World) -> str:
    """Give the secret of the calendar of somebody who manages for another body."""
    stranger = create_account(by=None, email="stranger-with-calendar@example.org")
    scope = f"organisation:{world.plan.bodies['APDN']}"
    grant_role(by=None, account_id=stranger.pk, role=Role.PROJECT_MANAGER, scope=scope)
    return make_feed(by=None, account_id=stranger.pk)


def parts_of(name: str) -> list[str]:
    """Give the parts of the address of a route."""
    resolver = get_resolver()
    for namespace in name.split(":")[:-1]:
        resolver = resolver.namespace_dict[namespace][1]
    found = resolver.reverse_dict.getlist(name.rsplit(":", maxsplit=1)[-1])
    return list(found[0][0][0][1])


def addresses_of(name: str, values: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """Give the addresses of a route: each language, plan and code together, the rest in turn."""
    parts = parts_of(name)
    unknown = [part for part in parts if part not in values]
    assert not unknown, f"{name}: nothing is known to stand for {unknown}; add it to values_of"
    together = [part for part in parts if part in {"lang", "plan", "code"}]
    first = {part: values[part][0] for part in parts}
    chosen = [
        {**first, **dict(zip(together, some, strict=True))}
        for some in itertools.product(*(values[part] for part in together))
    ]
    for part in parts:
        chosen += [{**first, part: value} for value in values[part][1:] if part not in together]
    yield from dict.fromkeys(reverse(name, kwargs=one) for one in chosen)


def asked(addresses: Iterable[str]) -> Iterator[str]:
    """Give the addresses as they are, and those of one language with each question."""
    for address in addresses:
        yield address
        if address.partition("/")[2].partition("/")[0] not in LANGUAGES[1:]:
            yield from (address + query for query in ALSO)


def unwrapped(body: bytes, coding: str = "") -> Iterator[bytes]:
    """Give the bytes of an answer without compression, and those of every file in an archive."""
    if coding == "gzip":
        body = gzip.decompress(body)
    elif coding == "br":
        body = brotli.decompress(body)
    yield body
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            for one in packed.namelist():
                yield one.encode()
                yield from unwrapped(packed.read(one))


def found_in(body: bytes, coding: str = "") -> set[str]:
    """Give what must not be public, of what an answer holds."""
    texts = (part.decode("utf-8", "replace") for part in unwrapped(body, coding))
    return {word for text in texts for word in FORBIDDEN.findall(text)}


def leaks_of(found: set[str], address: str) -> set[str]:
    """Leave out what the asker wrote in the address, and what was public then of a past state."""
    left = found - set(FORBIDDEN.findall(address))
    if any(part in address for part in EARLIER):
        return {word for word in left if not ONCE_PUBLIC.fullmatch(word)}
    return left


PUBLIC_ROUTES = sorted(
    name for name in route_names(get_resolver()) if DOORS[name].visitor is Visitor.ANYBODY
)


@pytest.mark.parametrize("parts", [PUBLIC_ROUTES[n::6] for n in range(6)], ids=range(6))
def test_no_secret_is_in_any_public_byte(world, drawn, parts):
    client, leaks, values = Client(), {}, values_of(world)
    for name in parts:
        answered = set()
        for address in asked(addresses_of(name, values)):
            answer = client.get(address)
            answered.add(answer.status_code)
            headers = "\n".join(f"{key}: {value}" for key, value in answer.headers.items())
            coding = answer.headers.get("Content-Encoding", "")
            found = found_in(answer.getvalue(), coding) | found_in(headers.encode())
            leaks[address] = leaks_of(found, address)
        assert answered & {200, 302} or name in NOWHERE | AFTER_A_STEP, (name, answered)

    assert {address: found for address, found in leaks.items() if found} == {}
    assert {word for one in drawn for word in FORBIDDEN.findall(one)} == set()


@pytest.mark.parametrize(
    "address",
    [
        "/fr/plans/PDR-NORD-2022-2027/commitments",
        "/fr/plans/PDR-NORD-2022-2027/commitments/PDR-003.json",
        "/fr/plans/PDR-NORD-2022-2027/commitments.xlsx",
        "/fr/plans/PDR-NORD-2022-2027/data.zip",
        "/fr/plans/PDR-NORD-2022-2027/commitments/PDR-002",
        "/fr/search?q=zpubli",
    ],
)
def test_what_is_public_is_found_where_secrets_are_looked_for(world, client, address):
    answer = client.get(address)

    parts = unwrapped(answer.getvalue(), answer.headers.get("Content-Encoding", ""))
    assert any(canaries.PUBLIC.encode() in part for part in parts)


def test_restricted_file_is_not_given_under_any_name(world, client):
    names = ("pv.pdf", f"{canaries.CANARY}restricted.pdf")

    answers = [client.get(f"/files/{world.restricted_sha256}/{name}") for name in names]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert client.get(f"/files/{world.open_sha256}/pv.pdf").getvalue() == canaries.OPEN


def test_photograph_itself_is_given_to_nobody_and_the_hidden_one_in_no_size(world, client):
    shown, hidden = world.photo_sha256, world.hidden_photo_sha256
    addresses = (
        f"/files/{shown}/dam.jpg",
        f"/files/{hidden}/{canaries.CANARY}photo.jpg",
        *(f"/photos/{hidden}/{size}.webp" for size in PICTURE_WIDTHS),
    )

    answers = [client.get(address) for address in addresses]

    assert [answer.status_code for answer in answers] == [404] * 5
    seen = [client.get(f"/photos/{shown}/{size}.webp") for size in PICTURE_WIDTHS]
    assert [answer.status_code for answer in seen] == [200] * 3
    assert [word for answer in seen for word in HIDDEN if word in answer.getvalue()] == []


def packed(name: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (b"a ZKANARIword", ""),
        (gzip.compress(b"zkanariword"), "gzip"),
        (brotli.compress(b"zkanariword"), "br"),
        (packed("sheet.xml", b"zkanariword"), ""),
        (packed("zkanariword.txt", b"x"), ""),
        (packed("inner.zip", packed("sheet.xml", b"zkanariword")), ""),
        (gzip.compress(packed("sheet.xml", b"zkanariword")), "gzip"),
    ],
    ids=("plain", "gzip", "brotli", "in a file", "in a name", "twice packed", "packed, gzip"),
)
def test_secret_is_found_in_every_wrapping(body, coding):
    assert {word.lower() for word in found_in(body, coding)} == {"zkanariword"}


@pytest.mark.parametrize(
    ("address", "left"),
    [
        ("/fr/plans/P", {"zkanariwithdrawn", "86 420 135", "zkanariplan"}),
        ("/fr/plans/P?as_of=4", {"zkanariplan"}),
        ("/fr/changes.atom", {"zkanariplan"}),
        ("/fr/plans/zkanariplan", {"zkanariwithdrawn", "86 420 135"}),
    ],
)
def test_only_what_was_once_public_may_be_told_of_the_past(address, left):
    assert leaks_of({"zkanariwithdrawn", "86 420 135", "zkanariplan"}, address) == left


@pytest.mark.parametrize("written", ["97531864.20", "97\u202f531\u202f864,20", "97,531,864"])
def test_amount_is_found_however_it_is_written(written):
    assert len(found_in(written.encode())) == 1


def test_route_whose_address_has_an_unknown_part_fails(world):
    values = values_of(world)
    del values["figure"]

    with pytest.raises(AssertionError, match="portal:plan_figure: nothing is known"):
        list(addresses_of("portal:plan_figure", values))
