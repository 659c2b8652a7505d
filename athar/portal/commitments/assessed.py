"""What evaluators say of a commitment, in words: the third mark, and every word with its author."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext, pgettext
from markupsafe import Markup, escape

from athar.evaluation.queries import AssessmentView, assessments_on, mark_of
from athar.opendata.assessments import assessment_facts
from athar.portal.commitments.marks import look_of, who_of
from athar.portal.commitments.page import CommitmentPage
from athar.portal.commitments.wording import filled
from athar.portal.moments import Moment
from athar.ui import formatting
from athar.ui.statuses import Look


@dataclass(frozen=True, slots=True)
class Assessed:
    """All that evaluators say of a commitment, and the word that stands beside its statuses."""

    words: tuple[AssessmentView, ...]

    @property
    def mark(self) -> tuple[Look, Markup] | None:
        """Give the third mark with who said it and when; None where nobody did."""
        one = mark_of(self.words)
        return (look_of(one), Markup(" ").join((_on_scale(one), who_of(one)))) if one else None

    @property
    def rows(self) -> list[tuple[Markup, ...]]:
        """Give the words that are steps of a scale."""
        return [_row(one) for one in self.words if one.step]

    @property
    def empty_rows(self) -> list[tuple[Markup, ...]]:
        """Give the criteria for which there is no word, and why."""
        return [_row(one) for one in self.words if not one.step]


def assessed(page: CommitmentPage, moment: Moment) -> Assessed:
    """Read what evaluators say of a commitment. Queries: 1."""
    return Assessed(_words(page, moment))


def assessments_for_machines(page: CommitmentPage, moment: Moment) -> list[dict[str, object]]:
    """Give what evaluators say as JSON holds it. Queries: 1."""
    return [assessment_facts(one) for one in _words(page, moment)]


def _words(page: CommitmentPage, moment: Moment) -> tuple[AssessmentView, ...]:
    return assessments_on(page.commitment.id, moment.as_of)


def _on_scale(one: AssessmentView) -> Markup:
    """Say on which scale the word stands, and how high."""
    name = formatting.wording(one.criterion.names)
    if one.step is None or one.step.rank is None:
        return filled(pgettext("which criterion", "%(criterion)s."), criterion=name)
    return filled(
        gettext("%(criterion)s: step %(rank)s of %(steps)s."),
        criterion=name,
        rank=formatting.number(one.step.rank),
        steps=formatting.number(one.criterion.n_steps),
    )


def _row(one: AssessmentView) -> tuple[Markup, ...]:
    """Give a word: of what, which, at which stage, who says so and where."""
    criterion = formatting.wording(one.criterion.names)
    return criterion, _word(one), escape(one.stage.label), _author(one)


def _word(one: AssessmentView) -> Markup:
    look = look_of(one)
    return Markup('<span class="st s-{}">{}</span>').format(look.shape, look.word)


def _author(one: AssessmentView) -> Markup:
    parts: Iterable[Markup] = (who_of(one), _link(one))
    return Markup(" ").join(filter(None, parts))


def _link(one: AssessmentView) -> Markup:
    if not one.source_url:
        return Markup()
    return Markup('<a href="{}">{}</a>').format(one.source_url, gettext("Source"))
