"""What happened to a commitment, in words: its reports, and the versions that changed it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext, pgettext
from markupsafe import Markup, escape

from athar.evidence.queries import EvidenceView, PhotoView
from athar.finance.enums import ExecutionKind
from athar.kernel import clock
from athar.kernel.progress import DeclaredStatus
from athar.kernel.text import Translated
from athar.opendata.proofs import address_of, pictures_of
from athar.plans.queries import CommitmentVersionView, MilestoneView
from athar.portal.commitments.fields import Change, field_changes
from athar.portal.commitments.page import CommitmentPage
from athar.portal.commitments.wording import filled
from athar.reporting.enums import ReportField
from athar.reporting.queries import ReportView, WithdrawalView
from athar.ui import formatting, statuses
from athar.ui.exhibits import Exhibit, Shown
from athar.ui.statuses import Look


@dataclass(frozen=True, slots=True)
class Entry:
    """One report as the timeline shows it, or that one was withdrawn.

    Shape: `before` None: the status did not change; `after` None: a withdrawal, whose words stand
    in `narrative`.
    """

    on: dt.date
    author: Markup
    before: Look | None
    after: Look | None
    narrative: Translated | Markup
    facts: tuple[tuple[str, Markup], ...]
    signed: Markup
    evidence: tuple[Exhibit, ...]


#: The reports that stand open on the page; those before them are folded.
_OPEN = 3


def entries(page: CommitmentPage) -> tuple[Entry, ...]:
    """Give the published reports and the withdrawals, newest first."""
    amounts = {(one.stated_in, one.kind): one.amount for one in page.money.executions}
    withdrawn = [_withdrawn(one) for one in page.timeline.withdrawals]
    told = [_entry(same, page, amounts) for same in _restated(page.timeline.reports, amounts)]
    return tuple(sorted((*withdrawn, *told), key=lambda one: one.on, reverse=True))


def folded(told: Sequence[Entry]) -> tuple[Sequence[Entry], Sequence[Entry], int]:
    """Part entries into those that stand open and older ones, with the number of older reports."""
    reports = [place for place, one in enumerate(told) if one.after]
    end = reports[_OPEN] if len(reports) > _OPEN else len(told)
    return told[:end], told[end:], len(reports[_OPEN:])


def _withdrawn(one: WithdrawalView) -> Entry:
    sentence = gettext("The report as of %(day)s was withdrawn: %(reason)s")
    return Entry(
        on=one.withdrawn_at.date(),
        author=formatting.person(one.actor_name) if one.actor_name else Markup(),
        before=None,
        after=None,
        narrative=filled(
            sentence, day=formatting.day(one.as_of_on), reason=formatting.bdi(one.reason)
        ),
        facts=(),
        signed=Markup(),
        evidence=(),
    )


Amounts = Mapping[tuple[str, ExecutionKind], Decimal]


def _restated(reports: Sequence[ReportView], amounts: Amounts) -> list[list[ReportView]]:
    """Put reports that say the same as of the same day together, the newest of them first."""
    groups: list[list[ReportView]] = []
    for one in reports:
        if groups and _says_same(groups[-1][-1], one, amounts):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _says_same(newer: ReportView, older: ReportView, amounts: Amounts) -> bool:
    """Tell whether the newer report repeats the older one and leaves nothing of it out."""
    said = [
        (
            *(one.as_of_on, one.declared, one.is_validated, one.physical, one.financial),
            *(one.actual_start_on, one.actual_end_on, one.forecast_end_on),
            *(amounts.get((one.key, kind)) for kind in ExecutionKind),
        )
        for one in (newer, older)
    ]
    keeps_words = dict(older.narrative).items() <= dict(newer.narrative).items()
    return said[0] == said[1] and keeps_words and not older.evidence


def _entry(same: Sequence[ReportView], page: CommitmentPage, amounts: Amounts) -> Entry:
    """Tell a report, and which other files say the same."""
    report, first = same[0], same[-1]
    is_changed = not first.is_first and first.before != report.declared
    return Entry(
        on=report.as_of_on,
        author=formatting.person(report.author_name) if report.author_name else Markup(),
        before=statuses.declared(first.before) if is_changed else None,
        after=statuses.declared(report.declared, is_validated=report.is_validated),
        narrative=report.narrative,
        facts=tuple(_facts(report, page.plan.currency, amounts)),
        signed=_signed(report, same[1:]),
        evidence=exhibits(page, report.evidence),
    )


def _facts(report: ReportView, currency: str, amounts: Amounts) -> Iterable[tuple[str, Markup]]:
    is_complete = report.is_validated and report.declared is DeclaredStatus.COMPLETED
    missing = report.no_number
    yield (
        gettext("Works done"),
        formatting.progress(
            report.physical,
            complete=is_complete,
            missing=missing.get(ReportField.PHYSICAL, "not_reported"),
        ),
    )
    for kind, field, term in (
        (ExecutionKind.COMMITTED, ReportField.COMMITTED, gettext("Committed")),
        (ExecutionKind.PAID, ReportField.PAID, gettext("Paid")),
    ):
        why = missing.get(field, "not_reported")
        amount = amounts.get((report.key, kind))
        yield term, formatting.money(amount, currency, missing=why)
    if report.financial is not None:
        yield gettext("Share paid, as declared"), formatting.percent(report.financial)
    if report.forecast_end_on:
        yield gettext("Expected end"), formatting.day(report.forecast_end_on)


def _signed(report: ReportView, others: Iterable[ReportView]) -> Markup:
    """Say who validated a report, or that nobody did, and which files brought it."""
    parts = [_validated(report)]
    if file := report.source.get("file"):
        parts.append(filled(gettext("Read from the file %(name)s."), name=formatting.bdi(file)))
    for one in others:
        if file := one.source.get("file"):
            sentence = gettext("The file %(name)s says the same.")
            parts.append(filled(sentence, name=formatting.bdi(file)))
    return Markup(" ").join(parts)


def _validated(report: ReportView) -> Markup:
    if not report.is_validated or report.validated_at is None:
        return escape(gettext("Declared, not validated."))
    day = formatting.day(report.validated_at.date())
    if not report.validated_by:
        return filled(gettext("Validated on %(day)s."), day=day)
    sentence = gettext("Validated by %(name)s on %(day)s.")
    return filled(sentence, name=formatting.bdi(report.validated_by), day=day)


def exhibits(page: CommitmentPage, evidence: Iterable[EvidenceView]) -> tuple[Exhibit, ...]:
    """Give evidence as the page shows it: pictures to look at, files to have, pages to visit."""
    return tuple(_exhibit(one, page.photos.get(one.id)) for one in evidence)


def _exhibit(one: EvidenceView, photo: PhotoView | None) -> Exhibit:
    return Exhibit(
        label=one.title or one.file_name or one.url,
        address=address_of(one),
        pictures=tuple(Shown(*each) for each in pictures_of(one, photo, "")),
        note=_when(one, photo),
    )


def _when(one: EvidenceView, photo: PhotoView | None) -> Markup:
    """Say when a photograph was taken, or a page was read."""
    if photo and photo.taken_on:
        return filled(gettext("Taken on %(day)s"), day=formatting.day(photo.taken_on))
    if one.visited_on:
        return filled(gettext("Visited on %(day)s"), day=formatting.day(one.visited_on))
    return Markup()


@dataclass(frozen=True, slots=True)
class Version:
    """A published version that concerns the commitment, newest first; 1 is the baseline."""

    number: int
    on: dt.date | None
    what: Translated
    why: str
    decided: Markup
    is_first: bool
    changes: tuple[Change, ...]


def versions(page: CommitmentPage) -> tuple[Version, ...]:
    """Give the versions that first held the commitment or changed it, newest first."""
    return tuple(_version(one, page) for one in page.commitment.versions)


def _version(one: CommitmentVersionView, page: CommitmentPage) -> Version:
    return Version(
        number=one.number,
        on=one.published_on,
        what=one.what,
        why=one.why,
        decided=_decided(one),
        is_first=one.before is None,
        changes=tuple(_changes(one, page)),
    )


def _decided(one: CommitmentVersionView) -> Markup:
    if not one.decided_by:
        return Markup()
    if one.decided_on is None:
        return filled(gettext("Decided by: %(body)s"), body=formatting.bdi(one.decided_by))
    sentence = gettext("Decided by: %(body)s, %(day)s")
    body = formatting.bdi(one.decided_by)
    return filled(sentence, body=body, day=formatting.day(one.decided_on))


def _changes(one: CommitmentVersionView, page: CommitmentPage) -> Iterable[Change]:
    if one.before is None:
        return ()
    return field_changes(one.before, one.after, page.plan.currency)


def steps(page: CommitmentPage) -> list[tuple[Markup, Markup, Markup]]:
    """Give the milestones: what, when it is due, how it stands."""
    return [
        (formatting.wording(one.title), _due(one), _state(one))
        for one in page.commitment.milestones
    ]


def steps_note(page: CommitmentPage) -> Markup:
    """Say how many of the milestones are done."""
    every = page.commitment.milestones
    return filled(
        gettext("%(done)s of %(total)s done"),
        done=formatting.number(sum(1 for one in every if one.done_on)),
        total=formatting.number(len(every)),
    )


def _due(one: MilestoneView) -> Markup:
    day = formatting.day(one.planned_on)
    if one.first_planned_on in {None, one.planned_on}:
        return day
    first = filled(gettext("First version: %(day)s"), day=formatting.day(one.first_planned_on))
    return Markup('{}<br><small class="mute">{}</small>').format(day, first)


def _state(one: MilestoneView) -> Markup:
    """Say that a step is done and since when, late, ahead, or without a date."""
    if one.done_on:
        word = filled(pgettext("a milestone", "Done on %(day)s"), day=formatting.day(one.done_on))
        return _look("ok", word)
    if one.planned_on is None:
        return formatting.no_number()
    if one.planned_on < clock.today():
        days = formatting.day_count((clock.today() - one.planned_on).days)
        return _look("off", filled(pgettext("a milestone", "Late by %(days)s"), days=days))
    return _look("due", escape(pgettext("a milestone", "Not due yet")))


def _look(shape: str, word: Markup) -> Markup:
    return Markup('<span class="st s-{}"><span>{}</span></span>').format(shape, word)
