"""Keeping what was typed into a grid, and handing in several reports at once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from markupsafe import Markup

from athar.desk.reporting.form import typed_in
from athar.desk.reporting.wording import words_of
from athar.people.models import Account
from athar.reporting.actions import Saved, StaleReport, save_report, start_report, submit_report
from athar.reporting.checks import Check, CheckCode
from athar.reporting.queries import OwedReport, RoundOwed

_OF_PROJECT = re.compile(r"(was\.)?(\d{1,15}):(.+)", re.DOTALL)


def typed_by_project(sent: Mapping[str, str | list[object]]) -> dict[int, dict[str, str]]:
    """Give what was changed in each project: names of cells are "<project>:<field of its report>".

    Shape: as typed_in, by the key of the project; those of which nothing was changed are absent.
    """
    found: defaultdict[int, dict[str, str | list[object]]] = defaultdict(dict)
    for name, text in sent.items():
        match = _OF_PROJECT.fullmatch(name)
        if match:
            found[int(match[2])][f"{match[1] or ''}{match[3]}"] = text
    changed = {key: typed_in(given) for key, given in found.items()}
    return {key: typed for key, typed in changed.items() if typed}


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of what was typed, by key of the project: kept, or why it was not."""

    saved: Mapping[int, Saved] = field(default_factory=dict)
    refused: Mapping[int, str] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Tell whether everything stands as it was typed."""
        return not self.refused and not any(one.collided for one in self.saved.values())


def keep_figures(by: Account, data: RoundOwed, sent: Mapping[str, str | list[object]]) -> Kept:
    """Keep what was typed, each report by itself; one that nobody began is begun.

    Shape: what is refused of one report stops no other.
    Queries: those of save_report for each report touched.
    """
    owed = {one.commitment_id: one for one in data.reports}
    saved: dict[int, Saved] = {}
    refused: dict[int, str] = {}
    for key, changes in typed_by_project(sent).items():
        if key not in owed:
            refused[key] = _("No report is owed on this project.")
            continue
        try:
            saved[key] = save_report(
                by=by,
                report_id=_begun(by, data, owed[key]),
                version=_number(sent.get(f"{key}:version")),
                changes=changes,
            )
        except (ValidationError, PermissionDenied) as error:
            refused[key] = _said(error)
    return Kept(saved, refused)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A report that was not handed in: what is missing or wrong, each with its field."""

    owed: OwedReport
    report_id: int | None
    reasons: tuple[tuple[str, Markup | str], ...]


def hand_in(
    by: Account, data: RoundOwed, picked: Iterable[int], kept: Kept, sent: Mapping[str, str]
) -> tuple[int, tuple[Refusal, ...]]:
    """Hand in the reports that were picked; give how many went, and what was refused of others.

    Queries: those of submit_report for each.
    """
    wanted, n_sent = set(picked), 0
    refusals = []
    for owed in (one for one in data.reports if one.commitment_id in wanted):
        key, report_id = owed.commitment_id, owed.report_id
        try:
            report_id = _begun(by, data, owed)
            saved = kept.saved.get(key)
            version = saved.version if saved else _number(sent.get(f"{key}:version"))
            submit_report(by=by, report_id=report_id, version=version)
            n_sent += 1
        except StaleReport:
            words = _("Somebody changed the report meanwhile. This is how it stands now.")
            refusals.append(Refusal(owed, report_id, (("", words),)))
        except ValidationError as error:
            refusals.append(Refusal(owed, report_id, tuple(_reasons(error))))
        except PermissionDenied as error:
            refusals.append(Refusal(owed, report_id, (("", _said(error)),)))
    return n_sent, tuple(refusals)


def picked_in(texts: Iterable[str]) -> set[int]:
    """Read the keys of the projects that were ticked."""
    return {int(one) for one in texts if one.isdecimal() and len(one) < 16}


def _begun(by: Account, data: RoundOwed, owed: OwedReport) -> int:
    if owed.report_id is not None:
        return owed.report_id
    return start_report(by=by, round_id=data.round.id, commitment_id=owed.commitment_id)


def _reasons(error: ValidationError) -> Iterator[tuple[str, Markup | str]]:
    for one in error.error_list:
        params = dict(one.params or {})
        where = str(params.pop("field", ""))
        if one.code in set(CheckCode):
            yield where, words_of(Check(CheckCode(one.code), where, params))
        else:
            yield where, " ".join(one.messages)


def _said(error: ValidationError | PermissionDenied) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else _("You may not.")


def _number(text: object) -> int:
    words = str(text or "")
    return int(words) if words.isdecimal() and len(words) < 10 else 0
