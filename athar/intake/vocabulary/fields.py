"""The words of headings, in Arabic, French and English: what a column of which table may hold.

Phrases are written as people write them and compared by `kernel.text.normalise`. A new way of
heading a column is one more phrase here; nothing else changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class TableKind(StrEnum):
    """What one row of a table stands for."""

    PLAN = "plan"
    NODES = "nodes"
    ORGANISATIONS = "organisations"
    FUNDING = "funding"
    INDICATORS = "indicators"
    AGREEMENTS = "agreements"
    PROJECTS = "projects"
    SIGNED = "signed"
    RETURNS = "returns"
    VALUES = "values"


class Field(StrEnum):
    """What a column holds."""

    CODE = "code"
    PLAN = "plan"
    TITLE = "title"
    SUMMARY = "summary"
    AXIS = "axis"
    SUB_AXIS = "sub_axis"
    PROGRAMME = "programme"
    LEAD = "lead"
    SUPPORT = "support"
    OWNER = "owner"
    DELEGATED_OWNER = "delegated_owner"
    REGION = "region"
    PROVINCES = "provinces"
    COMMUNES = "communes"
    PLACES = "places"
    SECTOR = "sector"
    AMOUNT = "amount"
    FUNDERS = "funders"
    FUNDING_YEAR = "funding_year"
    SHARE = "share"
    YEAR_SHARE = "year_share"
    AGREEMENT = "agreement"
    SESSION_DATE = "session_date"
    STATUS = "status"
    STATUS_MARK = "status_mark"
    PLANNED_START = "planned_start"
    PLANNED_END = "planned_end"
    FORECAST_END = "forecast_end"
    ACTUAL_START = "actual_start"
    ACTUAL_END = "actual_end"
    PHYSICAL = "physical"
    FINANCIAL = "financial"
    COMMITTED = "committed"
    PAID = "paid"
    INDICATOR = "indicator"
    UNIT = "unit"
    BASELINE = "baseline"
    TARGET = "target"
    VALUE = "value"
    VALUE_DATE = "value_date"
    DIRECTION = "direction"
    SOURCE = "source"
    REMARK = "remark"
    SUB_PROJECTS = "sub_projects"
    LEVEL = "level"
    PARENT = "parent"
    NAME = "name"
    ABBREVIATION = "abbreviation"
    KIND = "kind"
    START = "start"
    END = "end"
    ADOPTED = "adopted"
    TOTAL = "total"
    PROJECT = "project"
    ORGANISATION = "organisation"
    YEAR = "year"
    NUMBER = "number"
    ORDER = "order"
    COUNTRY = "country"
    PERIOD = "period"
    CATEGORY = "category"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    NO_NUMBER = "no_number"
    CLAIM = "claim"


TRANSLATED = frozenset({Field.TITLE, Field.SUMMARY, Field.NAME, Field.REMARK, Field.INDICATOR})
"""Fields of which a table may hold one column per language."""

MONEY = frozenset(
    {
        Field.AMOUNT,
        Field.FUNDING_YEAR,
        Field.SHARE,
        Field.YEAR_SHARE,
        Field.COMMITTED,
        Field.PAID,
        Field.TOTAL,
    }
)
PERCENTS = frozenset({Field.PHYSICAL, Field.FINANCIAL})
VALUES = frozenset({Field.BASELINE, Field.TARGET, Field.VALUE})
DATES = frozenset(
    {
        Field.PLANNED_START,
        Field.PLANNED_END,
        Field.FORECAST_END,
        Field.ACTUAL_START,
        Field.ACTUAL_END,
        Field.SESSION_DATE,
        Field.VALUE_DATE,
        Field.START,
        Field.END,
        Field.ADOPTED,
    }
)

Phrases = Mapping[Field, tuple[str, ...]]

_CODE = ("code", "code projet", "code du projet", "project code", "n°", "numéro", "n° projet",
         "référence", "identifiant", "id", "reference", "project id", "project no", "project slug",
         "project number", "réf projet", "n° d'ordre", "n° ordre", "code opération", "رمز المشروع",
         "الرمز", "رقم المشروع", "الرقم", "رقم", "الرقم الترتيبي", "رت", "ر ت",
         "المرجع")  # fmt: skip
_TITLE = ("title", "titre", "intitulé", "intitulé du projet", "libellé", "libellé du projet",
          "nom du projet", "projet", "désignation", "désignation du projet", "project title",
          "project name", "project", "engagement", "commitment", "projets", "intitulé de l'action",
          "intitulé de l'opération", "opération", "objet du projet", "nom de l'opération",
          "projets actions", "nature des travaux", "nature du projet", "عنوان المشروع",
          "العنوان", "اسم المشروع", "المشروع", "المشاريع",
          "تسمية المشروع", "الالتزام", "بيان المشروع", "موضوع المشروع", "العملية")  # fmt: skip
_PLACES = ("places", "place", "lieu", "lieux", "localisation", "location", "territoire",
           "الموقع", "المكان", "الموقع الجغرافي", "مكان الإنجاز", "المجال الترابي")  # fmt: skip
_VALUES: dict[Field, tuple[str, ...]] = {
    Field.UNIT: ("unit", "unité", "unité de mesure", "الوحدة", "وحدة القياس"),
    Field.BASELINE: ("baseline", "référence", "situation de référence", "valeur de référence",
                     "القيمة المرجعية", "الوضعية المرجعية"),
    Field.TARGET: ("target", "cible", "valeur cible", "القيمة المستهدفة", "الهدف"),
    Field.VALUE: ("value", "actual", "actual value", "indicator value", "réalisé",
                  "valeur réalisée", "réalisation", "valeur indicateur", "valeur de l'indicateur",
                  "القيمة المحققة", "المنجز", "قيمة المؤشر"),
    Field.VALUE_DATE: ("value date", "date de la valeur", "تاريخ القيمة"),
    Field.DIRECTION: ("direction", "sens", "الاتجاه"),
}  # fmt: skip

PROJECT_WORDS: Phrases = {
    Field.CODE: _CODE,
    Field.PLAN: ("plan", "plan code", "code plan", "code du plan", "pdr", "code pdr",
                 "رمز المخطط", "المخطط", "برنامج التنمية الجهوية", "رمز برنامج التنمية"),
    Field.TITLE: _TITLE,
    Field.SUMMARY: ("description", "project description", "consistance", "résumé", "objectif",
                    "objectifs", "وصف المشروع", "الوصف", "مكونات المشروع"),
    Field.AXIS: ("axis", "axe", "axe stratégique", "pilier", "المحور", "المحور الاستراتيجي"),
    Field.SUB_AXIS: ("sub axis", "sous axe", "sous-axe", "المحور الفرعي"),
    Field.PROGRAMME: ("programme", "program", "البرنامج"),
    Field.LEAD: ("lead", "lead body", "lead agency", "responsable", "chef de file",
                 "organisme responsable", "الجهة المسؤولة", "المسؤول", "الجهة المكلفة"),
    Field.SUPPORT: ("support", "supporting bodies", "partners", "parties prenantes",
                    "الجهات الشريكة", "الأطراف المعنية"),
    Field.OWNER: ("owner", "project owner", "government institution", "department",
                  "implementing agency", "maître d'ouvrage", "mo", "porteur du projet",
                  "porteur", "صاحب المشروع", "حامل المشروع"),
    Field.DELEGATED_OWNER: ("delegated owner", "maître d'ouvrage délégué", "mod",
                            "صاحب المشروع المنتدب", "حامل المشروع المنتدب"),
    Field.REGION: ("region", "région", "nom de la région", "régions", "الجهة", "جهة", "الجهات"),
    Field.PROVINCES: ("provinces", "province", "préfecture", "province(s) / préfecture(s)",
                      "provinces et préfectures", "préfecture / province", "préfectures",
                      "العمالات والأقاليم", "العمالة أو الإقليم", "الإقليم", "العمالة",
                      "الأقاليم", "العمالة/الإقليم", "الإقليم أو العمالة", "عمالة أو إقليم",
                      "province ou préfecture", "préfecture ou province"),
    Field.COMMUNES: ("communes", "commune", "commune(s)", "municipality", "الجماعات",
                     "الجماعة", "الجماعة الترابية"),
    Field.PLACES: _PLACES,
    Field.SECTOR: ("sector", "secteur", "domaine", "secteur d'activité", "rubrique", "القطاع",
                   "المجال"),
    Field.AMOUNT: ("amount", "total cost", "cost", "budget", "coût total", "coût",
                   "coût du projet", "coût global", "montant", "montant total",
                   "total project cost", "coût en", "coût estimé", "coût estimatif",
                   "coût prévisionnel", "coût d'objectif", "budget total", "budget prévu",
                   "enveloppe", "enveloppe budgétaire", "montant du projet", "investissement",
                   "montant global", "montant prévu", "crédits", "crédits indh",
                   "estimated cost", "الغلاف المالي", "الكلفة التقديرية", "القيمة الإجمالية",
                   "الكلفة المالية", "التكلفة", "الكلفة العامة", "الكلفة الكلية",
                   "الكلفة الإجمالية", "التكلفة الإجمالية", "الكلفة",
                   "التكلفة", "المبلغ", "المبلغ الإجمالي", "الميزانية", "كلفة المشروع"),
    Field.FUNDERS: ("partenaires financiers", "partenaires", "détail du financement",
                    "contributions des partenaires", "الشركاء", "funding sources", "funders",
                    "sources de financement", "financement",
                    "détail des partenaires", "montage financier", "plan de financement",
                    "bailleurs", "مصادر التمويل", "التركيبة المالية", "الشركاء الماليون",
                    "الممولون", "مساهمات الشركاء"),
    Field.ORGANISATION: ("partenaire", "partenaire financier", "bailleur", "bailleur de fonds",
                         "source de financement", "funder", "partner", "funding source",
                         "الشريك", "الممول", "الجهة الممولة", "مصدر التمويل"),
    Field.FUNDING_YEAR: ("funding", "financement", "crédits", "cp", "tranche", "année",
                         "تمويل", "التمويل", "اعتمادات", "سنة"),
    Field.YEAR: ("year", "financial year", "fiscal year", "année", "année budgétaire",
                 "exercice", "السنة", "السنة المالية"),
    Field.YEAR_SHARE: ("amount", "montant", "crédits", "budget", "cp", "appropriation",
                       "المبلغ", "الاعتمادات"),
    Field.AGREEMENT: ("agreement", "convention", "n° convention", "numéro de la convention",
                      "convention n°", "رقم الاتفاقية", "الاتفاقية"),
    Field.SESSION_DATE: ("session date", "session du conseil", "date de session", "session",
                         "convention session du conseil", "تاريخ الدورة", "الدورة",
                         "دورة المجلس"),
    Field.STATUS: ("status", "declared status", "avancement", "progress", "تقدم الأشغال",
                    "statut", "état", "etat", "état d'avancement",
                   "situation", "stage", "project stage", "current project stage",
                   "project status", "الحالة", "حالة المشروع", "وضعية المشروع", "الوضعية"),
    Field.PLANNED_START: ("planned start", "start", "start date", "project start date",
                          "début prévu",
                          "date de début prévue", "date prévue de début", "date de début",
                          "date de démarrage", "تاريخ البداية المتوقع", "تاريخ البداية",
                          "تاريخ الانطلاق", "بداية الأشغال"),
    Field.PLANNED_END: ("planned end", "end", "end date", "completion date",
                        "estimated project completion date", "fin des travaux",
                        "délai d'achèvement", "date d'achèvement", "achèvement prévu",
                        "fin prévue", "date de fin prévue",
                        "date prévue de fin", "date de fin", "date d'achèvement prévue",
                        "تاريخ النهاية المتوقع", "تاريخ النهاية", "تاريخ الانتهاء",
                        "نهاية الأشغال"),
    Field.FORECAST_END: ("forecast end", "fin prévisionnelle", "date de fin prévisionnelle",
                         "نهاية مرتقبة", "النهاية المرتقبة", "تاريخ النهاية المرتقب"),
    Field.ACTUAL_START: ("actual start", "début réel", "date de début réelle",
                         "démarrage effectif", "البداية الفعلية", "تاريخ البداية الفعلي"),
    Field.ACTUAL_END: ("actual end", "fin réelle", "date de fin réelle", "achèvement effectif",
                       "النهاية الفعلية", "تاريخ النهاية الفعلي"),
    Field.PHYSICAL: ("physical", "physical progress", "progress", "avancement",
                     "avancement des travaux", "état d'avancement des travaux",
                     "taux d'avancement global", "نسبة التقدم", "تقدم الأشغال",
                     "نسبة إنجاز الأشغال", "physique", "avancement physique",
                     "taux d'avancement physique", "taux d'avancement", "taux de réalisation",
                     "نسبة الإنجاز المادي", "الإنجاز المادي", "نسبة الإنجاز",
                     "نسبة تقدم الأشغال"),
    Field.FINANCIAL: ("financial", "financial progress", "financier", "avancement financier",
                      "taux d'avancement financier", "taux d'exécution financière",
                      "نسبة الإنجاز المالي", "الإنجاز المالي"),
    Field.COMMITTED: ("committed", "engagé", "engagements", "montant engagé", "الالتزامات",
                      "المبالغ الملتزم بها", "المبلغ الملتزم به"),
    Field.PAID: ("paid", "mandaté / payé", "payé", "mandaté", "paiements", "montant payé",
                 "émissions", "expenditure to date", "الأداءات", "المبالغ المؤداة",
                 "المبلغ المؤدى"),
    Field.INDICATOR: ("indicator", "indicateur", "indicateur de réalisation",
                      "indicateur de réalisation libellé", "المؤشر", "مؤشر الإنجاز"),
    **_VALUES,
    Field.SOURCE: ("source", "المصدر"),
    Field.REMARK: ("remark", "remarks", "comment", "comments", "observations", "observation",
                   "remarque", "commentaire", "ملاحظات", "ملاحظة"),
    Field.SUB_PROJECTS: ("sub projects", "number of sub projects", "nombre de projets actions",
                         "sous-projets",
                         "nombre de projets", "عدد المشاريع الفرعية", "عدد المشاريع"),
}  # fmt: skip

WORDS: Mapping[TableKind, Phrases] = {
    TableKind.PLAN: {
        Field.CODE: ("code", "plan", "الرمز"),
        Field.TITLE: ("title", "titre", "intitulé", "العنوان"),
        Field.REGION: ("region", "région", "place", "الجهة"),
        Field.OWNER: ("owner", "organisation", "propriétaire", "صاحب البرنامج"),
        Field.START: ("start", "début", "البداية", "تاريخ البداية"),
        Field.END: ("end", "fin", "النهاية", "تاريخ النهاية"),
        Field.ADOPTED: ("adopted", "adoption", "date d'adoption", "تاريخ المصادقة"),
        Field.TOTAL: ("total", "amount", "montant total", "coût total", "الكلفة الإجمالية"),
    },
    TableKind.NODES: {
        Field.CODE: ("code", "الرمز"),
        Field.LEVEL: ("level", "niveau", "المستوى"),
        Field.PARENT: ("parent", "code du parent", "المستوى الأعلى", "الأصل"),
        Field.TITLE: ("title", "titre", "intitulé", "libellé", "العنوان"),
        Field.PLAN: ("plan", "code plan", "رمز المخطط"),
    },
    TableKind.ORGANISATIONS: {
        Field.CODE: ("key", "code", "sigle", "clé", "الرمز"),
        Field.NAME: ("name", "nom", "organisation", "organisme", "الاسم", "الهيئة"),
        Field.ABBREVIATION: ("abbr", "abbreviation", "abréviation", "الاختصار"),
        Field.KIND: ("kind", "type", "nature", "النوع"),
    },
    TableKind.FUNDING: {
        Field.PROJECT: ("project", "projet", "code projet", "project code", "رمز المشروع"),
        Field.ORGANISATION: ("organisation", "funder", "partenaire", "bailleur", "organisme",
                             "الشريك", "الممول", "الهيئة"),
        Field.YEAR: ("year", "année", "exercice", "السنة"),
        Field.AMOUNT: ("amount", "montant", "المبلغ"),
        Field.AGREEMENT: ("agreement", "convention", "رقم الاتفاقية"),
    },
    TableKind.INDICATORS: {
        Field.PROJECT: ("project", "projet", "code projet", "project code", "رمز المشروع"),
        Field.TITLE: ("title", "indicator", "indicateur", "titre", "libellé", "المؤشر"),
        **_VALUES,
    },
    TableKind.AGREEMENTS: {
        Field.NUMBER: ("number", "numéro", "n°", "n° convention", "رقم الاتفاقية"),
        Field.SESSION_DATE: ("session date", "session du conseil", "session", "تاريخ الدورة"),
        Field.TITLE: ("object", "objet", "title", "intitulé", "موضوع الاتفاقية", "الموضوع"),
    },
    TableKind.PROJECTS: PROJECT_WORDS,
}  # fmt: skip
"""Table by table, the more specific ones first: they win when as many columns are known."""

NEEDS: Mapping[TableKind, tuple[frozenset[Field], ...]] = {
    TableKind.PLAN: tuple(frozenset({one}) for one in (Field.CODE, Field.START, Field.END)),
    TableKind.NODES: tuple(frozenset({one}) for one in (Field.CODE, Field.LEVEL, Field.TITLE)),
    TableKind.ORGANISATIONS: tuple(frozenset({one}) for one in (Field.CODE, Field.NAME)),
    TableKind.FUNDING: tuple(
        frozenset({one}) for one in (Field.PROJECT, Field.ORGANISATION, Field.AMOUNT)
    ),
    TableKind.INDICATORS: (
        frozenset({Field.PROJECT}),
        frozenset({Field.TITLE}),
        frozenset({Field.BASELINE, Field.TARGET, Field.VALUE}),
    ),
    TableKind.AGREEMENTS: (
        frozenset({Field.NUMBER}),
        frozenset({Field.TITLE, Field.SESSION_DATE}),
    ),
    TableKind.PROJECTS: (
        frozenset({Field.TITLE, Field.REGION, Field.PROVINCES, Field.COMMUNES, Field.PLACES}),
        frozenset(
            {
                *(Field.AMOUNT, Field.STATUS, Field.PHYSICAL, Field.PLANNED_END),
                Field.STATUS_MARK,
                *(Field.FUNDING_YEAR, Field.SHARE, Field.YEAR_SHARE),
            }
        ),
    ),
}
"""What a table must hold to be one of its kind: one field of each set."""

SHEET_NAMES: Mapping[TableKind, tuple[str, ...]] = {
    TableKind.PLAN: ("plan", "programme", "البرنامج"),
    TableKind.NODES: ("nodes", "axes", "structure", "المحاور"),
    TableKind.ORGANISATIONS: ("organisations", "organismes", "partenaires", "الهيئات", "الشركاء"),
    TableKind.FUNDING: ("funding", "financement", "التمويل"),
    TableKind.INDICATORS: ("indicators", "indicateurs", "المؤشرات"),
    TableKind.AGREEMENTS: ("agreements", "conventions", "الاتفاقيات"),
    TableKind.PROJECTS: ("projects", "projets", "suivi", "المشاريع"),
}

LANGUAGE_WORDS: Mapping[str, tuple[str, ...]] = {
    "ar": ("ar", "arabe", "en arabe", "arabic", "in arabic", "العربية", "بالعربية"),
    "fr": ("fr", "français", "en français", "french", "in french", "الفرنسية", "بالفرنسية"),
    "en": ("en anglais", "english", "in english", "الإنجليزية", "بالإنجليزية"),
}
"""Words in a heading that tell the language of the column; a last word "en" tells it too."""

HELP_WORDS = (
    "unique", "decimal", "number", "date", "yyyy", "0 100", "address", "code in", "key in", "key",
    "code of", "codes separated", "required", "optional", "hcp code", "or empty", "or descending",
    "décimal", "nombre", "obligatoire", "facultatif", "code dans", "aaaa", "jj mm aaaa",
    "عدد", "تاريخ", "إلزامي", "اختياري", "فريد",
)  # fmt: skip
"""What a row of instructions under the headings is recognised by."""

TOTAL_WORDS = (
    "total", "total général", "sous-total", "sous total", "s total", "s/total", "grand total",
    "sub-total", "subtotal", "somme", "totaux", "sum", "ss total", "sous totaux",
    "total programme", "total axe", "المجموع",
    "المجموع العام", "مجموع", "المجموع الفرعي", "المجموع الكلي", "الإجمالي", "إجمالي",
)  # fmt: skip
"""What the first text of a row of sums begins with."""

CARRIED_WORDS = (
    "report", "à reporter", "report page précédente", "report de la page précédente", "total page",
    "reports", "carried forward", "brought forward", "المنقول", "منقول", "يتبع", "ما قبله",
    "المنقول من الصفحة السابقة",
)  # fmt: skip
"""What a row that carries the sum of a printed page to the next one says, and nothing else."""
