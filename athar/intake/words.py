"""The words inside cells in Arabic, French and English: units, statuses, kinds of no number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TypeVar

from athar.kernel.progress import DeclaredStatus
from athar.kernel.text import normalise
from athar.people.enums import OrganisationKind
from athar.reporting.enums import NoNumber

_UNITS: Mapping[Decimal, tuple[str, ...]] = {
    Decimal(1_000_000_000): ("mmdh", "milliards de dirhams", "milliard de dirhams",
                             "billion dirhams", "مليار درهم", "ملايير الدراهم"),
    Decimal(1_000_000): ("mdh", "mdhs", "m dh", "mmad", "millions de dirhams",
                         "million de dirhams", "mdhs ttc", "mdh ttc", "millions de dh",
                         "million de dh", "en millions", "م د", "م.د", "مليون د", "بمليون درهم",
                         "millions dh", "million dirhams",
                         "millions of dirhams", "مليون درهم", "ملايين الدراهم",
                         "بملايين الدراهم", "بالمليون درهم"),
    Decimal(1_000): ("kdh", "k dh", "milliers de dirhams", "millier de dirhams",
                     "thousand dirhams", "thousands of dirhams", "ألف درهم", "آلاف الدراهم",
                     "بآلاف الدراهم", "بألف درهم"),
    Decimal(1): ("dh", "dhs", "dirhams", "dirham", "mad", "درهم", "بالدرهم", "الدراهم", "rands",
                 "rand", "zar"),
}  # fmt: skip

_CURRENCIES: Mapping[str, tuple[str, ...]] = {"ZAR": ("rands", "rand", "zar")}
"""Words that name another currency than the plan's; more of them as files use them."""

_STATUSES: Mapping[DeclaredStatus, tuple[str, ...]] = {
    DeclaredStatus.COMPLETED: ("completed", "complete", "done", "achevé", "réalisé", "terminé",
                               "achevée", "clôturé", "livré", "réceptionné", "travaux achevés",
                               "projet achevé", "100% réalisé", "practical completion",
                               "practical completion 100", "final completion",
                               "منجز", "مكتمل", "منتهي", "انتهى", "أنجز", "تم الإنجاز", "منجزة",
                               "مشروع منجز"),
    DeclaredStatus.ON_TRACK: ("on_track", "on track", "ongoing", "in progress", "en cours",
                              "en cours de réalisation", "en cours d'exécution",
                              "travaux en cours", "en cours de travaux", "en exécution",
                              "en réalisation", "lancé", "construction",
                              "في طور الإنجاز", "قيد الإنجاز", "في طور التنفيذ", "قيد التنفيذ",
                              "جاري", "جارية", "أشغال جارية", "الأشغال جارية", "في طور الأشغال"),
    DeclaredStatus.DELAYED: ("delayed", "late", "en retard", "retard", "retardé", "متأخر", "متعثر",
                             "متأخرة", "تأخر"),
    DeclaredStatus.AT_RISK: ("at_risk", "at risk", "en difficulté", "à risque", "يواجه صعوبات"),
    DeclaredStatus.STOPPED: ("stopped", "suspended", "à l'arrêt", "suspendu", "arrêté",
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
                                 "لم يشرع فيه"),
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
UNIT_OF = _by_word(_UNITS)
WHOLE_REGION = frozenset(map(normalise, _WHOLE_REGION))
EVERYWHERE = frozenset(map(normalise, _EVERYWHERE))
SAMPLE = frozenset(map(normalise, _SAMPLE))

_UNIT_WORDS = sorted(UNIT_OF, key=len, reverse=True)
_UNIT = re.compile(rf"(?:^|(?<= )|(?<=\d))(?:{'|'.join(map(re.escape, _UNIT_WORDS))})(?= |$)")


def find_unit(key: str) -> tuple[Decimal | None, str]:
    """Give the unit of money named in a normalised text, and the text without its words."""
    found = _UNIT.search(key)
    if found is None:
        return None, key
    rest = f"{key[: found.start()]} {key[found.end() :]}"
    return UNIT_OF[found.group()], " ".join(rest.split())


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
