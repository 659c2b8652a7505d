"""Layouts that regions write and no sample shows, small, with the figures they must give."""

from __future__ import annotations

import datetime as dt
import io

import xlsxwriter

from athar.intake.options import GivenFile


def workbook(rows, name="plan.xlsx", *, merged=(), rtl=False, sheet="Feuil1", options=None):
    """A workbook of one sheet; dates are written as dates, `merged` areas as (row, columns)."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, **(options or {})}) as book:
        page = book.add_worksheet(sheet)
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        if rtl:
            page.right_to_left()
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, dt.date):
                    page.write_datetime(number, column, value, day)
                elif value is not None:
                    page.write(number, column, value)
        for number, first, last, text in merged:
            page.merge_range(number, first, number, last, text)
    return GivenFile(name, stream.getvalue())


def delimited(rows, name, encoding, mark=";"):
    """A delimited file in an encoding."""
    text = "\r\n".join(mark.join(row) for row in rows) + "\r\n"
    return GivenFile(name, text.encode(encoding))


ARABIC = workbook(
    [
        ("برنامج التنمية الجهوية لجهة طنجة تطوان الحسيمة ٢٠٢٢-٢٠٢٧",),
        ("الوضعية إلى غاية ٣٠ يونيو ٢٠٢٥ (المبالغ بمليون درهم)",),
        ("ر.ت", "المشروع", "الإقليم", "الكلفة", "مساهمة الجهة", "مساهمة الشركاء", "نسبة الإنجاز",
         "تاريخ الانتهاء", "الوضعية"),
        ("المحور الأول: الماء",),
        ("م-٠١", "سد تلي", "إقليم وزان", "١٬٢٥٠٫٥٠", "١٬٠٠٠", "٢٥٠٫٥٠", "٤٥٪", "يونيو ٢٠٢٥", "في طور الإنجاز"),
        ("م-٠٢", "قناة للري", "شفشاون", "٨٠", "٨٠", "-", "٠", "٢٠٢٦", "لم ينطلق بعد"),
        ("المجموع", "", "", "١٬٣٣٠٫٥٠", "١٬٠٨٠", "٢٥٠٫٥٠", "", "", ""),
        ("المحور الثاني: الطرق",),
        ("م-٠٣", "طريق قروية", "العرائش", "١٢٫٢٥", "غير محدد", "غير محدد", "١٠٠", "٣١/١٢/٢٠٢٣", "منجز"),
        ("المجموع", "", "", "١٢٫٢٥", "", "", "", "", ""),
        ("المجموع العام", "", "", "١٬٣٤٢٫٧٥", "١٬٠٨٠", "٢٥٠٫٥٠", "", "", ""),
    ],
    rtl=True,
)  # fmt: skip

PROVINCES_IN_ROWS = delimited(
    [
        ("جدول تتبع المشاريع", "", "", "", ""),
        ("رمز المشروع", "اسم المشروع", "الكلفة (درهم)", "حالة المشروع", "تاريخ البداية"),
        ("إقليم شفشاون", "", "", "", ""),
        ("C-1", "تزويد الدواوير بالماء", "12.500.000,00", "منجز", "01/02/2023"),
        ("C-2", "مسلك قروي", "3.250.000,50", "في طور الإنجاز", "15/03/2024"),
        ("المجموع", "", "15.750.000,50", "", ""),
        ("عمالة طنجة أصيلة", "", "", "", ""),
        ("C-3", "ملعب للقرب", "900.000,00", "متوقف", "30/11/2024"),
        ("المجموع", "", "900.000,00", "", ""),
        ("المجموع العام", "", "16.650.000,50", "", ""),
    ],
    "provinces.csv",
    "cp1256",
)

PRINTED_PAGES = delimited(
    [
        ("Région Tanger-Tétouan-Al Hoceima", "", "", "", "", ""),
        ("Project code", "Project title", "Province", "Total cost (MAD)", "Start date", "End date"),
        ("T-1", "Rural road", "Ouezzane", "1,250,000.50", "03/25/2023", "12/31/2025"),
        ("T-2", "Water point", "Larache", "750,000.00", "04/05/2023", "06/30/2024"),
        ("Page 1/2", "", "", "", "", ""),
        ("Région Tanger-Tétouan-Al Hoceima", "", "", "", "", ""),
        ("Project code", "Project title", "Province", "Total cost (MAD)", "Start date", "End date"),
        ("T-3", "School", "Tétouan", "2,000,000.00", "01/02/2024", "11/15/2026"),
        ("TOTAL", "", "", "4,000,000.50", "", ""),
        ("Page 2/2", "", "", "", "", ""),
    ],
    "pages.txt",
    "utf-16",
    "\t",
)

FUNDERS_IN_COLUMNS = workbook(
    [
        ("N°", "Intitulé du projet", "Coût total (MDH)", "Montage financier (MDH)", None, None, None, "Avancement"),
        (None, None, None, "Région", "DGCT", "INDH", "Commune de Zoumi", None),
        (1, "Route de Zoumi", 10, 4, 3, 3, None, "en cours"),
        (2, "École de Brikcha", 5.5, 5.5, None, None, None, "en cours"),
        (3, "Piste", 2, None, None, 1, 1, "achevé"),
        (None, "TOTAL", 17.5, 9.5, 3, 4, 1, None),
    ],
    merged=[(0, 3, 6, "Montage financier (MDH)")],
)  # fmt: skip

REGIONS_IN_ONE_SHEET = workbook(
    [
        ("Région", "Code", "Projet", "Province", "Coût (MDH)", "Fin prévue", "Avancement (%)"),
        ("Tanger-Tétouan-Al Hoceima", "TTA-01", "Route", "Larache", 10, "31/12/2025", 40),
        (None, "TTA-02", "Barrage", "Ouezzane", 20.5, "fin 2026", 112),
        (None, "TTA-02", "Barrage bis", "Ouezzane", 1, "fin 2026", 10),
        ("Total Tanger-Tétouan-Al Hoceima", None, None, None, 31.5, None, None),
        ("Région Deux", "RD-01", "Port", "Larache", 100, "T3 2025", 55),
        (None, "RD-02", "Quai", "Larache", 50, "T3 2025", 5),
        ("Total Région Deux", None, None, None, 151, None, None),
        ("Région Trois", "RT-01", "Gare", "Tétouan", 7, "mars 2024", 100),
        ("Total Région Trois", None, None, None, 7, None, None),
        ("TOTAL GÉNÉRAL", None, None, None, 189.5, None, None),
    ],
)  # fmt: skip

WITHOUT_CODES = delimited(
    [
        ("Projet", "Commune", "Montant (KDH)", "État d'avancement"),
        ("Piste rurale", "Zoumi", "1 250,5", "Achevé"),
        ("Piste rurale", "Brikcha", "980", "En cours"),
        ("École", "Zoumi", "N.D", "-"),
    ],
    "projets.csv",
    "cp1252",
)

SINCE_1904 = workbook(
    [
        ("Code", "Projet", "Coût (DH)", "Date de début", "Date de fin"),
        ("S-1", "Route", 1_500_000, dt.date(2024, 3, 1), 44_377),
        ("S-2", "Pont", 2_500_000, dt.date(2024, 5, 15), 44_742),
    ],
    options={"date_1904": True},
)


def sheets(pages, name="plan.xlsx"):
    """A workbook of several sheets."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for title, rows in pages.items():
            page = book.add_worksheet(title)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    return GivenFile(name, stream.getvalue())


