"""Files as offices keep them, in headings of their own: what each holds stands in its test."""

from __future__ import annotations

from tests.intake.layouts import delimited, workbook

ARABIC_WIDE = workbook(
    [
        ("المملكة المغربية",),
        ("جهة طنجة - تطوان - الحسيمة",),
        ("لائحة مشاريع برنامج التنمية الجهوية ٢٠٢٢ - ٢٠٢٧",),
        (),
        ("الرقم الترتيبي", "رمز المشروع", "تسمية المشروع", "العمالة / الإقليم",
         "التكلفة الإجمالية بالدرهم", "تاريخ انطلاق الأشغال", "تاريخ نهاية الأشغال المتوقع",
         "نسبة تقدم الأشغال", "وضعية المشروع"),
        ("١", "ط ت ح - ٠٠١", "تهيئة طريق", "وزان", "١٢٬٥٠٠٬٠٠٠", "٠١/٠٣/٢٠٢٣", "٣١/١٢/٢٠٢٥",
         "٤٥ ٪", "قيد الإنجاز"),
        ("٢", "ط ت ح - ٠٠٢", "مركز صحي", "شفشاون ووزان", "٣٬٢٥٠٬٠٠٠٫٥٠", "٢٠٢٤", "٢٠٢٦", "٠٪",
         "لم تنطلق بعد"),
        ("٣", "ط ت ح - ٠٠٣", "سوق أسبوعي", "تطوان", "غير متوفر", "", "", "", "في طور الدراسة"),
        ("", "المجموع العام", "", "", "١٥٬٧٥٠٬٠٠٠٫٥٠", "", "", "", ""),
        (),
        ("* المبالغ المذكورة أعلاه تقديرية",),
    ],
    rtl=True,
)  # fmt: skip

_HEADINGS = ("Ref.", "Project name", "District/Province", "Budget (MAD)", "Started on", "Due date",
             "% complete")  # fmt: skip
PAGES_IN_ENGLISH = delimited(
    [
        ("Regional Development Program 2022-2027",),
        ("Printed on 10/14/2025",),
        _HEADINGS,
        ("RD-001", "Clinic", "Tetuan", "1,200,000", "02/28/2023", "12/31/2024", "87.5%"),
        ("RD-002", "Market", "Al-Hoceima", "850,000.75", "01/15/2024", "09/30/2026", "12%"),
        ("Page 1 of 2",),
        ("Regional Development Program 2022-2027",),
        _HEADINGS,
        ("RD-003", "School bus", "Larache", "TBD", "", "", ""),
        ("", "Grand total", "", "2,050,000.75", "", "", ""),
        ("Page 2 of 2",),
    ],
    "export.txt",
    "utf-16",
)

NUMBERED_REGIONS = workbook(
    [
        ("N°", "Région", "Code projet", "Intitulé", "Province", "Coût global (MDH)", "Début",
         "Fin", "Taux %", "Statut"),
        (1, "Région Une", "CS-001", "Voie", "Larache", 250, "01/01/2023", "30/06/2025", 40,
         "En cours"),
        (2, "Région Une", "CS-002", "Pont", "Larache", 30, "01/09/2024", "01/03/2024", 10,
         "En cours"),
        (3, "Région Une", None, "École", "Larache", 12.5, "2023", "2025", 90, "En cours"),
        (4, "Région Une", "CS-004", "Hôpital", "Zorglub", 99, "T1 2024", "T4 2026", 130,
         "En cours"),
        ("Total Région Une", None, None, None, None, 391.5),
        (5, "Région Deux", "OR-001", "Barrage", "Ouezzane", 500, "2022", "2027", 25, "En retard"),
        ("Total Région Deux", None, None, None, None, 510),
        ("TOTAL", None, None, None, None, 891.5),
    ]
)  # fmt: skip

CODES_WITH_SLASHES = delimited(
    [
        ("Programme de développement régional 2022-2027",),
        ("Code opération", "Intitulé de l'opération", "Province(s) concernée(s)",
         "Enveloppe budgétaire (DH)", "Sources de financement"),
        ("OP/01", "Lycée", "Chefchaouen et Ouezzane", "15.000.000,00",
         "Région (10 MDH), INDH (5 MDH)"),
        ("OP/02", "Route", "Larache - Ouezzane", "7.000.000,00", "Région : 7 MDH"),
    ],
    "operations.txt",
    "utf-16",
    "\t",
)  # fmt: skip

PAYERS_BY_YEAR = workbook(
    [
        ("PROGRAMMATION PLURIANNUELLE 2022-2027 (KDH)",),
        (),
        ("Code", None, "Projet", "2024", None, None, "2025", None, None, "TOTAL"),
        (None, None, None, "Région", "Partenaires", "Total", "Région", "Partenaires", "Total"),
        (),
        ("X.1", None, "Route", 100, 50, 150, 200, 100, 300, 450),
        ("X.2", None, "École", 0, 80, 80, None, None, None, 80),
        ("TOTAL", None, None, 100, 130, 230, 200, 100, 300, 530),
    ],
    merged=[(2, 3, 5, "2024"), (2, 6, 8, "2025")],
)

ROW_FOR_EACH_PAYER = workbook(
    [
        ("Code projet", "Intitulé du projet", "Partenaire", "Montant (DH)"),
        ("PR1", "Route", "Région TTA", 3_000_000),
        ("PR1", "Route", "INDH", 1_000_000),
        (None, None, "Commune de Zoumi", 500_000),
        ("PR2", "École", "AREF", 2_000_000),
        ("PR2", "École", "Région TTA", "N.D"),
        ("Total", None, None, 6_500_000),
    ]
)

ROW_FOR_EACH_YEAR = delimited(
    [
        ("Code", "Projet", "Exercice", "Crédits (DH)"),
        ("A", "Route", "2023", "1000000"),
        ("A", "Route", "2024", "500000"),
        ("B", "Pont", "2024", "250000"),
    ],
    "exercices.csv",
    "utf-8",
)

YEARS_ALONE = workbook(
    [
        ("Programmation budgétaire 2022-2027 (en MDH)",),
        ("Code projet", "Intitulé", "Coût global", "2022", "2023", "2024"),
        ("P1", "Route", 10, 1, 2, 7),
        ("P2", "Pont", 5.5, None, "2,5", "3"),
        ("Total", None, 15.5, 1, 4.5, 10),
    ]
)

IN_TWO_LANGUAGES = workbook(
    [
        ("Code / الرمز", "Project / المشروع", "Cost (MDH) / الكلفة (م.درهم)", "Status / الحالة"),
        ("Q1", "Road طريق", 5, "Ongoing / في طور الإنجاز"),
        ("Q2", "School مدرسة", 3, "Completed / منجز"),
    ]
)
