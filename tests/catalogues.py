"""Tells which messages of the catalogues lack a translation; exit code 1 when one does."""

import sys
from pathlib import Path

from babel.messages.pofile import read_po

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


def main() -> int:
    """Print the gaps of each catalogue."""
    missing = 0
    for path in sorted(CATALOGUES.glob("*/LC_MESSAGES/django.po")):
        language = path.parent.parent.name
        found = gaps(path, language)
        missing += len(found)
        for message in found:
            sys.stdout.write(f"{language}: no translation: {message}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
