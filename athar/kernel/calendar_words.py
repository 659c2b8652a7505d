"""The words by which people name months, parts of a year and the edges of a period.

Words to be recognised are written as `text.normalise` gives them: without accents, without
hamza on alif, with ya for alif maqsura and ha for ta marbuta.
"""

MONTH_NAMES = {
    "ar": (
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "ماي",
        "يونيو",
        "يوليوز",
        "غشت",
        "شتنبر",
        "أكتوبر",
        "نونبر",
        "دجنبر",
    ),
    "fr": (
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}

ARABIC_ORDINALS = ("الأول", "الثاني", "الثالث", "الرابع")

TWO_WORD_MONTHS = {
    "كانون الثاني": "جانفي",
    "كانون الاول": "ديسمبر",
    "تشرين الاول": "اكتوبر",
    "تشرين الثاني": "نوفمبر",
}

_MONTHS = (
    "يناير جانفي janvier janv jan january",
    "فبراير فيفري شباط fevrier fevr fev february feb",
    "مارس اذار mars mar march",
    "ابريل افريل نيسان avril avr april apr",
    "ماي مايو ايار mai may",
    "يونيو يونيه جوان حزيران juin june jun",
    "يوليوز يوليو يوليه جويليه تموز juillet juil july jul",
    "غشت اغشت اغسطس اوت اب aout august aug",
    "شتنبر شتمبر سبتمبر ايلول septembre sept sep september",
    "اكتوبر octobre oct october",
    "نونبر نوفمبر novembre nov november",
    "دجنبر دجمبر ديسمبر decembre dec december",
)
_ORDINALS = (
    "الاول الاولي اول فاتح premier premiere first",
    "الثاني الثانيه ثاني deuxieme second seconde",
    "الثالث الثالثه ثالث troisieme third",
    "الرابع الرابعه رابع quatrieme fourth",
)


def _each(*lists: str) -> dict[str, int]:
    """Number the words of each list with its place, from 1."""
    return {word: place for place, words in enumerate(lists, start=1) for word in words.split()}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MONTHS = _each(*_MONTHS)
ORDINALS = _each(*_ORDINALS)

_QUARTERS = _words("t q trimestre trim quarter الربع ربع الفصل فصل الثلاثي ثلاثي")
_SEMESTERS = _words(
    "s h semestre semester half الاسدس اسدس الاسدوس النصف نصف السداسي سداسي السداسيه"
)
PARTS = dict.fromkeys(_QUARTERS, 3) | dict.fromkeys(_SEMESTERS, 6)
"""Months in the part of the year that the word names."""

STARTS = _words("debut beginning start early بدايه مطلع اوائل")
ENDS = _words("fin end late نهايه متم اواخر")
EMPTY = _words(
    "de du des d l le la les en au a annee an exercice mois of the year month in to from ici"
    " في من الي سنه لسنه عام لعام شهر برسم"
)
"""Words that say nothing of which period it is."""
