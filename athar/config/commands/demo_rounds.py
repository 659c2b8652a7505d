"""The reporting round of the demonstration: open, with reports in every state but published ones.

What is said in them is invented and says so; nothing of it is public before somebody validates it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from athar.kernel.actor import Actor

ROUND = "2025-T3"
DATES = {
    "start_on": dt.date(2025, 7, 1),
    "end_on": dt.date(2025, 9, 30),
    "opens_on": dt.date(2025, 10, 1),
    "due_on": dt.date(2025, 10, 31),
}
_MARK = {"ar": " (مثال للعرض)", "fr": " (exemple de démonstration)"}


@dataclass(frozen=True, slots=True)
class Said:
    """What is typed of one project, in one language; `note` returns it, empty leaves it there."""

    code: str
    lang: str
    typed: Mapping[str, str]
    text: str
    is_handed_in: bool = True
    note: str = ""
    remarks: Mapping[str, str] = field(default_factory=dict)


SAID = (
    Said(
        "PDR-A2-P13-03",
        "ar",
        {"physical": "48", "paid": "9 800 000"},
        "اكتملت أشغال التتريب على 3 كيلومترات. بدأت أشغال الطبقة الأساسية.",
    ),
    Said(
        "PDR-A2-P13-05",
        "ar",
        {
            "declared_status": "delayed",
            "physical": "94",
            "obstacle.reason": "weather",
            "obstacle.text.ar": "توقفت الأشغال شهرا بسبب التساقطات.",
            "action.text.ar": "استئناف الأشغال بفرقتين عوض فرقة واحدة.",
            "action.owner": "مصلحة الأشغال بالجهة",
            "action.due_on": "30/11/2025",
        },
        "بقي كيلومتر واحد من المسلك.",
    ),
    Said(
        "PDR-A5-P48-02",
        "fr",
        {"physical": "67"},
        "Douze associations ont été retenues. Les conventions sont en cours de signature.",
    ),
    Said(
        "PDR-A2-P20-02",
        "fr",
        {
            "declared_status": "delayed",
            "physical": "72",
            "obstacle.reason": "procurement",
            "obstacle.text.fr": "L’appel d’offres de la plateforme a été infructueux.",
            "action.text.fr": "Relancer l’appel d’offres en deux lots.",
            "action.owner": "Direction des systèmes d’information",
            "action.due_on": "15/12/2025",
        },
        "Les relevés de terrain sont terminés.",
        note="L’avancement passe de 27 à 72\u202f%. Qu’est-ce qui le justifie\u202f?",
        remarks={"physical": "Joindre le procès-verbal des relevés."},
    ),
    Said(
        "PDR-A2-P16-02",
        "ar",
        {
            "declared_status": "at_risk",
            "physical": "52",
            "obstacle.reason": "land",
            "obstacle.text.ar": "قطعة أرضية لم تسو وضعيتها بعد.",
            "action.text.ar": "عقد اجتماع مع أملاك الدولة.",
            "action.owner": "مصلحة الشؤون العقارية",
            "action.due_on": "30/11/2025",
        },
        "اكتملت ثلاث محطات من أصل ست.",
        note="المرجو إرفاق صور المحطات المكتملة.",
    ),
    Said(
        "PDR-A2-P14-02",
        "ar",
        {"declared_status": "delayed", "physical": "58"},
        "انطلقت أشغال قنطرتين.",
        is_handed_in=False,
    ),
)


def open_round_with_reports(
    plan_id: int, coordinator: Actor | None, manager: Actor | None, validator: Actor | None
) -> None:
    """Open the round, and let the manager type, hand in and get back some reports."""
    from athar.plans.models import Commitment
    from athar.reporting.actions import open_round

    round_id = open_round(by=coordinator, plan_id=plan_id, code=ROUND, **DATES)
    keys = dict(Commitment.objects.filter(plan=plan_id).values_list("code", "pk"))
    for said in SAID:
        _report(manager, validator, round_id, keys[said.code], said)


def _report(
    manager: Actor | None, validator: Actor | None, round_id: int, commitment_id: int, said: Said
) -> None:
    from athar.reporting.actions import return_report, save_report, start_report, submit_report

    key = start_report(by=manager, round_id=round_id, commitment_id=commitment_id)
    text = {f"narrative.{said.lang}": said.text + _MARK[said.lang]}
    saved = save_report(by=manager, report_id=key, version=1, changes={**said.typed, **text})
    if said.is_handed_in:
        version = submit_report(by=manager, report_id=key, version=saved.version)
        if said.note:
            return_report(
                by=validator,
                report_id=key,
                version=version,
                note=said.note,
                comments=said.remarks,
            )
