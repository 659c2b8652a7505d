"""Small quarterly returns of the plan of tests/cast.py, to be varied; figures are invented."""

from __future__ import annotations

from athar.intake.options import Options
from athar.intake.returns.taking import import_progress
from tests import cast
from tests.intake.agreements_small import table

FRENCH = (
    ("Province – fiche de suivi",),
    ("Trimestre : T3 2025 (situation au 30/09/2025)",),
    ("Code projet", "Av. physique %", "Av. financier %", "Statut", "Observations",
     "Fin prévisionnelle"),
    ("PDR-001", "85 %", "", "En retard", "Crue", "fin 2026"),
    ("PDR-003", 10, 5, "En cours", "", "juin 2027"),
    ("PDR-004", "", "", "", "", ""),
)  # fmt: skip

ARABIC = (
    ("وضعية الربع الثالث 2025",),
    ("ملاحظات", "حالة المشروع", "نسبة الإنجاز المادي", "رمز المشروع", "النهاية الفعلية"),
    ("اكتملت الأشغال", "منجز", "١٠٠٪", "pdr 003", "30/06/2025"),
    ("", "في طور الإنجاز", "٨٢٫٥٪", "PDR-001", ""),
)


def take(file, *, by=None, period="2025-Q3", **options):
    """Import a return into the small plan."""
    given = Options(plan_code=cast.PLAN.code, **options)
    return import_progress(by=by, file=file, period=period, options=given)


def return_of(*rows):
    """A return with these rows under the headings of the French one."""
    return table((*FRENCH[:3], *rows))
