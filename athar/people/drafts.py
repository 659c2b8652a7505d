"""What an import or a form hands to the actions of people."""

from __future__ import annotations

from dataclasses import dataclass

from athar.kernel.text import Translated
from athar.people.enums import OrganisationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDraft:
    """A body as a file or form states it; `parent_code` names one stored or in the same batch."""

    code: str
    names: Translated
    kind: OrganisationKind = OrganisationKind.OTHER
    abbreviation: str = ""
    parent_code: str | None = None
    place_id: int | None = None
    iati_identifier: str = ""
