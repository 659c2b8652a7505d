"""The words of headings of agreements and of periodic returns, in Arabic, French and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from athar.intake.vocabulary import PROJECT_WORDS, Field, Phrases, TableKind


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
                  "intitulé de la convention", "موضوع الاتفاقية", "الموضوع", "موضوع"),
    Field.PROJECT: ("projets couverts", "projets concernés", "codes projets", "code projet",
                    "codes des projets", "projets", "projet", "projects covered", "projects",
                    "project codes", "المشاريع المعنية", "المشاريع", "رموز المشاريع",
                    "رمز المشروع", "المشاريع المشمولة"),
    Field.TOTAL: ("total", "montant total", "coût total", "coût global", "montant global",
                  "total général", "montant", "montant de la convention", "total amount", "amount",
                  "المجموع", "المبلغ الإجمالي", "الكلفة الإجمالية", "التكلفة الإجمالية",
                  "المبلغ"),
    Field.REMARK: ("remark", "remarks", "comments", "observations", "observation", "remarques",
                   "ملاحظات", "ملاحظة"),
}  # fmt: skip

_REPORTED = (Field.STATUS, Field.PHYSICAL, Field.FINANCIAL, Field.COMMITTED, Field.PAID)
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
            frozenset({Field.TITLE, Field.SESSION_DATE, Field.PROJECT}),
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
}

NOT_KEPT = frozenset({Field.INDICATOR, Field.VALUE})
"""What a return may hold and what has no home yet."""

AMENDMENT_WORDS = ("avenant", "amendment", "ملحق", "الملحق", "ملحق تعديلي")
"""What the text of an amendment begins with."""

NOT_MONEY = ("durée", "mois", "nombre", "année", "nb", "duration", "years", "months", "المدة",
             "عدد", "السنة", "الأشهر", "pct", "taux", "نسبة")  # fmt: skip
"""Words in the heading of a column of numbers that is no partner's."""

AND_WORDS = ("et", "and", "ainsi que", "و")
TO_WORDS = ("à", "a", "au", "to", "jusqu'à", "jusqu'au", "إلى", "الى", "حتى")
"""Between two codes: what lists them, and what makes them the ends of a range."""

AVERAGE_WORDS = ("moyenne", "average", "mean", "المعدل", "متوسط", "المتوسط")
"""What the first text of a row of averages begins with."""
