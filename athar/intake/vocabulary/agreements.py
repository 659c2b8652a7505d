"""The words of headings of agreements, returns and values, in Arabic, French and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from athar.intake.vocabulary.fields import PROJECT_WORDS, Field, Phrases, TableKind
from athar.intake.vocabulary.values import VALUE_WORDS


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a table is recognised by: its words, and one field of each set that it must have.

    `guesses` tells that headings may also mean what their single words say.
    """

    words: Phrases
    needs: tuple[frozenset[Field], ...]
    guesses: bool = False


_SIGNED: Phrases = {
    Field.NUMBER: ("number", "numéro", "n°", "n° convention", "numéro de la convention",
                   "n° de la convention", "convention", "convention n°", "référence",
                   "réf convention", "agreement", "agreement number", "agreement no",
                   "رقم الاتفاقية", "الاتفاقية", "مرجع الاتفاقية", "رقم"),
    Field.ORDER: ("n° d'ordre", "n° ordre", "ordre", "rang", "no", "#", "الرقم الترتيبي", "رت",
                  "ر ت", "الترتيب"),
    Field.KIND: ("type", "nature", "nature de l'acte", "type d'acte", "kind", "النوع", "الصنف"),
    Field.SESSION_DATE: ("session date", "session du conseil", "session", "date de session",
                         "date de la session", "date", "date de signature", "date d'approbation",
                         "signed on", "تاريخ الدورة", "الدورة", "دورة المجلس", "تاريخ التوقيع",
                         "تاريخ المصادقة", "التاريخ"),
    Field.TITLE: ("object", "objet", "objet de la convention", "title", "intitulé", "subject",
                  "intitulé de la convention", "convention", "accord",
                  "موضوع الاتفاقية", "الموضوع", "موضوع"),
    Field.PROJECT: ("projets couverts", "projets concernés", "codes projets", "code projet",
                    "codes des projets", "projets", "projet", "projects covered", "projects",
                    "project codes", "المشاريع المعنية", "المشاريع", "رموز المشاريع",
                    "رمز المشروع", "المشاريع المشمولة"),
    Field.TOTAL: ("total", "montant total", "coût total", "coût global", "montant global",
                  "total général", "montant", "montant de la convention", "total amount", "amount",
                  "المجموع", "المبلغ الإجمالي", "الكلفة الإجمالية", "التكلفة الإجمالية",
                  "المبلغ"),
    Field.ORGANISATION: ("partenaire", "partenaires", "partenaire financier",
                         "partenaires financiers", "partie", "parties", "parties contractantes",
                         "contributeur", "contributeurs", "organisme", "bailleur", "bailleurs",
                         "signataire", "signataires", "partenaires et contributions",
                         "contributions des partenaires", "contribution des partenaires",
                         "montage financier", "plan de financement", "sources de financement",
                         "partner", "partners", "party", "funder", "contributor", "organisation",
                         "funding sources", "الشريك", "الشركاء", "الطرف", "الأطراف", "المساهم",
                         "المساهمون", "الهيئة", "الممول", "الأطراف المتعاقدة", "مساهمات الشركاء",
                         "مساهمة الشركاء", "التركيبة المالية", "مصادر التمويل"),
    Field.YEAR: ("année", "exercice", "année budgétaire", "year", "financial year", "السنة",
                 "السنة المالية"),
    Field.REMARK: ("remark", "remarks", "comments", "observations", "observation", "remarques",
                   "ملاحظات", "ملاحظة"),
}  # fmt: skip

_REPORTED = (
    Field.STATUS,
    Field.STATUS_MARK,
    Field.PHYSICAL,
    Field.FINANCIAL,
    Field.COMMITTED,
    Field.PAID,
)
_REPEATED = (
    *(Field.TITLE, Field.PROVINCES, Field.COMMUNES, Field.OWNER, Field.AMOUNT, Field.INDICATOR),
    *(Field.VALUE, Field.TARGET, Field.UNIT, Field.AXIS, Field.PROGRAMME, Field.PLANNED_END),
)
_DATED = (Field.ACTUAL_START, Field.ACTUAL_END, Field.FORECAST_END)

_OF_RETURNS: Phrases = {
    Field.FORECAST_END: ("date prévue d'achèvement", "achèvement prévisionnel", "achèvement prévu",
                         "nouvelle date de fin", "date prévisionnelle d'achèvement",
                         "expected end", "expected completion", "تاريخ الانتهاء المرتقب",
                         "التاريخ المتوقع للانتهاء", "تاريخ الانتهاء المتوقع"),
    Field.REMARK: ("remarques", "commentaires", "difficultés", "contraintes", "الملاحظات",
                   "الإكراهات"),
    Field.ORDER: _SIGNED[Field.ORDER],
}  # fmt: skip
"""What is called otherwise in a return than in a plan."""

WANTED: Mapping[TableKind, Wanted] = {
    TableKind.SIGNED: Wanted(
        _SIGNED,
        (
            frozenset({Field.NUMBER}),
            frozenset(
                {
                    *(Field.TITLE, Field.SESSION_DATE, Field.PROJECT),
                    *(Field.ORGANISATION, Field.TOTAL),
                }
            ),
        ),
    ),
    TableKind.RETURNS: Wanted(
        {
            field: (*_OF_RETURNS.get(field, ()), *PROJECT_WORDS.get(field, ()))
            for field in (Field.CODE, *_REPORTED, *_DATED, Field.REMARK, Field.ORDER, *_REPEATED)
        },
        (frozenset({Field.CODE}), frozenset(_REPORTED)),
        guesses=True,
    ),
    TableKind.VALUES: Wanted(VALUE_WORDS, (frozenset({Field.VALUE, Field.NUMERATOR}),)),
}

NOT_KEPT = frozenset({Field.INDICATOR, Field.VALUE})
"""What a return may hold and what is kept only where the plan has indicators of its projects."""

AMENDMENT_WORDS = ("avenant", "amendment", "ملحق", "الملحق", "ملحق تعديلي")
"""What the text of an amendment begins with."""

NOT_MONEY = ("durée", "mois", "nombre", "année", "nb", "duration", "years", "months", "المدة",
             "عدد", "السنة", "الأشهر", "pct", "taux", "نسبة")  # fmt: skip
"""Words in the heading of a column of numbers that is no partner's."""

SHARE_HEADINGS = (
    "contribution", "contributions", "part", "quote part", "apport", "participation",
    "contribution financière", "montant de la contribution", "montant de la part",
    "montant de la participation", "montant contribution", "part financière", "share",
    "partner's share", "amount of the contribution", "المساهمة", "مساهمة", "الحصة", "حصة",
    "مبلغ المساهمة", "المساهمة المالية", "مبلغ الحصة",
)  # fmt: skip
"""What heads the amounts of a table with a row for each partner."""

AND_WORDS = ("et", "and", "ainsi que", "و")
TO_WORDS = ("à", "a", "au", "to", "jusqu'à", "jusqu'au", "إلى", "الى", "حتى")
"""Between two codes: what lists them, and what makes them the ends of a range."""

AVERAGE_WORDS = ("moyenne", "average", "mean", "المعدل", "متوسط", "المتوسط")
"""What the first text of a row of averages begins with."""
