"""The words inside cells in Arabic, French and English: units, statuses, kinds of no number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TypeVar

from athar.indicators.enums import NoNumber
from athar.kernel.progress import DeclaredStatus
from athar.kernel.text import normalise
from athar.people.enums import OrganisationKind

_MULTIPLES: Mapping[Decimal, tuple[str, ...]] = {
    Decimal(1_000_000_000): ("milliards", "milliard", "billions", "billion", "مليار", "مليارات",
                             "ملايير", "بملايير", "بالملايير"),
    Decimal(1_000_000): ("millions", "million", "mln", "مليون", "ملايين", "بملايين",
                         "بالملايين", "بمليون", "بالمليون"),
    Decimal(1_000): ("milliers", "millier", "thousands", "thousand", "ألف", "آلاف",
                     "بآلاف", "بالآلاف", "بألف", "بالألف"),
}  # fmt: skip
"""Words for many, beside the name of a currency."""

_POWERS: Mapping[Decimal, tuple[str, ...]] = {
    Decimal(1_000_000): ("10 6", "1000000", "1 000 000"),
    Decimal(1_000): ("000", "10 3", "1000", "1 000"),
}
"""The same in digits, as in "MAD '000"; they are no end of a longer number."""

_MONEY = ("dh", "dhs", "dirhams", "dirham", "mad", "درهم", "دراهم", "الدراهم", "درهما")
"""Names of the usual currency."""

_CURRENCIES: Mapping[str, tuple[str, ...]] = {
    "ZAR": ("rands", "rand", "zar"),
    "KES": ("kes", "kshs", "ksh", "kenya shillings"),
    "NGN": ("ngn", "naira"),
    "GHS": ("ghs", "cedis"),
    "XOF": ("xof",),
    "XAF": ("xaf",),
    "TND": ("tnd",),
    "DZD": ("dzd",),
    "EGP": ("egp",),
    "MRU": ("mru",),
    "ETB": ("etb", "birr"),
    "TZS": ("tzs",),
    "UGX": ("ugx",),
    "RWF": ("rwf",),
    "ZMW": ("zmw",),
    "EUR": ("eur", "euros"),
    "USD": ("usd",),
}
"""Words that name another currency than the plan's; more of them as files use them."""

_SHORT: Mapping[Decimal, tuple[str, ...]] = {
    Decimal(1_000_000_000): ("mmdh", "mrd dh", "mds dh"),
    Decimal(1_000_000): ("mdh", "mdhs", "m dh", "m dhs", "mmad", "m mad", "mdhs ttc", "mdh ttc",
                         "م د", "م درهم", "مليون د", "ملايين د", "en millions",
                         "in millions", "بالملايين"),
    Decimal(1_000): ("kdh", "kdhs", "k dh", "k dhs", "kmad", "k mad", "ألف د", "آلاف د",
                     "en milliers", "in thousands", "بالآلاف"),
    Decimal(1): ("بالدرهم", "بالدراهم"),
}  # fmt: skip
"""Units of money as people shorten them, or write them in one piece."""


