"""The columns that only the files of a plan have; the others are those of the lists."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from athar.opendata.columns import Column, Kind
from athar.opendata.dictionary import DICTIONARY
from athar.opendata.queries import LANGUAGES
from athar.ui.site import LANGUAGE_NAMES, Label


def known(*names: str) -> tuple[Column, ...]:
    """Give columns that the lists have too."""
    return tuple(DICTIONARY[name] for name in names)


def text(name: str, label: Label, meaning: Label) -> tuple[Column, ...]:
    """Give the columns of a text, one for each language."""
    return tuple(
        Column(
            f"{name}_{lang}",
            Kind.TEXT,
            format_lazy("{label} ({language})", label=label, language=LANGUAGE_NAMES[lang]),
            meaning,
        )
        for lang in LANGUAGES
    )


_SAME = _("Empty where the text is not written in this language.")
TITLE = text("title", _("Title"), _SAME)
NAMES = text("name", _("Name"), _SAME)
NARRATIVE = text("narrative", _("What happened"), _SAME)
SUMMARY = text("summary", _("Summary"), _SAME)
PROBLEM = text("problem", _("Why?"), _SAME)
SOLUTION = text("solution", _("What?"), _SAME)
RESULTS = text("expected_results", _("What will it change?"), _SAME)

COMMITMENT = Column("commitment", Kind.CODE, _("Commitment"), _("Code of the commitment."))
NODE = Column("node", Kind.CODE, _("Grouping"), _("Code of the grouping it stands in."))
PARENT = Column("parent", Kind.CODE, _("Grouping above"), _("Code; empty at the top."))
BODY = Column("body", Kind.CODE, pgettext_lazy("organisation", "Body"), _("Code of the body."))
OWNER = Column("owner", Kind.CODE, _("Owner of the plan"), _("Code of the body."))
FUNDER = Column(
    "funder", Kind.CODE, _("Funder"), _("Code of the body; empty: the money is not split by body.")
)
AGREEMENT = Column("agreement", Kind.CODE, _("Agreement"), _("Number of the agreement."))
NUMBER = Column("number", Kind.CODE, pgettext_lazy("of a file", "Number"), _("As it was signed."))
AMENDMENT = Column(
    "amendment",
    Kind.COUNT,
    _("Amendment"),
    _("Number of the amendment that states it; empty: the first text."),
)
AMENDMENT_NUMBER = Column(
    "amendment", Kind.COUNT, _("Amendment"), _("Number of the amendment of the agreement.")
)
SESSION = Column("session_on", Kind.DAY, _("Session"), _("Day on which the council voted it."))
SHARE = Column("amount", Kind.MONEY, _("Share"), _("What the body pays; empty: not stated."))
LINE = Column(
    "amount", Kind.MONEY, _("Funding"), _("In units of the currency, never in thousands.")
)
YEAR = Column("year", Kind.YEAR, _("Year"), _("Empty: the money is not split by year."))
ROLE = Column("role", Kind.CHOICE, _("Role"), _("What the body is to the commitment."), "body_role")
BODY_KIND = Column(
    "kind", Kind.CHOICE, _("Kind of body"), _("What sort of body it is."), "body_kind"
)
PLAN_KIND = Column(
    "kind", Kind.CHOICE, _("Kind of plan"), _("What sort of plan it is."), "plan_kind"
)
ABBREVIATION = Column("abbreviation", Kind.TEXT, _("Abbreviation"), _("As files write it."))
IATI = Column(
    "iati_identifier", Kind.CODE, _("IATI identifier"), _("In the register of the standard.")
)
TAXONOMY = Column("taxonomy", Kind.CODE, _("Taxonomy"), _("List of themes it belongs to."))
TAXONOMY_VERSION = Column(
    "taxonomy_version", Kind.CODE, _("Version of the taxonomy"), _("Taxonomies change.")
)
THEME = Column("theme", Kind.CODE, _("Theme"), _("Code in that list."))
INCLUSION = Column(
    "inclusion",
    Kind.CHOICE,
    _("Inclusion and equality"),
    _("Whether they are a purpose of it; empty: not examined."),
    "inclusion",
)
TARGET_PLAN = Column("target_plan", Kind.CODE, _("Other plan"), _("Plan it contributes to."))
TARGET = Column("target", Kind.CODE, _("Contributes to"), _("Commitment of that plan."))
CONTRIBUTED = Column(
    "share",
    Kind.PERCENT,
    _("Share that contributes"),
    _("Of the commitment itself; empty: not stated."),
)
LEVEL = Column("level", Kind.COUNT, _("Level"), _("0 at the top."))
POSITION = Column("position", Kind.COUNT, _("Position"), _("Place in the order of the plan."))
LATITUDE = Column("latitude", Kind.DEGREES, _("Latitude"), _("Degrees, WGS 84; empty: no point."))
LONGITUDE = Column(
    "longitude", Kind.DEGREES, _("Longitude"), _("Degrees, WGS 84; empty: no point.")
)

ADOPTED = Column("adopted_on", Kind.DAY, _("Adopted on"), _("Day of the vote."))
VOTES = (
    Column("votes_for", Kind.COUNT, _("Votes for"), _("Votes of the session that adopted it.")),
    Column(
        "votes_against", Kind.COUNT, _("Votes against"), _("Votes of the session that adopted it.")
    ),
    Column(
        "votes_abstained", Kind.COUNT, _("Abstentions"), _("Votes of the session that adopted it.")
    ),
)
ANNOUNCED = Column(
    "announced_amount", Kind.MONEY, _("Envelope"), _("Amount announced when it was adopted.")
)
WEIGHT_RULE = Column(
    "weight_rule",
    Kind.CHOICE,
    _("Weight rule"),
    _("How much each item counts in the progress of its group."),
    "weight_rule",
)
RHYTHM = Column("reporting_months", Kind.COUNT, _("Rhythm"), _("Months between two reports."))
VERSION = Column("current_version", Kind.COUNT, _("Version"), _("Number of the version in force."))
FIRST_VERSION = Column(
    "first_version", Kind.COUNT, _("First version"), _("Version that first held it.")
)
REMOVED_IN = Column(
    "removed_in_version", Kind.COUNT, _("Taken out in"), _("Version that took it out; else empty.")
)
FIRST_AMOUNT = Column(
    "first_amount", Kind.MONEY, _("First planned amount"), _("Amount of the first version.")
)
PRECISIONS = tuple(
    Column(name, Kind.CHOICE, label, _("How closely the date is known."), "precision")
    for name, label in (
        ("planned_start_precision", _("Precision of the start")),
        ("planned_end_precision", _("Precision of the end")),
    )
)
APPROVED = Column("approved_on", Kind.DAY, _("Approved on"), _("Day of its approval."))
SUB_PROJECTS = Column(
    "n_sub_projects", Kind.COUNT, _("Sub-projects"), _("How many it is made of, where stated.")
)
SOURCE = Column("source_url", Kind.TEXT, _("Source"), _("Public page it was read from."))
FIRST_PLANNED = Column("first_planned_on", Kind.DAY, _("First planned for"), _("First version."))
PLANNED = Column("planned_on", Kind.DAY, _("Planned for"), _("Version in force."))
DONE = Column("done_on", Kind.DAY, _("Done on"), _("Empty: not done."))
EVIDENCE = Column(
    "requires_evidence",
    Kind.YES_NO,
    _("Needs evidence"),
    _("Whether it counts as done only with evidence."),
    "yes_no",
)
FILE = Column("file", Kind.CODE, _("File"), _("Name of the file of this plan."))
COLUMN = Column(
    "column", Kind.CODE, pgettext_lazy("of a table", "Column"), _("Name of the column.")
)
COLUMN_KIND = Column("type", Kind.CODE, pgettext_lazy("of a column", "Kind"), _("Of its cells."))
LABEL = text("label", _("Label"), _SAME)
MEANING = text("meaning", _("Meaning"), _SAME)
VALUES = text("values", pgettext_lazy("of a column", "Values"), _("Codes and their words."))
REPORT = Column("report", Kind.COUNT, _("Report"), _("Number of the report in this installation."))
PUBLICATION = Column(
    "publication_number", Kind.COUNT, _("Publication number"), _("Publication that brought it.")
)
IS_CURRENT = Column(
    "is_current", Kind.YES_NO, _("Last report"), _("Whether no later one is published."), "yes_no"
)
DECLARED_FINANCIAL = Column(
    "financial_percent",
    Kind.PERCENT,
    _("Declared financial progress"),
    _("As the report states it; the computed share is in the file of commitments."),
)
