"""Members, their focal points and an experience to play with: every word here is invented."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from athar.kernel.text import Translated
from athar.network.actions.experiences import (
    begin_experience,
    publish_experience,
    review_experience,
    submit_experience,
)
from athar.network.actions.peers import Words, answer_peer, ask_peers
from athar.network.drafts.experiences import ExperienceDraft
from athar.network.enums.experiences import Level
from athar.network.enums.members import MemberKind
from athar.network.models import Experience, Member
from athar.people.actions import create_account, grant_role
from athar.people.enums import Role
from athar.people.models import Account
from athar.reference.models import Place, Theme


@dataclass(frozen=True, slots=True)
class Network:
    """Three members, the focal point of each, a moderator, and two policy areas."""

    members: dict[str, int]
    focal: dict[str, Account]
    moderator: Account
    themes: dict[str, int]


def network() -> Network:
    """Store the members and who speaks for them."""
    members = {code: _member(code) for code in ("MAR", "TUN", "KEN")}
    focal = {
        code: account(f"focal-{code.lower()}", Role.FOCAL_POINT, f"member:{key}")
        for code, key in members.items()
    }
    themes = {
        code: Theme.objects.create(
            taxonomy="ogp-policy-area",
            version="2024",
            code=code,
            position=position,
            names=Translated(ar=f"مجال {code}", fr=f"Domaine {code}", en=code),
        ).pk
        for position, code in enumerate(("fiscal-openness", "public-participation"))
    }
    moderator = account("moderator", Role.MODERATOR, "installation")
    return Network(members, focal, moderator, themes)


def _member(code: str) -> int:
    place, _is_new = Place.objects.get_or_create(
        scheme="iso3166",
        code=code,
        defaults={
            "kind": "country",
            "path": f"/{code}/",
            "names": Translated(ar=f"بلد {code}", fr=f"Pays {code}", en=f"Country {code}"),
        },
    )
    known = {"kind": MemberKind.STATE, "place": place}
    return Member.objects.get_or_create(code=code, defaults=known)[0].pk


def account(name: str, role: Role, scope: str) -> Account:
    """Make somebody with one role."""
    made = create_account(by=None, email=f"{name}@example.org", name=name)
    grant_role(by=None, account_id=made.pk, role=role, scope=scope)
    return made


def told(net: Network, **changes: object) -> ExperienceDraft:
    """Give what is told of an experience with a proved result."""
    draft = ExperienceDraft(
        title=Translated(ar="ميزانية المواطن", fr="Budget citoyen"),
        problem=Translated(ar="لا يقرؤها أحد", fr="Personne ne la lit"),
        done=Translated(ar="ثماني صفحات", fr="Huit pages"),
        result=Translated(fr="visiteurs de la page"),
        figure=Decimal("4.5"),
        unit=Translated(ar="مرات", fr="fois"),
        evidence_url="https://example.org/evidence",
        cost=Decimal(45000),
        currency="MAD",
        duration_months=5,
        before_copying=Translated(fr="Commencez par une question"),
        level=Level.LOCAL,
        contact="budget@example.org",
        theme_ids=(net.themes["fiscal-openness"],),
    )
    return replace(draft, **changes)  # type: ignore[arg-type]  # names of fields, by hand


def begun(net: Network, code: str = "citizen-budget", **changes: object) -> int:
    """Begin an experience of Morocco; give its key."""
    version = begin_experience(
        by=net.focal["MAR"],
        member_id=net.members["MAR"],
        code=code,
        draft=told(net, **changes),
    )
    return version.experience_id


def first() -> int:
    """Give the key of the experience that is there."""
    return Experience.objects.values_list("pk", flat=True)[0]


def published(net: Network, code: str = "citizen-budget", **changes: object) -> int:
    """Bring an experience of Morocco through the review of Tunisia to the public."""
    key = begun(net, code, **changes)
    forward(net, key)
    return key


def asked(net: Network, *, is_public: bool = True, text: str = "How did you begin?") -> int:
    """Let Morocco ask its peers something; give the number of the question."""
    return ask_peers(
        by=net.focal["MAR"],
        member_id=net.members["MAR"],
        theme_id=net.themes["fiscal-openness"],
        level=Level.LOCAL,
        words=Words(text=text, language="en", is_public=is_public, context=text),
    ).pk


def answered(
    net: Network, number: int, *, is_public: bool = True, text: str = "With one question."
) -> int:
    """Let Tunisia answer; give the key of the answer."""
    return answer_peer(
        by=net.focal["TUN"],
        number=number,
        member_id=net.members["TUN"],
        words=Words(text=text, language="en", is_public=is_public),
    ).pk


def forward(net: Network, key: int) -> None:
    """Hand a draft in, let Tunisia approve it, and publish it."""
    submit_experience(by=net.focal["MAR"], experience_id=key)
    review_experience(
        by=net.focal["TUN"], experience_id=key, member_id=net.members["TUN"], note="clear"
    )
    publish_experience(by=net.focal["MAR"], experience_id=key)
