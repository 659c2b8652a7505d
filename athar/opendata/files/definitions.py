"""Each file of a plan: its title, its columns, its key, and what it refers to."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from athar.opendata.columns import Column
from athar.opendata.files import columns as of
from athar.opendata.files.columns import known
from athar.ui.site import Label


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns whose values stand in the key of another file, or nowhere when they are empty."""

    columns: tuple[str, ...]
    file: str
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file: `key` are the columns that together tell its lines apart, none without such."""

    name: str
    title: Label
    about: Label
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    refers: tuple[Reference, ...] = ()


_TO_COMMITMENT = Reference(("commitment",), "commitments", ("code",))
_TO_BODY = Reference(("body",), "bodies", ("code",))
_TO_AGREEMENT = Reference(("agreement",), "agreements", ("number",))
_PLACE = ("place_scheme", "place_code")
_TO_PLACE = Reference(_PLACE, "places", _PLACE)
_THEME = ("taxonomy", "taxonomy_version", "theme")

FILES: tuple[File, ...] = (
    File(
        name="plan",
        title=_("The plan"),
        about=_("Its period, who adopted it, its rules."),
        columns=(
            *known("code"),
            of.PLAN_KIND,
            *of.TITLE,
            *of.SUMMARY,
            of.OWNER,
            *known("place_scheme", "place_code", "start_on", "end_on"),
            of.ADOPTED,
            *of.VOTES,
            of.ANNOUNCED,
            *known("currency"),
            of.WEIGHT_RULE,
            of.RHYTHM,
            of.VERSION,
            *known("is_sample"),
        ),
        key=("code",),
        refers=(Reference(("owner",), "bodies", ("code",)), _TO_PLACE),
    ),
    File(
        name="nodes",
        title=_("Axes and programmes"),
        about=_("The groupings of the plan, those above first."),
        columns=(*known("code"), of.PARENT, of.LEVEL, of.POSITION, *of.TITLE),
        key=("code",),
        refers=(Reference(("parent",), "nodes", ("code",)),),
    ),
    File(
        name="commitments",
        title=_("Commitments and projects"),
        about=_("What is promised, in the first version and now, and how it stands today."),
        columns=(
            *known("code"),
            of.NODE,
            *of.TITLE,
            *of.SUMMARY,
            *of.PROBLEM,
            *of.SOLUTION,
            *of.RESULTS,
            *known("first_planned_start_on", "first_planned_end_on"),
            of.FIRST_AMOUNT,
            *known("planned_start_on"),
            of.PRECISIONS[0],
            *known("planned_end_on"),
            of.PRECISIONS[1],
            of.APPROVED,
            *known("amount", "currency", "weight", "covers_whole_place"),
            of.INCLUSION,
            of.SUB_PROJECTS,
            *known("is_sample"),
            of.SOURCE,
            of.FIRST_VERSION,
            of.REMOVED_IN,
            *known("declared_status", "is_validated", "computed_status", "ratio"),
            *known("physical_percent", "financial_percent", "planned_today_percent"),
            *known("reported_as_of", "actual_start_on", "actual_end_on", "forecast_end_on"),
            *known("slippage_first_days", "slippage_current_days", "committed", "paid"),
        ),
        key=("code",),
        refers=(Reference(("node",), "nodes", ("code",)),),
    ),
    File(
        name="commitment_places",
        title=_("Places of commitments"),
        about=_("Places of each commitment, with a point where one is known."),
        columns=(of.COMMITMENT, *known("place_scheme", "place_code"), of.LATITUDE, of.LONGITUDE),
        key=("commitment", *_PLACE),
        refers=(_TO_COMMITMENT, _TO_PLACE),
    ),
    File(
        name="commitment_bodies",
        title=_("Bodies of commitments"),
        about=_("Bodies of each commitment and their role."),
        columns=(of.COMMITMENT, of.ROLE, of.BODY),
        key=("commitment", "role", "body"),
        refers=(_TO_COMMITMENT, _TO_BODY),
    ),
    File(
        name="commitment_themes",
        title=_("Themes of commitments"),
        about=_("Themes of each commitment."),
        columns=(of.COMMITMENT, of.TAXONOMY, of.TAXONOMY_VERSION, of.THEME),
        key=("commitment", *_THEME),
        refers=(_TO_COMMITMENT, Reference(_THEME, "themes", _THEME)),
    ),
    File(
        name="contributions",
        title=_("Contributions to other plans"),
        about=_("Commitments of other plans that each commitment contributes to."),
        columns=(of.COMMITMENT, of.TARGET_PLAN, of.TARGET, of.CONTRIBUTED),
        key=("commitment", "target_plan", "target"),
        refers=(_TO_COMMITMENT,),
    ),
    File(
        name="milestones",
        title=_("Milestones"),
        about=_("Steps of each commitment, when they were due and done."),
        columns=(
            of.COMMITMENT,
            of.POSITION,
            *of.TITLE,
            of.FIRST_PLANNED,
            of.PLANNED,
            of.DONE,
            *known("weight"),
            of.EVIDENCE,
        ),
        key=("commitment", "position"),
        refers=(_TO_COMMITMENT,),
    ),
    File(
        name="reports",
        title=_("Progress reports"),
        about=_("Every published report, the oldest first; those withdrawn are not in it."),
        columns=(
            of.REPORT,
            of.COMMITMENT,
            *known("as_of_on", "declared_status", "is_validated", "physical_percent"),
            of.DECLARED_FINANCIAL,
            *known("actual_start_on", "actual_end_on", "forecast_end_on", "committed", "paid"),
            *of.NARRATIVE,
            *known("author"),
            of.PUBLICATION,
            of.IS_CURRENT,
        ),
        key=("report",),
        refers=(_TO_COMMITMENT,),
    ),
    File(
        name="funding",
        title=_("Funding"),
        about=_("Who pays how much and when; sums by body and sums by year are two readings."),
        columns=(of.COMMITMENT, of.AGREEMENT, of.FUNDER, of.YEAR, of.LINE),
        refers=(_TO_COMMITMENT, _TO_AGREEMENT, Reference(("funder",), "bodies", ("code",))),
    ),
    File(
        name="agreements",
        title=_("Agreements"),
        about=_("Agreements that finance the commitments."),
        columns=(of.NUMBER, of.SESSION, *of.TITLE),
        key=("number",),
    ),
    File(
        name="agreement_commitments",
        title=_("Commitments of agreements"),
        about=_("Which agreement finances which commitment."),
        columns=(of.AGREEMENT, of.COMMITMENT),
        key=("agreement", "commitment"),
        refers=(_TO_AGREEMENT, _TO_COMMITMENT),
    ),
    File(
        name="agreement_amendments",
        title=_("Amendments of agreements"),
        about=_(
            "Later texts; the shares of the last one that states any replace all earlier ones."
        ),
        columns=(of.AGREEMENT, of.AMENDMENT_NUMBER, of.SESSION, *of.TITLE),
        key=("agreement", "amendment"),
        refers=(_TO_AGREEMENT,),
    ),
    File(
        name="agreement_shares",
        title=_("Shares of agreements"),
        about=_("What each party pays, in the first text and in each amendment."),
        columns=(of.AGREEMENT, of.AMENDMENT, of.BODY, of.SHARE),
        refers=(_TO_AGREEMENT, _TO_BODY),
    ),
    File(
        name="bodies",
        title=_("Bodies"),
        about=_("The bodies that the other files name."),
        columns=(*known("code"), of.BODY_KIND, *of.NAMES, of.ABBREVIATION, of.IATI),
        key=("code",),
    ),
    File(
        name="places",
        title=_("Places"),
        about=_("The places that the other files name."),
        columns=(*known("place_scheme", "place_code", "kind"), *of.NAMES),
        key=_PLACE,
    ),
    File(
        name="themes",
        title=_("Themes"),
        about=_("The themes that the other files name."),
        columns=(of.TAXONOMY, of.TAXONOMY_VERSION, of.THEME, *of.NAMES),
        key=_THEME,
    ),
    File(
        name="dictionary",
        title=_("Dictionary"),
        about=_("What every column of every file means, in three languages."),
        columns=(of.FILE, of.COLUMN, of.COLUMN_KIND, *of.LABEL, *of.MEANING, *of.VALUES),
        key=("file", "column"),
    ),
)
"""The files of a plan, in the order in which they are shown."""


def file_named(name: str) -> File | None:
    """Give a file by its name, None when there is none."""
    return next((one for one in FILES if one.name == name), None)