_STATUSES: Mapping[DeclaredStatus, tuple[str, ...]] = {
    DeclaredStatus.COMPLETED: ("completed", "complete", "done", "achevé", "réalisé", "terminé",
                               "achevée", "clôturé", "livré", "réceptionné", "finalisé",
                               "mis en service", "travaux achevés",
                               "projet achevé", "100% réalisé", "practical completion",
                               "practical completion 100", "final completion",
                               "منجز", "مكتمل", "منتهي", "انتهى", "أنجز", "تم الإنجاز", "منجزة",
                               "مشروع منجز", "تم إنجازه", "منتهية", "انتهت الأشغال", "تم التسليم",
                               "مسلم", "finished", "closed", "delivered",
                               "réception provisoire", "réception définitive"),
    DeclaredStatus.ON_TRACK: ("on_track", "on track", "ongoing", "on going", "under way",
                              "in progress", "en cours",
                              "en cours de réalisation", "en cours d'exécution",
                              "travaux en cours", "en cours de travaux", "en exécution",
                              "en réalisation", "lancé", "construction",
                              "في طور الإنجاز", "قيد الإنجاز", "في طور التنفيذ", "قيد التنفيذ",
                              "جاري", "جارية", "أشغال جارية", "الأشغال جارية", "في طور الأشغال"),
    DeclaredStatus.DELAYED: ("delayed", "late", "en retard", "retard", "retardé", "متأخر", "متعثر",
                             "متأخرة", "تأخر"),
    DeclaredStatus.AT_RISK: ("at_risk", "at risk", "en difficulté", "à risque", "يواجه صعوبات"),
    DeclaredStatus.STOPPED: ("stopped", "suspended", "à l'arrêt", "suspendu", "arrêté",
                             "gelé", "bloqué", "stalled", "on hold", "halted", "تم التوقيف", "توقف",
                             "en arrêt", "متوقف",
                             "متوقفة", "موقوف", "معلق"),
    DeclaredStatus.CANCELLED: ("cancelled", "canceled", "abandoned", "annulé", "abandonné",
                               "abandon", "ملغى", "ملغي", "ملغاة", "تم الإلغاء", "متخلى عنه"),
    DeclaredStatus.NOT_STARTED: ("not_started", "not started", "planned", "non démarré",
                                 "programmé", "non entamé", "non lancé", "à démarrer", "prévu",
                                 "en étude", "à l'étude", "phase d'étude", "etudes en cours",
                                 "feasibility", "pre feasibility", "design", "tender",
                                 "project initiation", "لم ينطلق بعد", "مبرمج", "غير منطلق",
                                 "لم ينطلق", "في طور الدراسة", "قيد الدراسة", "لم يبدأ بعد",
                                 "لم يشرع فيه", "لم تنطلق", "لم تنطلق بعد", "لم تبدأ بعد",
                                 "not yet started", "pending"),
}  # fmt: skip

_NO_NUMBER: Mapping[NoNumber, tuple[str, ...]] = {
    NoNumber.NOT_REPORTED: ("", "N.D", "ND", "n.d.", "non disponible", "non renseigné", "néant",
                            "inconnu", "not available", "unknown", "nc", "n.c.", "غير متوفر",
                            "غير محدد", "غير معروف", "غ م", "غ.م"),
    NoNumber.NOT_APPLICABLE: ("s.o.", "so", "sans objet", "n/a", "na", "not applicable",
                              "غير معني", "لا ينطبق", "بدون موضوع"),
    NoNumber.NOT_DUE: ("à venir", "non échu", "not due", "لم يحن بعد"),
    NoNumber.SUPPRESSED: ("confidentiel", "confidential", "سري"),
}  # fmt: skip

_WHOLE_REGION = ("region", "whole region", "toute la région", "ensemble de la région", "région",
                 "régional", "multi-provinces", "جهوي", "الجهة",
                 "toutes les provinces", "région entière", "مجموع الجهة", "كل الجهة",
                 "الجهة بأكملها", "جميع أقاليم الجهة", "كافة الجهة")  # fmt: skip

_EVERYWHERE = ("toutes", "tous", "toutes les communes", "all", "all municipalities",
               "جميع الجماعات", "كل الجماعات", "كافة الجماعات")  # fmt: skip
"""In a column of communes: all of the provinces named beside it."""

_SAMPLE = ("exemple", "example", "sample", "مثال")

_LEVELS: Mapping[str, tuple[str, ...]] = {
    "axis": ("axis", "axe", "axe stratégique", "pilier", "محور", "المحور", "المحور الاستراتيجي"),
    "sub_axis": ("sub_axis", "sub axis", "sous axe", "sous-axe", "محور فرعي",
                 "المحور الفرعي"),
    "programme": ("programme", "program", "composante", "برنامج", "البرنامج", "مكون", "المكون"),
}  # fmt: skip

