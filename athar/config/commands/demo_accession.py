"""Two fictional candidates of the demonstration: one before eligibility, one half-way on its road.

Everything of them is invented, and their names say so; what is shipped of real members is not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from athar.kernel.text import Translated

if TYPE_CHECKING:
    from athar.network.facts import FactDraft
    from athar.network.queries import RoadView
    from athar.people.demo import DemoAccount

Due = tuple[dt.date, Callable[[], object]]
MENTOR = "MAR"
NEAR, ON_THE_ROAD = "X-OASIS", "X-DUNES"
_NAMES = {
    NEAR: Translated(
        ar="بلاد الواحات (بلد خيالي)", fr="Oasie (pays fictif)", en="Oasia (fictional country)"
    ),
    ON_THE_ROAD: Translated(
        ar="بلاد الكثبان (بلد خيالي)", fr="Dunésie (pays fictif)", en="Dunesia (fictional country)"
    ),
}
_EIGHT: Mapping[str, bool | str] = {
    "budget_proposal": True,
    "audit_report": False,
    "information_law": False,
    "information_constitution": False,
    "information_draft": True,
    "disclosure_law": True,
    "disclosure_public": False,
    "civil_liberties": "5.3",
    "cso_entry": "3",
    "cso_repression": "2.5",
}
_TWELVE = {**_EIGHT, "audit_report": True, "disclosure_public": True}
_FOCAL_POINTS = (
    ("focal.oasis@athar.example", "مريم الواحي", NEAR),
    ("focal.dunes@athar.example", "إدريس الرملي", ON_THE_ROAD),
    ("focal.morocco@athar.example", "حنان المغاري", MENTOR),
)
_SAMPLE = "معطى مفترض للعرض"
_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def due_steps() -> list[Due]:
    """Give what happens on which day, once the members are listed."""
    return [
        (dt.date(2025, 1, 14), _begin),
        (dt.date(2025, 3, 10), lambda: _complete("eligible", "النقط والمصادر")),
        (dt.date(2025, 4, 22), _accompany),
        (dt.date(2025, 5, 19), lambda: _complete("letter", "رسالة النوايا")),
        (dt.date(2025, 6, 11), lambda: _tell("ورشة عن بعد: القواعد المنظمة للمنتدى")),
        (dt.date(2025, 9, 15), lambda: _complete("lead_body", "قرار تعيين القطاع القائد")),
        (dt.date(2025, 10, 6), _ask),
    ]


def focal_points() -> tuple[DemoAccount, ...]:
    """Make the accounts that speak for the candidates and their mentor, or bring them back."""
    from athar.people.demo import put_demo_focal_point

    return tuple(
        put_demo_focal_point(email=email, name=name, scope=f"member:{_key(code)}")
        for email, name, code in _FOCAL_POINTS
    )


def _begin() -> None:
    from athar.network.actions import record_eligibility, show_sections, start_road
    from athar.network.actions.members import put_members
    from athar.network.drafts.members import MemberDraft, StatusDraft
    from athar.network.enums.accession import Section
    from athar.network.enums.members import Programme, Standing
    from athar.network.shipped import read_facts

    status = StatusDraft(
        programme=Programme.OGP, standing=Standing.CANDIDATE, since_on=dt.date(2024, 1, 15)
    )
    drafts = [
        MemberDraft(code=code, names=names, statuses=(status,)) for code, names in _NAMES.items()
    ]
    put_members(by=None, drafts=drafts)
    for code, year, fact in read_facts():
        record_eligibility(by=None, member_id=_key(code), year=year, facts=[fact])
    for code, year, answers in (
        (NEAR, 2025, _EIGHT),
        (ON_THE_ROAD, 2024, _EIGHT),
        (ON_THE_ROAD, 2025, _TWELVE),
    ):
        record_eligibility(by=None, member_id=_key(code), year=year, facts=_facts(answers))
    road = start_road(by=None, member_id=_key(ON_THE_ROAD))
    show_sections(by=None, accession_id=road, version=1, shown=list(Section))


def _facts(answers: Mapping[str, bool | str]) -> list[FactDraft]:
    from athar.network.enums.eligibility import CriterionKey
    from athar.network.facts import FactDraft

    return [
        FactDraft(
            criterion=CriterionKey(key),
            is_met=answer if isinstance(answer, bool) else None,
            value=None if isinstance(answer, bool) else Decimal(answer),
            source_title=_SAMPLE,
        )
        for key, answer in answers.items()
    ]


def _complete(step: str, title: str) -> None:
    """Complete a step with a document, which the public may read."""
    from athar.kernel import clock
    from athar.network.actions import attach_to_step, complete_step, show_document

    (one,) = (one for one in _road().steps if one.key == step)
    key = attach_to_step(
        by=None,
        step_id=one.id,
        content=_PDF + step.encode(),
        name=f"{step}.pdf",
        title=Translated(ar=f"{title} (مثال)"),
        because=_SAMPLE,
    )
    show_document(by=None, step_id=one.id, evidence_id=key, is_public=True, because="")
    complete_step(by=None, step_id=one.id, version=one.version, done_on=clock.today())


def _ask() -> None:
    """Let the candidate ask its peers in public."""
    from athar.network.actions.peers import Words, ask_peers
    from athar.network.enums.experiences import Level
    from athar.reference.enums import Taxonomy
    from athar.reference.queries import themes

    areas = {theme.code: theme.id for theme in themes(Taxonomy.OGP_POLICY_AREA)}
    ask_peers(
        by=None,
        member_id=_key(ON_THE_ROAD),
        theme_id=areas["public-participation"],
        level=Level.NATIONAL,
        words=Words(
            text="كيف اخترتم ممثلي المجتمع المدني في المنتدى متعدد الأطراف؟ (مثال)",
            language="ar",
            is_public=True,
            context="نعد القواعد المنظمة لأول منتدى عندنا.",
        ),
    )


def _accompany() -> None:
    from athar.network.actions import add_task, answer_candidate, ask_mentor

    road = _road()
    key = ask_mentor(
        by=None, accession_id=road.id, mentor_id=_key(MENTOR), words="نرجو مرافقتكم لنا."
    )
    answer_candidate(by=None, mentorship_id=key, accepts=True)
    _tell("لقاء أول عن بعد لتحديد برنامج المرافقة")
    forum, plan = (one.id for one in road.steps if one.key in {"forum", "first_plan"})
    for step, title, day in (
        (forum, "نشر الدعوة إلى الترشح لعضوية المنتدى", dt.date(2025, 11, 17)),
        (plan, "إعداد مشروع الخطة", dt.date(2026, 6, 30)),
    ):
        add_task(by=None, step_id=step, title=title, owner="القطاع القائد", due_on=day)


def _tell(words: str) -> None:
    """Write into the room what the page tells too."""
    from athar.network.actions import write_note

    write_note(by=None, mentorship_id=_road().mentors[0].id, text=words, is_public=True)


def _road() -> RoadView:
    from athar.network.queries import accession_file

    found = accession_file(ON_THE_ROAD)
    road = found.road if found else None
    assert road is not None  # begun on the first day
    return road


def _key(code: str) -> int:
    from athar.network.queries import accession_file

    found = accession_file(code)
    assert found is not None  # members are listed before the first day
    return found.country.id
