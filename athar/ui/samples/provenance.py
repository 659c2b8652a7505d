"""The value of the gallery whose provenance is shown: corrected twice, validated once."""

from datetime import date
from decimal import Decimal
from functools import cache

from markupsafe import Markup

from athar.ui import formatting
from athar.ui.provenance import Confidence, Origin, Provenance, State
from athar.ui.samples.words import RESULTS
from athar.ui.specimens import WORDS


@cache
def provenance(lang: str) -> Provenance:
    """Give the sample value in a language."""
    words, names = RESULTS[lang], WORDS[lang]

    def percent(value: str) -> Markup:
        return formatting.percent(Decimal(value), 1, lang=lang)

    return Provenance(
        subject=words["value_subject"],
        sentence=words["value_sentence"],
        facts=((words["said_by"], names["branch"]), (words["period"], "2024")),
        origin=Origin(
            "rsk_suivi_eau_2025-S1.xlsx", words["cell_text"], words["cell_sheet"], "F27", "#value"
        ),
        evidence=((names["minutes"], "#value"), (words["survey"], "#value")),
        confidence=Confidence(
            "B",
            words["grade_b"],
            (
                (words["reason_validated"], 2),
                (words["reason_evidence"], 2),
                (words["reason_import"], 0),
                (words["reason_old"], -1),
            ),
        ),
        states=(
            State(
                date(2025, 6, 20),
                percent("27.5"),
                "validated",
                names["lead"],
                reason=words["why_corrected"],
                signed=names["signed"],
            ),
            State(date(2025, 3, 12), percent("275"), by=names["branch"]),
            State(date(2025, 1, 15), None, by=names["branch"], kind="not_due"),
        ),
    )
