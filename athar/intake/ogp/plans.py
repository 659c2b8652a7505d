"""An action plan as a source states it: its identity, the bodies it names, its commitments."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from athar.evaluation.drafts import AssessmentDraft
from athar.intake.cells.texts import language_of
from athar.intake.vocabulary.keys import normalise
from athar.intake.vocabulary.words import kind_of_body
from athar.kernel.text import Translated
from athar.people.drafts import OrganisationDraft
from athar.plans.drafts import CommitmentDraft, PlanDraft
from athar.plans.enums import PlanKind

LONGEST_BODY = 120
"""A longer text is no name of a body: it is kept as it was written, with the commitment."""

_TITLES = {
    PlanKind.NATIONAL_ACTION_PLAN: {
        "ar": "خطة العمل الوطنية للحكومة المنفتحة %(years)s، %(member)s",
        "fr": "Plan d’action national pour un gouvernement ouvert %(years)s, %(member)s",
        "en": "National open government action plan %(years)s, %(member)s",
    },
    PlanKind.LOCAL_ACTION_PLAN: {
        "ar": "خطة العمل المحلية للحكومة المنفتحة %(years)s، %(member)s",
        "fr": "Plan d’action local pour un gouvernement ouvert %(years)s, %(member)s",
        "en": "Local open government action plan %(years)s, %(member)s",
    },
}
_BETWEEN = re.compile(r"\s*(?:;|\n)\s*")
_WORDS = re.compile(r"[^\W\d_]+")
_FRENCH = frozenset(
    ("le", "la", "les", "des", "du", "et", "une", "pour", "dans", "sur", "aux", "de")
)
_ENGLISH = frozenset(("the", "of", "and", "to", "in", "for", "a", "an", "by", "with", "from"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPlan:
    """A plan with the bodies it names, those above first, its commitments, what is said of them."""

    draft: PlanDraft
    bodies: tuple[OrganisationDraft, ...]
    commitments: tuple[CommitmentDraft, ...]
    assessments: tuple[AssessmentDraft, ...] = ()


def title_of_plan(kind: PlanKind, years: tuple[int, int], member: Translated) -> Translated:
    """Name a plan by its kind, its years and its member, in each language the member has."""
    said = {"years": f"{years[0]}-{years[1]}"}
    titles = _TITLES[kind]
    return Translated(
        {
            lang: titles[lang] % (said | {"member": member[lang]})
            for lang in titles
            if lang in member
        }
    )


def bodies_named(text: str, member: OrganisationDraft, lang: str) -> Iterable[OrganisationDraft]:
    """Give the bodies that a text names, as parts of a member: "Treasury; Audit Office".

    Shape: their codes follow from the member and their names, since two members have ministries of
    the same name.
    """
    for part in _BETWEEN.split(text.strip()):
        name = " ".join(part.split())
        if not normalise(name) or len(name) > LONGEST_BODY:
            continue
        digest = hashlib.sha256(normalise(name).encode()).hexdigest()[:8].upper()
        yield OrganisationDraft(
            code=f"{member.code}-{digest}",
            names=Translated({lang: name}),
            kind=kind_of_body(name),
            parent_code=member.code,
            place_id=member.place_id,
        )


def written_in(text: str) -> str:
    """Tell Arabic, French and English texts apart: by their letters, by their smallest words."""
    words = _WORDS.findall(text.lower())
    n_french, n_english = (sum(one in known for one in words) for known in (_FRENCH, _ENGLISH))
    return language_of(text, otherwise="fr" if n_french > n_english else "en")
