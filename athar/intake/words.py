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
                         "million de dirhams", "millions dh", "million dirhams",
                         "millions of dirhams", "مليون درهم", "ملايين الدراهم",
                         "بملايين الدراهم", "بالمليون درهم"),
    Decimal(1_000): ("kdh", "k dh", "milliers de dirhams", "millier de dirhams",
                     "thousand dirhams", "thousands of dirhams", "ألف درهم", "آلاف الدراهم",
                     "بآلاف الدراهم", "بألف درهم"),
    Decimal(1): ("dh", "dhs", "dirhams", "dirham", "mad", "درهم", "بالدرهم", "الدراهم"),
}  # fmt: skip

_STATUSES: Mapping[DeclaredStatus, tuple[str, ...]] = {
    DeclaredStatus.COMPLETED: ("completed", "complete", "done", "achevé", "réalisé", "terminé",
                               "منجز", "مكتمل", "منتهي"),
    DeclaredStatus.ON_TRACK: ("on_track", "on track", "ongoing", "in progress", "en cours",
                              "en cours de réalisation", "en cours d'exécution",
                              "في طور الإنجاز", "قيد الإنجاز"),
    DeclaredStatus.DELAYED: ("delayed", "late", "en retard", "retard", "متأخر", "متعثر"),
    DeclaredStatus.AT_RISK: ("at_risk", "at risk", "en difficulté", "à risque", "يواجه صعوبات"),
    DeclaredStatus.STOPPED: ("stopped", "suspended", "à l'arrêt", "suspendu", "arrêté", "متوقف"),
    DeclaredStatus.CANCELLED: ("cancelled", "canceled", "abandoned", "annulé", "abandonné",
                               "ملغى", "ملغي"),
    DeclaredStatus.NOT_STARTED: ("not_started", "not started", "planned", "non démarré",
                                 "programmé", "non entamé", "لم ينطلق بعد", "مبرمج",
                                 "غير منطلق"),
}  # fmt: skip

_NO_NUMBER: Mapping[NoNumber, tuple[str, ...]] = {
    NoNumber.NOT_REPORTED: ("", "N.D", "ND", "n.d.", "non disponible", "non renseigné", "néant",
                            "inconnu", "not available", "unknown", "غير متوفر", "غير محدد",
                            "غير معروف"),
    NoNumber.NOT_APPLICABLE: ("s.o.", "so", "sans objet", "n/a", "na", "not applicable",
                              "غير معني", "لا ينطبق", "بدون موضوع"),
    NoNumber.NOT_DUE: ("à venir", "non échu", "not due", "لم يحن بعد"),
    NoNumber.SUPPRESSED: ("confidentiel", "confidential", "سري"),
}  # fmt: skip

_WHOLE_REGION = ("region", "whole region", "toute la région", "ensemble de la région", "région",
                 "toutes les provinces", "région entière", "مجموع الجهة", "كل الجهة",
                 "الجهة بأكملها", "جميع أقاليم الجهة", "كافة الجهة")  # fmt: skip

_SAMPLE = ("exemple", "example", "sample", "مثال")

_LEVELS: Mapping[str, tuple[str, ...]] = {
    "axis": ("axis", "axe", "محور", "المحور"),
    "sub_axis": ("sub_axis", "sub axis", "sous axe", "sous-axe", "محور فرعي", "المحور الفرعي"),
    "programme": ("programme", "program", "برنامج", "البرنامج"),
}

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
NO_NUMBER_OF = _by_word(_NO_NUMBER)
LEVEL_OF = _by_word(_LEVELS)
UNIT_OF = _by_word(_UNITS)
WHOLE_REGION = frozenset(map(normalise, _WHOLE_REGION))
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


def kind_of_body(name: str) -> OrganisationKind:
    """Guess what kind of body a name is of, by its first word."""
    key = f"{normalise(name)} "
    for kind, words in _BODIES:
        if any(key.startswith(f"{normalise(word)} ") for word in words):
            return kind
    return OrganisationKind.OTHER
