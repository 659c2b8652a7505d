"""The words of tables of measured values, in Arabic, French and English."""

from __future__ import annotations

from collections.abc import Mapping

from athar.indicators.enums import Claim
from athar.intake.vocabulary.fields import Field, Phrases
from athar.intake.vocabulary.keys import normalise

VALUE_WORDS: Phrases = {
    Field.INDICATOR: ("indicator", "indicateur", "intitulé de l'indicateur", "code indicateur",
                      "code de l'indicateur", "indicator code", "indicator name", "variable",
                      "série", "series", "series name", "series code", "المؤشر", "مؤشر",
                      "رمز المؤشر", "اسم المؤشر"),
    Field.PLACES: ("place", "place code", "territory", "territoire", "lieu", "localité", "zone",
                   "entité", "code hcp", "code territoire", "code géographique", "geo", "area code",
                   "location", "المجال الترابي", "التراب", "المكان", "المجال", "الرمز الجغرافي",
                   "الوحدة الترابية"),
    Field.COUNTRY: ("country", "country code", "country name", "iso3", "iso 3", "iso3166", "pays",
                    "code pays", "البلد", "الدولة", "رمز البلد"),
    Field.REGION: ("region", "région", "code région", "nom de la région", "الجهة", "جهة"),
    Field.PROVINCES: ("province", "préfecture", "province préfecture", "code province",
                      "province ou préfecture", "préfecture ou province", "الإقليم", "العمالة",
                      "العمالة أو الإقليم", "الإقليم أو العمالة"),
    Field.COMMUNES: ("commune", "code commune", "nom de la commune", "municipality", "الجماعة",
                     "جماعة"),
    Field.PERIOD: ("period", "période", "year", "année", "an", "exercice", "date", "time",
                   "trimestre", "quarter", "mois", "month", "semestre", "السنة", "الفترة",
                   "المدة", "التاريخ", "العام"),
    Field.VALUE: ("value", "valeur", "valeur réalisée", "valeur atteinte", "réalisation", "réalisé",
                  "measured value", "obs value", "observation", "résultat", "القيمة", "قيمة",
                  "القيمة المحققة", "المنجز"),
    Field.NUMERATOR: ("numerator", "numérateur", "البسط"),
    Field.DENOMINATOR: ("denominator", "dénominateur", "المقام"),
    Field.NO_NUMBER: ("no number", "no_number", "why no number", "motif d'absence",
                      "raison de l'absence", "سبب غياب القيمة"),
    Field.CLAIM: ("claim", "statut de la valeur", "qualité de la valeur", "type de valeur",
                  "nature de la valeur", "صفة القيمة", "طبيعة القيمة"),
    Field.CATEGORY: ("category", "catégorie", "ventilation", "disaggregation", "désagrégation",
                     "breakdown", "التفصيل", "الفئة"),
    Field.LEVEL: ("level", "niveau", "type de territoire", "échelon", "المستوى"),
    Field.UNIT: ("unit", "unité", "unité de mesure", "الوحدة", "وحدة القياس"),
    Field.SOURCE: ("source", "source de données", "المصدر"),
    Field.REMARK: ("remark", "note", "notes", "observations", "remarque", "remarques",
                   "commentaire", "commentaires", "comment", "ملاحظة", "ملاحظات"),
    Field.NAME: ("name", "nom", "libellé", "الاسم", "label", "intitulé"),
    Field.CODE: ("code", "الرمز", "رمز", "id"),
    Field.ORDER: ("#", "n°", "ordre", "الترتيب", "ر ت"),
}  # fmt: skip

PLACE_FIELDS = (Field.COUNTRY, Field.REGION, Field.PROVINCES, Field.COMMUNES, Field.PLACES)
"""Columns that say where, from the largest to the smallest; of any level last."""

NOT_NEEDED = frozenset(
    {Field.LEVEL, Field.UNIT, Field.SOURCE, Field.REMARK, Field.NAME, Field.CODE, Field.ORDER}
)
"""What stands in tables of values and is known without being read from them."""

_WHOLE_WORDS = ("total", "all", "both", "both sexes", "ensemble", "tous", "toutes", "les deux",
                "les deux sexes", "global", "whole", "t", "المجموع", "مجموع", "الكل", "الإجمالي",
                "الجنسان", "كلا الجنسين", "deux sexes", "deux milieux", "urbain et rural",
                "both areas", "كافة الأوساط", "الوسطان")  # fmt: skip

WHOLE = frozenset(map(normalise, _WHOLE_WORDS))
"""What says that a value is of the whole, not of one option of a dimension."""

_OPTIONS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("sex", "female"): ("f", "femme", "femmes", "féminin", "women", "woman", "female", "fille",
                        "filles", "girls", "إناث", "أنثى", "نساء", "النساء", "الإناث"),
    ("sex", "male"): ("m", "h", "homme", "hommes", "masculin", "men", "man", "male", "garçons",
                      "boys", "ذكور", "ذكر", "رجال", "الرجال", "الذكور"),
    ("area", "rural"): ("rural", "rurale", "milieu rural", "قروي", "القروي", "الوسط القروي",
                        "قروية"),
    ("area", "urban"): ("urban", "urbain", "urbaine", "milieu urbain", "حضري", "الحضري",
                        "الوسط الحضري", "حضرية"),
}  # fmt: skip

OPTION_WORDS: Mapping[str, tuple[str, str]] = {
    normalise(word): option for option, words in _OPTIONS.items() for word in words
}
"""Options of the dimensions that are shipped, as people write them beside their names."""

_DIMENSIONS: Mapping[str, tuple[str, ...]] = {
    "sex": ("sex", "sexe", "genre", "gender", "الجنس", "النوع الاجتماعي"),
    "area": ("area", "milieu", "milieu de résidence", "urbain rural", "الوسط", "وسط الإقامة",
             "وسط السكن"),
    "age": ("age", "âge", "groupe d'âge", "tranche d'âge", "classe d'âge", "الفئة العمرية",
            "السن", "العمر"),
    "disability": ("disability", "handicap", "الإعاقة"),
}  # fmt: skip

DIMENSION_WORDS: Mapping[str, str] = {
    normalise(word): code for code, words in _DIMENSIONS.items() for word in words
}

_CLAIMS: Mapping[Claim, tuple[str, ...]] = {
    Claim.DECLARED: ("declared", "déclaré", "déclarée", "مصرح بها", "مصرح به", "مصرح"),
    Claim.VALIDATED: ("validated", "validé", "validée", "مصادق عليها", "مصادق عليه", "معتمدة"),
    Claim.INDEPENDENT: ("independent", "indépendant", "indépendante", "مستقلة", "مستقل"),
}  # fmt: skip

CLAIM_OF: Mapping[str, Claim] = {
    normalise(word): claim for claim, words in _CLAIMS.items() for word in words
}
