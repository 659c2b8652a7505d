"""What a page knows of the installation it belongs to, and of itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from athar.kernel.text import Translated, direction

Label = str | Promise | Translated

PRODUCT = gettext_lazy("Athar")
#: How the names of languages are written where a territory is asked for (Open Graph).
LOCALES = {"ar": "ar_AR", "fr": "fr_FR", "en": "en_GB"}
LANGUAGE_NAMES = {"ar": "العربية", "fr": "Français", "en": "English"}


@dataclass(frozen=True, slots=True)
class Link:
    """A link in words; `key` marks the entry that is current when `Page.section` equals it."""

    label: Label
    url: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in another language."""

    lang: str
    url: str

    @property
    def name(self) -> str:
        """The name of the language, written in that language."""
        return LANGUAGE_NAMES.get(self.lang, self.lang)

    @property
    def direction(self) -> str:
        return direction(self.lang)


@dataclass(frozen=True, slots=True)
class Publication:
    """A state of what is public: the number of its publication and the day it was made."""

    number: int
    on: date


@dataclass(frozen=True, slots=True)
class Site:
    """The installation: who publishes, in which languages, what its menu offers.

    `today` is the frozen date of a demonstration, None when the clock runs.
    `is_sample` says that some figures of the installation are invented samples.
    `publications` tells which state of what is public is shown, by the code of the plan; "" is
    the newest of all.
    """

    host_name: Label
    home_url: str
    name: Label = PRODUCT
    languages: tuple[str, ...] = ("ar", "fr", "en")
    nav: tuple[Link, ...] = ()
    foot: tuple[Link, ...] = ()
    today: date | None = None
    is_sample: bool = False
    about_sample_url: str = ""
    publications: Mapping[str, Publication] = field(default_factory=dict)
    search_url: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """An earlier state that a page shows: a sentence about it, and the way to the current one.

    `asked` is the moment as it stands in addresses, `plan` the plan whose state it is.
    """

    words: Label
    now_url: str
    asked: str
    plan: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a page shows before the public may see it: a sentence about it, and the way back."""

    words: Label
    back_url: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page as its head and its masthead need it.

    `alternates` lists every language of the page, its own included.
    `crumbs` runs from the home page to the parent; the page itself is not in it.
    `state` is the earlier state that the page shows, None for the present.
    `image` is the picture others show of the page.
    Addresses of `canonical`, `alternates` and `image` are absolute where they are known.
    """

    title: Label
    lang: str
    description: Label = ""
    section: str = ""
    crumbs: tuple[Link, ...] = ()
    crumb: Label = ""
    canonical: str = ""
    alternates: tuple[Alternate, ...] = ()
    json_url: str = ""
    csv_url: str = ""
    xlsx_url: str = ""
    jsonld_url: str = ""
    atom_url: str = ""
    image: str = ""
    state: State | None = None
    waiting: Waiting | None = None

    @property
    def direction(self) -> str:
        return direction(self.lang)

    @property
    def downloads(self) -> Sequence[tuple[str, str]]:
        """The twins of the page as (format, address), tables first."""
        twins = (("CSV", self.csv_url), ("XLSX", self.xlsx_url), ("JSON", self.json_url))
        return [(name, url) for name, url in twins if url]

    @property
    def locales(self) -> Sequence[str]:
        """The locale of the page, then those of its other languages."""
        langs = [self.lang, *(alternate.lang for alternate in self.other_languages)]
        return [LOCALES.get(lang, lang) for lang in langs]

    @property
    def other_languages(self) -> Sequence[Alternate]:
        """The languages one can switch to, in the order of the installation."""
        return [alternate for alternate in self.alternates if alternate.lang != self.lang]
