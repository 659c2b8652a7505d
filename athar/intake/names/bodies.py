"""The bodies a file names: known ones by code or name, new ones under a code made from the name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from athar.intake.cells.texts import language_of
from athar.intake.enums import AliasKind
from athar.intake.memory.mapping import NEW_BODY
from athar.intake.names.answers import Answers
from athar.intake.projects.identity import BodyFact
from athar.intake.vocabulary.keys import normalise
from athar.intake.vocabulary.words import kind_of_body
from athar.kernel.text import Translated
from athar.people.drafts import OrganisationDraft
from athar.people.queries import OrganisationIndex, OrganisationRef

MADE_UP = "BODY-"
"""What the code of a body begins with that nobody gave a code."""


class Bodies:
    """Finds bodies by what a file writes, and collects those that are not registered yet."""

    def __init__(
        self,
        registered: Mapping[str, OrganisationRef],
        listed: Iterable[BodyFact] = (),
        answers: Answers | None = None,
    ) -> None:
        self._answers = answers or Answers()
        self._new: dict[str, OrganisationDraft] = {}
        self._made: dict[str, str] = {}
        self._found: dict[str, str | None] = {}
        self._answered: dict[str, str] = {}
        known = dict(registered)
        for fact in listed:
            if fact.code not in known:
                self._new[fact.code] = _draft(fact.code, fact.names, fact.abbreviation)
                known[fact.code] = _ref(self._new[fact.code])
        self.known = known
        self._look_up()

    def _look_up(self) -> None:
        self._index = OrganisationIndex(self.known)
        self._squeezed = {
            "".join(normalise(one.abbreviation).split()): one.code
            for one in self.known.values()
            if one.abbreviation
        }
        self._found.clear()
        self._answered.clear()

    def find(self, text: str) -> str | None:
        """Give the code of the body a text names, when it is known."""
        if text not in self._found:
            registered = self._index.find(text.strip()) or self._by_abbreviation(text)
            self._found[text] = registered or self._by_answer(text)
        return self._found[text]

    def _by_answer(self, text: str) -> str | None:
        """Give the body that a person said a text means, as long as it is known."""
        means = self._answers.means(AliasKind.BODY, text)
        if means in self.known:
            self._answered[text] = means
            return means
        return None

    def is_confirmed(self, text: str, row: tuple[str, int]) -> bool:
        """Tell whether a person said what a text in a row means: a body known, or a new one."""
        is_known = self.find(text) is not None
        means = self._answered.get(text) if is_known else self._answers.means(AliasKind.BODY, text)
        if not means or not (is_known or means == NEW_BODY):
            return False
        self._answers.meet(AliasKind.BODY, text, means, row)
        return True

    def _by_abbreviation(self, text: str) -> str | None:
        """Find "A.R.E.P." and "AREP-TTA" by the abbreviation that stands in them."""
        words = normalise(text).split()
        if text.upper() != text or not words:
            return None
        joined = self._squeezed.get("".join(words))
        return joined or (self._squeezed.get(words[0]) if len(words) == 2 else None)

    def is_met(self, text: str) -> bool:
        """Tell whether a body that nobody knows was named before in this file."""
        return normalise(text) in self._made

    def code_of(self, text: str) -> str:
        """Give the code of the body a text names; an unknown one gets a code of its own."""
        found = self.find(text)
        if found is not None:
            return found
        key = normalise(text)
        if key not in self._made:
            digest = hashlib.sha256(key.encode()).hexdigest()[:8].upper()
            self._made[key] = f"{MADE_UP}{digest}"
            names = Translated({language_of(text): " ".join(text.split())})
            self._new[self._made[key]] = _draft(self._made[key], names, "")
        return self._made[key]

    def add(self, fact: BodyFact) -> str:
        """Add a body that the file implies, and give its code."""
        if fact.code not in self.known:
            self._new[fact.code] = _draft(fact.code, fact.names, fact.abbreviation)
            self.known[fact.code] = _ref(self._new[fact.code])
            self._look_up()
        return fact.code

    def label(self, code: str) -> str:
        """Give the code of a body, or its name when the code was only made up."""
        if not code.startswith(MADE_UP):
            return code
        names = self._new[code].names if code in self._new else self.known[code].names
        return next(iter(names.values()))

    def drafts(self) -> tuple[OrganisationDraft, ...]:
        """Give the bodies to be registered: those listed with the plan, and those only named."""
        return tuple(self._new.values())


def _draft(code: str, names: Translated, abbreviation: str) -> OrganisationDraft:
    guesses = (kind_of_body(name) for name in names.values())
    default = kind_of_body("")
    kind = next((guess for guess in guesses if guess is not default), default)
    return OrganisationDraft(code=code, names=names, kind=kind, abbreviation=abbreviation[:60])


def _ref(draft: OrganisationDraft) -> OrganisationRef:
    return OrganisationRef(
        id=0,
        code=draft.code,
        kind=draft.kind,
        names=draft.names,
        abbreviation=draft.abbreviation,
    )
