"""Tells which messages of the catalogues lack a translation or are set badly; exit code 1 then."""

import re
import sys
from pathlib import Path

from babel.messages.pofile import read_po

#: A line may break at an ordinary space: French puts none before a sign, nor inside its quotes.
_BREAKING = re.compile(r" (?=[;:!?»](?: |$))|(?<=«) ")
#: The Arabic speaks to one reader, never to several: one voice through all pages.
_SEVERAL = re.compile(r"\b[اأ]\w{2,}وا\b|\bت\w{2,6}(?<!تك)ون\b|\b(?:يمكن|علي|ل|حساب)كم\b")
CATALOGUES = Path(__file__).parent.parent / "athar" / "locale"


def gaps(path: Path, language: str) -> list[str]:
    """Name every message that is missing, fuzzy or lacks a plural form."""
    catalogue = read_po(path.open("rb"), locale=language)
    found = []
    for message in catalogue:
        if not message.id:
            continue
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = catalogue.num_plurals if isinstance(message.id, tuple) else 1
        if message.fuzzy or len(forms) < wanted or not all(forms):
            found.append(str(message.id))
    return found


def found_in(language: str, wrong: re.Pattern[str]) -> list[str]:
    """Name every text of a language in which the pattern is found."""
    path = CATALOGUES / language / "LC_MESSAGES" / "django.po"
    catalogue = read_po(path.open("rb"), locale=language)
    return [
        str(message.id)
        for message in catalogue
        for form in (message.string if isinstance(message.string, tuple) else (message.string,))
        if message.id and wrong.search(form)
    ]


def main() -> int:
    """Print the gaps of each catalogue, and what is set badly."""
    missing = 0
    for path in sorted(CATALOGUES.glob("*/LC_MESSAGES/django.po")):
        language = path.parent.parent.name
        found = gaps(path, language)
        missing += len(found)
        for message in found:
            sys.stdout.write(f"{language}: no translation: {message}\n")
    set_badly = found_in("fr", _BREAKING)
    sys.stdout.writelines(f"fr: a sign may begin a line: {one}\n" for one in set_badly)
    said_to_several = found_in("ar", _SEVERAL)
    sys.stdout.writelines(f"ar: speaks to several readers: {one}\n" for one in said_to_several)
    return 1 if missing or set_badly or said_to_several else 0


if __name__ == "__main__":
    sys.exit(main())
