"""Photographs of the demonstration: drawn by our own code, marked as samples, attached to reports.

They show how evidence stands beside what a report says; none of them shows a real place.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from athar.kernel.text import Translated

if TYPE_CHECKING:
    from athar.kernel.actor import Actor

REPORTED_ON = dt.date(2025, 9, 30)


@dataclass(frozen=True, slots=True)
class Sample:
    """A drawn photograph: of which project, which scene, when and where it would be taken.

    Units: degrees.
    """

    code: str
    scene: str
    taken_on: dt.date
    at: tuple[Fraction, Fraction]
    title: Translated


def _at(latitude: str, longitude: str) -> tuple[Fraction, Fraction]:
    return Fraction(latitude), Fraction(longitude)


SAMPLES = (
    Sample(
        "PDR-A2-P11-01",
        "road",
        dt.date(2025, 9, 18),
        _at("35.015", "-4.902"),
        Translated(
            ar="مثال مرسوم: توسيع الطريق قرب باب برد",
            fr="Exemple dessiné\u00a0: élargissement de la route près de Bab Berred",
            en="Drawn sample: widening the road near Bab Berred",
        ),
    ),
    Sample(
        "PDR-A3-P21-03",
        "pipe",
        dt.date(2025, 8, 27),
        _at("35.112", "-5.287"),
        Translated(
            ar="مثال مرسوم: وضع قناة الماء بجماعة الدردارة",
            fr="Exemple dessiné\u00a0: pose de la conduite d’eau à Derdara",
            en="Drawn sample: laying the water pipe in Derdara",
        ),
    ),
    Sample(
        "PDR-A3-P27-04",
        "building",
        dt.date(2025, 9, 22),
        _at("34.935", "-4.782"),
        Translated(
            ar="مثال مرسوم: هيكل المدرسة الجماعاتية بتمروت",
            fr="Exemple dessiné\u00a0: le gros œuvre de l’école communautaire de Tamorot",
            en="Drawn sample: the frame of the community school in Tamorot",
        ),
    ),
    Sample(
        "PDR-A2-P15-02",
        "station",
        dt.date(2025, 9, 24),
        _at("35.165", "-5.272"),
        Translated(
            ar="مثال مرسوم: بناية المحطة الطرقية بشفشاون",
            fr="Exemple dessiné\u00a0: le bâtiment de la gare routière de Chefchaouen",
            en="Drawn sample: the hall of the coach station in Chefchaouen",
        ),
    ),
    Sample(
        "PDR-A2-P15-02",
        "road",
        dt.date(2025, 9, 24),
        _at("35.165", "-5.272"),
        Translated(
            ar="مثال مرسوم: طريق الولوج إلى المحطة",
            fr="Exemple dessiné\u00a0: la voie d’accès à la gare",
            en="Drawn sample: the way to the station",
        ),
    ),
)


def attach_samples(by: Actor | None, plan_id: int) -> int:
    """Attach each photograph to the report of its project, and give how many there are."""
    from athar.reporting.queries import last_reports

    codes = {one.code for one in SAMPLES}
    reports = last_reports(plan_id, codes, until=REPORTED_ON)
    for one in SAMPLES:
        attach(by, reports[one.code].id, one)
    return len(SAMPLES)


def attach(by: Actor | None, report_id: int, one: Sample) -> None:
    """Draw a photograph and attach it to a report."""
    from athar.config.sketches import sketch
    from athar.evidence.actions import attach_photo
    from athar.evidence.subjects import scopes_of_subject

    subject = f"report:{report_id}"
    attach_photo(
        by=by,
        subject=subject,
        scope_keys=scopes_of_subject(subject),
        content=sketch(one.scene, one.taken_on, one.at),
        name=f"sample-{one.scene}.jpg",
        title=one.title,
        licence="CC-BY-4.0",
    )
