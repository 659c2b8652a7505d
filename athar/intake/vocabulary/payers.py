"""Who pays, as headings say it: the region itself, its partners together, or one body by name."""

from __future__ import annotations

from enum import StrEnum

from athar.intake.vocabulary.roots import bare_word, words_of
from athar.intake.vocabulary.words import kind_of_body
from athar.kernel.text import normalise
from athar.people.enums import OrganisationKind


class Payer(StrEnum):
    """Payers whom headings name by their part in the plan; any other payer is a body's name."""

    REGION = "@region"
    PARTNERS = "@partners"


_WORDS = {
    Payer.REGION: (
        "région", "part région", "part de la région", "part du conseil régional",
        "conseil régional",
        "conseil de la région", "contribution région", "contribution de la région",
        "contribution du conseil régional", "budget région", "budget régional", "part cr",
        "financement région", "apport de la région", "region", "region's share", "region share",
        "regional council", "share of the region", "contribution of the region", "الجهة",
        "مساهمة الجهة", "حصة الجهة", "مساهمة مجلس الجهة", "حصة مجلس الجهة", "مجلس الجهة",
        "تمويل الجهة", "ميزانية الجهة",
    ),
    Payer.PARTNERS: (
        "partenaires", "autres partenaires", "part partenaires", "part des partenaires",
        "part des autres partenaires", "contribution des partenaires",
        "contributions des partenaires", "contribution des autres partenaires", "autres",
        "partners", "other partners", "partners' share", "share of the partners", "الشركاء",
        "باقي الشركاء", "شركاء آخرون", "مساهمة الشركاء", "مساهمات الشركاء", "حصة الشركاء",
        "مساهمة باقي الشركاء", "حصة باقي الشركاء", "الشركاء الآخرون", "حصة الشركاء الآخرين",
        "مساهمة الشركاء الآخرين",
    ),
}  # fmt: skip
_SPLITS = (
    "montage financier", "financement", "sources de financement", "plan de financement",
    "contributions", "contribution", "contributions des partenaires", "répartition",
    "répartition du financement", "partenaires financiers", "partenaires", "bailleurs",
    "bailleurs de fonds", "funding", "funding sources", "funders", "contributions of partners",
    "التركيبة المالية", "مصادر التمويل", "التمويل", "مساهمات الشركاء", "مساهمات", "المساهمات",
    "الشركاء", "الممولون", "توزيع التمويل", "مساهمة الشركاء",
)  # fmt: skip
_SUMS = frozenset(
    map(normalise, ("total", "totaux", "ensemble", "sum", "المجموع", "مجموع", "الإجمالي", "إجمالي"))
)
_GENERAL = words_of("general generale global globale grand العام")
_SHARE_WORDS = tuple(
    map(normalise, ("contribution de", "contribution du", "contribution", "part de", "part du",
                    "part", "apport de", "apport", "مساهمة", "حصة", "share of"))
)  # fmt: skip

_SHARES = words_of(
    "part parts quote contribution contributions apport apports participation share shares "
    "مساهمه مساهمات حصه حصص نصيب"
)
_OF_REGION = words_of("region regional regionale conseil council جهه جهوي مجلس")
_OF_PARTNERS = words_of(
    "partenaire partenaires autre autres partner partners other others شركاء شريك باقي اخرون اخرين"
)
_LITTLE = words_of("de du des d la le les l of the from s")

PAYER_OF = {normalise(word): payer for payer, words in _WORDS.items() for word in words}
SPLITS = frozenset(map(normalise, _SPLITS))


def payer_of(key: str) -> Payer | None:
    """Give the payer that a normalised heading names by its part in the plan."""
    words = [word for word in key.split() if word not in _SUMS]
    return PAYER_OF.get(" ".join(words)) or _payer_of_words(frozenset(map(bare_word, words)))


def _payer_of_words(words: frozenset[str]) -> Payer | None:
    """Give the payer whom a heading names in words of its own: "quote-part du conseil régional"."""
    telling = words - _LITTLE
    if not telling & _SHARES:
        return None
    others = telling - _SHARES
    if others & _OF_PARTNERS and others <= _OF_PARTNERS:
        return Payer.PARTNERS
    return Payer.REGION if others & _OF_REGION and others <= _OF_REGION else None


def is_split(key: str) -> bool:
    """Tell whether a normalised heading stands above one column for each payer."""
    return key in SPLITS


def is_sum(key: str) -> bool:
    """Tell whether a normalised heading names a sum of the columns beside it."""
    return any(word in _SUMS for word in key.split())


def is_sum_alone(key: str) -> bool:
    """Tell whether a normalised heading says nothing but that it is a sum."""
    words = key.split()
    return is_sum(key) and all(word in _SUMS or word in _GENERAL for word in words)


def body_in(text: str) -> str:
    """Give the name of a body from a heading, without the words for its share."""
    words = text.split()
    for shares in _SHARE_WORDS:
        n_words = len(shares.split())
        rest = " ".join(words[n_words:])
        if rest and normalise(" ".join(words[:n_words])) == shares:
            return rest
    return text


def looks_like_body(text: str) -> bool:
    """Tell whether the first word of a text is one that names of bodies begin with."""
    return kind_of_body(text) is not OrganisationKind.OTHER