_HEADINGS = ("Code projet", "Désignation", "Province", "Coût (DH)", "Taux d'avancement")

SHEET_FOR_EACH_AXIS = sheets(
    {
        "Eau": [
            ("AXE 1 : EAU",),
            _HEADINGS,
            ("E-1", "Barrage", "Ouezzane", 1_000_000, "45%"),
            ("Total", "", "", 1_000_000, ""),
        ],
        "Routes": [
            ("AXE 2 : ROUTES",),
            _HEADINGS,
            ("R-1", "Route", "Larache", 2_000_000, "10%"),
            ("R-2", "Pont", "Larache", "500 000", "10%"),
        ],
        "Synthèse": [
            ("Province", "Nombre de projets", "Coût (DH)"),
            ("Ouezzane", 1, 1_000_000),
            ("Larache", 2, 2_500_000),
        ],
    }
)

BLOCKS = delimited(
    [
        ("PDR de la Région A 2022-2027", "", "", ""),
        ("Code", "Projet", "Province", "Coût (MDH)"),
        ("A-1", "Route", "Larache", "10"),
        ("Total", "", "", "10"),
        ("", "", "", ""),
        ("PDR de la Région B 2022-2027", "", "", ""),
        ("Code", "Projet", "Province", "Coût (MDH)"),
        ("B-1", "Pont", "Ouezzane", "20"),
        ("B-2", "École", "Ouezzane", "25"),
        ("Total", "", "", "46"),
    ],
    "blocks.csv",
    "utf-8",
)

REGIONS_IN_ROWS = delimited(
    [
        ("N°", "Intitulé du projet", "Province", "Montant (DH)", "Date de fin"),
        ("Région de l'Oriental", "", "", "", ""),
        ("1", "Route", "Larache", "10 000,00", "30/02/2025"),
        ("2", "Pont", "Larache", "5 000,00", "30/01/2025"),
        ("Sous-total", "", "", "15 000,00", ""),
        ("Région Fès-Meknès", "", "", "", ""),
        ("1", "École", "Ouezzane", "7 000,00", "31/12/2024"),
        ("Sous-total", "", "", "8 000,00", ""),
        ("TOTAL", "", "", "22 000,00", ""),
    ],
    "regions.csv",
    "cp1252",
)

GROUPINGS_WITH_SUMS = workbook(
    [
        ("PDR 2022-2027 de la Région Tanger-Tétouan-Al Hoceima",),
        ("Code", "Libellé", "Budget (KDH)", "Responsable", "État"),
        ("A1", "Axe 1 : Eau", 300),
        ("P1", "Programme 1 : Barrages", 301),
        ("P1-01", "Barrage X", 100, "ABHL", "en cours"),
        ("P1-02", "Barrage Y", 200, "ABHL", "en cours"),
        ("A2", "Axe 2 : Routes", 50),
        ("P2", "Programme 2 : Pistes", 50),
        ("P2-01", "Piste", 50, "MEE", "achevé"),
    ],
)

HEADINGS_OVER_TWO_LINES = delimited(
    [
        ("Code", "Projet", "Part de la Région (MDH)", "", "Part des partenaires (MDH)", "", "État"),
        ("", "", "2023", "2024", "2023", "2024", ""),
        ("A-1", "Route", "2", "3,5", "1", "4", "En cours"),
        ("A-2", "Pont", "", "1", "1", "-", "Achevé"),
    ],
    "annees.csv",
    "utf-8-sig",
)
