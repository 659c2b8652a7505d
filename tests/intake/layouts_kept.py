"""More layouts that offices keep: numbers that restart, rows of units, sums carried to the next page."""

from __future__ import annotations

from tests.intake.layouts import delimited, workbook

LINES_COUNTED_BY_PROVINCE = workbook(
    [
        ("مشاريع التأهيل الترابي",),
        ("ر.ت", "بيان المشروع", "الكلفة الإجمالية بملايين الدراهم", "نسبة تقدم الأشغال"),
        ("إقليم العرائش",),
        ("١", "طريق قروية", "١٠", "٥٠٪"),
        ("٢", "مدرسة جماعاتية", "٢٫٥", "٤٠٪"),
        ("مجموع الإقليم", None, "١٢٫٥"),
        ("إقليم شفشاون",),
        ("١", "سد تلي", "١٠٠", "٢٠٪"),
        ("مجموع الإقليم", None, "١٠٠"),
        ("المجموع العام", None, "١١٢٫٥"),
    ],
    rtl=True,
)

SUMS_CARRIED_OVER = workbook(
    [
        ("Code", "Projet", "Coût (DH)"),
        ("V1", "Route", 100_000),
        ("V2", "Piste", 200_000),
        ("A reporter", None, 300_000),
        ("Code", "Projet", "Coût (DH)"),
        ("Report", None, 300_000),
        ("V3", "Puits", 300_000),
        ("Total", None, 600_000),
        (),
        ("Le Président du Conseil", None, "Le Wali"),
        ("Fait à Tanger, le 12/07/2025",),
    ]
)

UNITS_BELOW = workbook(
    [
        ("Code", "Projet", "Coût", "Engagé", "Payé", "Avancement physique"),
        (None, None, "MDH", "KDH", "(MDH)", "%"),
        ("A1", "Route", 1.5, 1000, 0.5, 40),
        ("A2", "Piste", 2, 2000, 1, 50),
    ]
)

COLUMNS_NUMBERED = workbook(
    [
        ("Code", "Projet", "Coût (MDH)", "Payé (MDH)", "Reste (MDH)"),
        ("(1)", "(2)", "(3)", "(4)", "(5)=(3)-(4)"),
        ("A1", "Route", 1.5, 1, 0.5),
        ("A2", "Piste", 2, 2, 0),
    ]
)

SENTENCES_AS_HEADINGS = workbook(
    [
        ("رقم المشروع ضمن البرنامج", "تسمية المشروع كما وردت في الاتفاقية",
         "الكلفة الإجمالية للمشروع بمليون درهم", "مساهمة مجلس الجهة", "مساهمة باقي الشركاء",
         "التاريخ المتوقع لانتهاء الأشغال", "نسبة إنجاز الأشغال إلى غاية 30 يونيو 2025"),
        ("م1", "طريق زومي", 10, 6, 4, "نهاية 2025", "45%"),
        ("م2", "مدرسة بريكشة", 5, 5, 0, "2026", "0%"),
    ],
    rtl=True,
)  # fmt: skip

PARTNERS_BY_YEAR = workbook(
    [
        ("Code", "Projet", "Montage financier (MDH)", None, None, None, "Total (MDH)"),
        (None, None, "Région", None, "Partenaires", None, None),
        (None, None, 2023, 2024, 2023, 2024, None),
        ("W1", "Route", 1, 2, 3, 4, 10),
        ("W2", "Piste", 2, 0, 0, 1, 3),
        ("Total", None, 3, 2, 3, 5, 13),
    ],
    merged=[(0, 2, 5, "Montage financier (MDH)"), (1, 2, 3, "Région"), (1, 4, 5, "Partenaires")],
)

FUNDERS_BETWEEN_SLASHES = delimited(
    [
        ("Code", "Projet", "Coût (MDH)", "Partenaires financiers"),
        ("F1", "Route", "7,5", "Région : 4,5 MDH / Commune de Zoumi : 3 MDH"),
        ("F2", "Piste", "2", "Région = 2"),
    ],
    "funders.csv",
    "utf-8",
)

STATUSES_IN_PHRASES = delimited(
    [
        ("Code", "Opération", "Budget", "Situation"),
        ("S1", "Route", "R 100 000,00", "Opération clôturée"),
        ("S2", "Piste", "100 000,00 €", "Projet en cours"),
        ("S3", "Puits", "1 000 000,00 FCFA", "Chantier à l'arrêt"),
    ],
    "phrases.csv",
    "utf-8",
)
