"""What a page knows of the installation it belongs to, and of itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from athar.kernel.text import Translated, direction

Label = str | Promise | Translated

PRODUCT = gettext_lazy("Athar")
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
class Site:
    """The installation: who publishes, in which languages, what its menu offers.

    `today` is the frozen date of a demonstration, None when the clock runs.
    `is_sample` says that some figures of the installation are invented samples.
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


@dataclass(frozen=True, slots=True)
class Page:
    """One page as its head and its masthead need it.

    `alternates` lists every language of the page, its own included.
    `crumbs` runs from the home page to the parent; the page itself is not in it.
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
    image: str = ""

    @property
    def direction(self) -> str:
        return direction(self.lang)

    @property
    def other_languages(self) -> Sequence[Alternate]:
        """The languages one can switch to, in the order of the installation."""
        return [alternate for alternate in self.alternates if alternate.lang != self.lang]
