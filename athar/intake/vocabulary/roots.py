"""What a heading may mean by the words it is made of, when nobody wrote it so before.

A word stands for a notion whatever its ending; a rule says of which notions a field is made. What
rules find is less sure than a phrase of `vocabulary`, and needs most words of the heading.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from functools import lru_cache

from athar.intake.vocabulary.fields import Field
from athar.intake.vocabulary.keys import normalise


class Root(StrEnum):
    """A notion that words of headings stand for."""

    DATE = "date"
    START = "start"
    END = "end"
    COMPLETION = "completion"
    REAL = "real"
    FORESEEN = "foreseen"
    FORECAST = "forecast"
    PROGRESS = "progress"
    RATE = "rate"
    FINANCIAL = "financial"
    PHYSICAL = "physical"
    STATE = "state"
    MONEY = "money"
    WHOLE = "whole"
    PAID = "paid"
    COMMITTED = "committed"
    CODE = "code"
    ORDER = "order"
    PROJECT = "project"
    NAME = "name"
    PROVINCE = "province"
    COMMUNE = "commune"
    PLACE = "place"
    REMARK = "remark"
    OWNER = "owner"
    AGREEMENT = "agreement"
    VALUE = "value"
    AIM = "aim"
    INDICATOR = "indicator"
    OTHER = "other"
    YEARLY = "yearly"


def words_of(text: str) -> frozenset[str]:
    """Give the words of a text."""
    return frozenset(text.split())


_WORDS: Mapping[Root, str] = {
    Root.DATE: "date dates تاريخ اجل تواريخ",
    Root.START: "debut demarr* lanc* commenc* start* begin* os انطلاق* بدايه شروع ابتداء بدء "
                "اعطاء",
    Root.END: "fin achev* echeance* end* due clotur* livraison recept* terminaison deadline "
              "closing finish* نهايه انتهاء انهاء اختتام تسليم استلام اتمام",
    Root.COMPLETION: "completion complete completed",
    Root.REAL: "reel* effecti* actual* attein* فعلي* حقيقي* محقق*",
    Root.FORESEEN: "prevu* planned planifie* contractuel* scheduled expected متوقع* مقرر* مبرمج*",
    Root.FORECAST: "prevision* forecast* actualise* nouvel* nouveau revised estimated مرتقب* "
                   "محين* جديد*",
    Root.PROGRESS: "avanc* av progress* realis* execution exec* انجاز* منجز* تقدم "
                   "تنفيذ",
    Root.RATE: "taux pourcentage* rate percent* pct نسبه معدل",
    Root.FINANCIAL: "financi* financ depens* consommation budgetaire* credits payment مالي* "
                    "صرف استهلاك اعتمادات",
    Root.PHYSICAL: "physi* phys travaux works مادي* اشغال ميداني*",
    Root.STATE: "statut* etat* status situation stade phase* stage niveau حاله وضعيه مرحله",
    Root.MONEY: "cout* montant* budget* enveloppe* cost* amount* investissement* sum credits "
                "كلفه تكلفه مبلغ مبالغ غلاف ميزانيه تكاليف",
    Root.WHOLE: "total* global* general* estim* prevision* prevu* اجمالي* كلي* عام* تقديري* مالي* "
                "contract",
    Root.PAID: "pay* paid mandat* paiement* emis emission* depens* decaiss* expenditure* disburs* "
               "spent موداه مودي اداء* مصروف* منفق*",
    Root.COMMITTED: "engag* committed commitment* ملتزم التزام*",
    Root.CODE: "code* ref refs reference* identifiant* id n no num numero* number matricule رمز "
               "رموز رقم مرجع معرف",
    Root.ORDER: "ordre order rang ترتيب* تسلسل*",
    Root.PROJECT: "projet* operation* action* project* initiative* مشروع مشاريع عمليه عمليات pdr",
    Root.NAME: "intitul* libell* designation* nom denomination* titre* name* title* اسم تسميه "
               "عنوان بيان موضوع",
    Root.PROVINCE: "province* prefecture* district* county اقليم عماله اقاليم عمالات wilaya*",
    Root.COMMUNE: "commune* municipal* ward جماعه جماعات",
    Root.PLACE: "lieu* localis* localite* location* territoire* site douar* موقع مكان موطن",
    Root.REMARK: "observation* remarque* remark* commentaire* comment* ملاحظ* اكراهات contrainte* "
                 "motif* "
                 "difficulte*",
    Root.OWNER: "maitr* ouvrage porteur* implementing صاحب حامل",
    Root.AGREEMENT: "convention* agreement* accord* اتفاقي*",
    Root.VALUE: "valeur* value* قيمه",
    Root.AIM: "cible* target* مستهدف*",
    Root.INDICATOR: "indicat* موشر*",
    Root.OTHER: "marche* market tender* delai* duree* nombre nb عدد مده صفقه postal* axe* "
                "secteur* sector programme* محور برنامج reste* remain* solde balance باقي متبقي "
                "partenaire* partner* شركاء شريك telephone unite* unit",
    Root.YEARLY: "annuel* annee* year* سنوي* سنه",
}  # fmt: skip

_FILLERS = words_of(
    "de du des d la le les l en a au aux et ou or of the to in on at per par pour for s e ce "
    "jour y compris ttc ht current concernee concernees concerne resultat resultats impact "
    "performance في من الي علي ب ل او و خاصه"
)
"""Words that say nothing of what a column holds."""

_LEAST_KNOWN = 6
"""Tenths of the words of a heading that must be known."""

_SURE, _LIKELY, _MAYBE, _WEAK = 650, 600, 520, 420

_R = Root
_RULES: tuple[tuple[Field, int, frozenset[Root], frozenset[Root]], ...] = tuple(
    (field, score, frozenset(needed), frozenset(without))
    for field, score, needed, without in (
        (Field.ACTUAL_START, _SURE, {_R.START, _R.REAL}, {_R.END, _R.MONEY, _R.RATE}),
        (Field.PLANNED_START, _LIKELY, {_R.START}, {_R.END, _R.MONEY, _R.RATE, _R.REAL, _R.STATE}),
        (Field.ACTUAL_END, _SURE, {_R.END, _R.REAL}, {_R.START, _R.MONEY, _R.RATE}),
        (Field.ACTUAL_END, _SURE, {_R.COMPLETION, _R.REAL, _R.DATE}, {_R.RATE}),
        (Field.FORECAST_END, _LIKELY - 10, {_R.END, _R.FORECAST}, {_R.START, _R.MONEY, _R.RATE}),
        (Field.FORECAST_END, _LIKELY - 20, {_R.END, _R.FORESEEN}, {_R.START, _R.MONEY, _R.RATE}),
        (Field.FORECAST_END, _MAYBE, {_R.COMPLETION, _R.FORESEEN}, {_R.MONEY, _R.RATE}),
        (Field.PLANNED_END, _LIKELY, {_R.END},
         {_R.START, _R.REAL, _R.RATE, _R.PROGRESS, _R.MONEY, _R.STATE}),
        (Field.PLANNED_END, _LIKELY, {_R.COMPLETION, _R.DATE}, {_R.REAL, _R.RATE}),
        (Field.PLANNED_END, _LIKELY, {_R.COMPLETION, _R.FORESEEN}, {_R.REAL, _R.RATE, _R.MONEY}),
        (Field.PLANNED_END, _WEAK - 20, {_R.COMPLETION}, {_R.REAL, _R.RATE, _R.MONEY, _R.STATE}),
        (Field.PHYSICAL, _SURE, {_R.PHYSICAL, _R.RATE}, {_R.FINANCIAL, _R.MONEY, _R.OTHER}),
        (Field.PHYSICAL, _SURE, {_R.PHYSICAL, _R.PROGRESS}, {_R.FINANCIAL, _R.MONEY, _R.OTHER}),
        (Field.PHYSICAL, _LIKELY, {_R.PROGRESS, _R.RATE},
         {_R.FINANCIAL, _R.PAID, _R.COMMITTED, _R.MONEY, _R.OTHER}),
        (Field.PHYSICAL, _LIKELY, {_R.COMPLETION, _R.RATE}, {_R.FINANCIAL, _R.PAID, _R.MONEY}),
        (Field.PHYSICAL, _WEAK, {_R.COMPLETION}, {_R.DATE, _R.FINANCIAL, _R.MONEY, _R.REAL}),
        (Field.PHYSICAL, _WEAK, {_R.PROGRESS},
         {_R.DATE, _R.FINANCIAL, _R.PAID, _R.COMMITTED, _R.MONEY, _R.OTHER, _R.VALUE,
          _R.INDICATOR}),
        (Field.PHYSICAL, _WEAK - 60, {_R.RATE},
         {_R.FINANCIAL, _R.PAID, _R.COMMITTED, _R.MONEY, _R.OTHER, _R.VALUE, _R.INDICATOR}),
        (Field.FINANCIAL, _SURE, {_R.FINANCIAL, _R.RATE}, {_R.OTHER, _R.PHYSICAL}),
        (Field.FINANCIAL, _SURE, {_R.FINANCIAL, _R.PROGRESS}, {_R.OTHER, _R.PHYSICAL}),
        (Field.FINANCIAL, _LIKELY, {_R.PAID, _R.RATE}, {_R.OTHER}),
        (Field.PAID, _LIKELY, {_R.PAID, _R.MONEY}, {_R.RATE, _R.OTHER, _R.COMMITTED}),
        (Field.PAID, _MAYBE, {_R.PAID}, {_R.RATE, _R.OTHER, _R.STATE, _R.COMMITTED}),
        (Field.COMMITTED, _LIKELY, {_R.COMMITTED, _R.MONEY}, {_R.RATE, _R.OTHER, _R.PAID}),
        (Field.COMMITTED, _MAYBE, {_R.COMMITTED}, {_R.RATE, _R.OTHER, _R.STATE, _R.PAID}),
        (Field.AMOUNT, _LIKELY, {_R.MONEY, _R.WHOLE},
         {_R.PAID, _R.COMMITTED, _R.RATE, _R.OTHER, _R.AGREEMENT, _R.YEARLY}),
        (Field.AMOUNT, _MAYBE, {_R.MONEY},
         {_R.PAID, _R.COMMITTED, _R.RATE, _R.OTHER, _R.AGREEMENT, _R.YEARLY, _R.PROGRESS,
          _R.DATE}),
        (Field.CODE, _SURE, {_R.CODE, _R.PROJECT},
         {_R.NAME, _R.AGREEMENT, _R.MONEY, _R.PROVINCE, _R.COMMUNE, _R.OTHER}),
        (Field.CODE, _MAYBE, {_R.CODE},
         {_R.ORDER, _R.NAME, _R.AGREEMENT, _R.MONEY, _R.PROVINCE, _R.COMMUNE, _R.PLACE, _R.OTHER,
          _R.DATE, _R.VALUE, _R.INDICATOR, _R.OWNER}),
        (Field.TITLE, _SURE, {_R.NAME, _R.PROJECT},
         {_R.CODE, _R.AGREEMENT, _R.OWNER, _R.PROVINCE, _R.COMMUNE, _R.OTHER, _R.INDICATOR}),
        (Field.TITLE, _WEAK, {_R.NAME},
         {_R.CODE, _R.AGREEMENT, _R.OWNER, _R.PROVINCE, _R.COMMUNE, _R.PLACE, _R.OTHER,
          _R.INDICATOR}),
        (Field.STATUS, _LIKELY, {_R.STATE},
         {_R.RATE, _R.FINANCIAL, _R.MONEY, _R.OTHER, _R.AGREEMENT}),
        (Field.STATUS, _WEAK - 10, {_R.PROGRESS},
         {_R.DATE, _R.RATE, _R.FINANCIAL, _R.PAID, _R.COMMITTED, _R.MONEY, _R.OTHER, _R.VALUE,
          _R.INDICATOR}),
        (Field.PROVINCES, _LIKELY, {_R.PROVINCE}, {_R.CODE, _R.MONEY, _R.OWNER, _R.OTHER}),
        (Field.COMMUNES, _LIKELY - 20, {_R.COMMUNE},
         {_R.CODE, _R.MONEY, _R.OWNER, _R.OTHER, _R.PROVINCE}),
        (Field.PLACES, _MAYBE, {_R.PLACE}, {_R.CODE, _R.MONEY, _R.OTHER}),
        (Field.REMARK, _MAYBE, {_R.REMARK}, {_R.CODE}),
        (Field.OWNER, _MAYBE, {_R.OWNER}, {_R.MONEY, _R.CODE}),
        (Field.AGREEMENT, _LIKELY, {_R.AGREEMENT, _R.CODE}, {_R.DATE, _R.MONEY, _R.NAME}),
        (Field.INDICATOR, _MAYBE, {_R.INDICATOR}, {_R.VALUE, _R.AIM, _R.CODE, _R.OTHER}),
        (Field.TARGET, _LIKELY, {_R.AIM}, {_R.DATE, _R.MONEY, _R.CODE}),
        (Field.VALUE, _MAYBE, {_R.VALUE, _R.REAL}, {_R.DATE, _R.MONEY, _R.AIM}),
        (Field.VALUE, _MAYBE, {_R.VALUE, _R.PROGRESS}, {_R.DATE, _R.MONEY, _R.AIM}),
    )
)  # fmt: skip
"""Field, how sure, the notions that must all be there, and those that must not."""

_LONGEST_PREFIX = ("وال", "بال", "لل", "ال")


def _by_word() -> tuple[Mapping[str, frozenset[Root]], tuple[tuple[str, Root], ...]]:
    whole: dict[str, frozenset[Root]] = {}
    beginnings: list[tuple[str, Root]] = []
    for root, words in _WORDS.items():
        for word in words.split():
            key = normalise(word)
            if word.endswith("*"):
                beginnings.append((key, root))
            else:
                whole[key] = whole.get(key, frozenset()) | {root}
    return whole, tuple(beginnings)


_WHOLE_WORDS, _BEGINNINGS = _by_word()


def bare_word(word: str) -> str:
    """Give a normalised word without the Arabic article."""
    for prefix in _LONGEST_PREFIX:
        if word.startswith(prefix) and len(word) > len(prefix) + 2:
            return word.removeprefix(prefix)
    return word


@lru_cache(maxsize=4096)
def _roots_of(word: str) -> frozenset[Root]:
    bare = bare_word(word)
    begun = {root for beginning, root in _BEGINNINGS if bare.startswith(beginning)}
    return _WHOLE_WORDS.get(bare, frozenset()) | begun


def has_roots(key: str, wanted: Collection[Root]) -> bool:
    """Tell whether the words of a normalised heading stand for all of some notions."""
    found = frozenset[Root]().union(*map(_roots_of, key.split()))
    return found.issuperset(wanted)


@lru_cache(maxsize=4096)
def guesses(key: str, *, has_percent: bool) -> Mapping[Field, int]:
    """Give the fields that the words of a normalised heading may mean, with how sure they are.

    Shape: `has_percent` tells that a percent sign stands in it, of which the key knows nothing.
    """
    words = key.split()
    of_words = [_roots_of(word) for word in words]
    telling = [word for word in words if word not in _FILLERS]
    n_known = sum(bool(_roots_of(word)) for word in telling)
    if not words or n_known * 10 < _LEAST_KNOWN * len(telling):
        return {}
    roots = frozenset[Root]().union(*of_words) | ({Root.RATE} if has_percent else frozenset())
    if Root.RATE in roots and "fin" in words and Root.DATE not in roots:
        roots = (roots - {Root.END}) | {Root.FINANCIAL}  # "% fin." is the financial one
    found: dict[Field, int] = {}
    for field, score, needed, without in _RULES:
        if needed <= roots and not without & roots:
            found[field] = max(score, found.get(field, 0))
    return found