_BODIES: tuple[tuple[OrganisationKind, tuple[str, ...]], ...] = (
    (OrganisationKind.REGION, ("région", "region", "conseil régional", "جهة", "مجلس جهة")),
    (OrganisationKind.MINISTRY, ("ministère", "ministry", "direction", "وزارة", "المديرية",
                                 "مديرية")),
    (OrganisationKind.LOCAL, ("commune", "communes", "conseil", "conseils", "groupement",
                              "جماعة", "الجماعات", "الجماعة", "مجالس", "مجلس",
                              "مجموعة الجماعات")),
    (OrganisationKind.AGENCY, ("agence", "agency", "office", "onee", "وكالة", "الوكالة", "مكتب",
                               "المكتب")),
    (OrganisationKind.COMPANY, ("société", "holding", "company", "شركة", "مجموعة العمران")),
    (OrganisationKind.CIVIL_SOCIETY, ("association", "fédération", "coopérative", "جمعية",
                                      "تعاونية")),
)  # fmt: skip


Key = TypeVar("Key")


def _by_word(words: Mapping[Key, tuple[str, ...]]) -> dict[str, Key]:
    return {normalise(word): key for key, written in words.items() for word in written}


STATUS_OF = _by_word(_STATUSES)
CURRENCY_OF = _by_word(_CURRENCIES)
NO_NUMBER_OF = _by_word(_NO_NUMBER)
LEVEL_OF = _by_word(_LEVELS)
_SHORT_OF = _by_word(_SHORT)
_MULTIPLE_OF = _by_word(_MULTIPLES)
_POWER_OF = _by_word(_POWERS)
WHOLE_REGION = frozenset(map(normalise, _WHOLE_REGION))
EVERYWHERE = frozenset(map(normalise, _EVERYWHERE))
SAMPLE = frozenset(map(normalise, _SAMPLE))


def _one_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_ONE = Decimal(1)
_NAMED = _one_of({*map(normalise, _MONEY), *CURRENCY_OF})
_MANY = _one_of(_MULTIPLE_OF)
_POWER = _one_of(_POWER_OF)
_UNIT = re.compile(
    r"(?:^|(?<= )|(?<=\d))(?:(?:en|in) )?"
    rf"(?:(?:(?P<before>{_MANY})|(?<!\d)(?<!\d )(?P<power>{_POWER})) (?:de |of )?(?:{_NAMED})"
    rf"|(?P<short>{_one_of(_SHORT_OF)})|(?:{_NAMED})(?: (?P<after>{_MANY}|{_POWER}))?)(?= |$)"
)
"""A unit of money: "millions de dirhams", "MDH", "MAD '000", "DH"."""


def find_unit(key: str) -> tuple[Decimal | None, str]:
    """Give the unit of money named in a normalised text, and the text without its words."""
    unit, rest = _first_unit(key)
    while unit is not None:  # "Cost (MDH) / الكلفة (م.د)" says it twice
        again, shorter = _first_unit(rest)
        if again != unit:
            break
        rest = shorter
    return unit, rest


def _first_unit(key: str) -> tuple[Decimal | None, str]:
    found = _UNIT.search(key)
    if found is None:
        return None, key
    rest = f"{key[: found.start()]} {key[found.end() :]}"
    return _unit_of(found), " ".join(rest.split())


def _unit_of(found: re.Match[str]) -> Decimal:
    if found["short"]:
        return _SHORT_OF[found["short"]]
    many = found["before"] or found["power"] or found["after"]
    return (_MULTIPLE_OF | _POWER_OF)[many] if many else _ONE


def find_currency(key: str) -> str:
    """Give the currency that a normalised text names, empty when it names none or the usual."""
    return next((CURRENCY_OF[word] for word in key.split() if word in CURRENCY_OF), "")


def kind_of_body(name: str) -> OrganisationKind:
    """Guess what kind of body a name is of, by its first word."""
    key = f"{normalise(name)} "
    for kind, words in _BODIES:
        if any(key.startswith(f"{normalise(word)} ") for word in words):
            return kind
    return OrganisationKind.OTHER
