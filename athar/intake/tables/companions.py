"""What columns of projects mean only beside others: years and payers of rows, totals of shares."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from athar.intake.tables.headings import LEAST, Heading, Meaning, names_projects
from athar.intake.tables.profiles import Profile
from athar.intake.vocabulary.fields import Field
from athar.intake.vocabulary.payers import is_sum_alone

Meanings = dict[int, Meaning]
Texts = Callable[[int], Sequence[str]]
"""The texts of the cells of a column under the headings."""

_LEAST_YEARS = 2
_OF_ROWS = frozenset({Field.YEAR, Field.ORGANISATION})


def settled_together(
    meaning: Mapping[int, Meaning],
    headings: Sequence[Heading],
    profiles: Sequence[Profile],
    texts: Texts,
) -> Meanings:
    """Give the meanings that stand beside one another, of those that headings have alone."""
    found = _with_split_rows(dict(meaning), texts)
    found |= _title_among_words(found, headings, profiles, texts)
    found |= _bare_years(found, headings, profiles)
    found |= _total_of_shares(found, headings, profiles)
    return dict(sorted(found.items()))


def _title_among_words(
    meaning: Meanings, headings: Sequence[Heading], profiles: Sequence[Profile], texts: Texts
) -> Meanings:
    """Take as titles a column of words that differ, whose long heading speaks of names of projects.

    Only where no other column is one, and projects cost something or have a state.
    """
    fields = {one.field for one in meaning.values()}
    if Field.TITLE in fields or not fields & {Field.AMOUNT, Field.STATUS, Field.PHYSICAL}:
        return {}
    for column, heading in enumerate(headings):
        if column in meaning or not profiles[column].is_of_words or not names_projects(heading):
            continue
        written = [text for text in texts(column) if text]
        if len(set(written)) * 10 >= len(written) * 9:
            return {column: Meaning(Field.TITLE, language=heading.language, score=LEAST)}
    return {}


def _with_split_rows(meaning: Meanings, texts: Texts) -> Meanings:
    """Take a year or a payer of a row only where rows are shares of projects.

    They are where an amount of the year has a column of its own, or projects stand on several
    rows: then the amount of a row is that of its year or payer, not the cost of the project.
    """
    columns = {one.field: column for column, one in meaning.items()}
    if Field.YEAR in columns and Field.YEAR_SHARE in columns:
        return {n: one for n, one in meaning.items() if one.field is not Field.ORGANISATION}
    payers = columns.get(Field.ORGANISATION, _names_alone(columns, texts))
    amount = columns.get(Field.AMOUNT)
    heads = columns.get(Field.CODE, columns.get(Field.TITLE))
    is_split = (
        (payers is not None or Field.YEAR in columns)
        and amount is not None
        and heads is not None
        and _repeats(texts(heads))
    )
    if not is_split or amount is None:
        left_out = {*_OF_ROWS, Field.YEAR_SHARE}
        return {n: one for n, one in meaning.items() if one.field not in left_out}
    found = {n: one for n, one in meaning.items() if one.field is not Field.YEAR_SHARE}
    found[amount] = replace(found[amount], field=Field.YEAR_SHARE)
    if payers is not None:
        found[payers] = replace(found[payers], field=Field.ORGANISATION, funder="")
    return found


def _names_alone(columns: Mapping[Field, int], texts: Texts) -> int | None:
    """Give the column of payers when its cells name them without amounts."""
    column = columns.get(Field.FUNDERS)
    if column is None or any(char.isdigit() for text in texts(column) for char in text):
        return None
    return column


def _repeats(texts: Sequence[str]) -> bool:
    """Tell whether a project goes on in the next row: the same text again, or none."""
    return any(before and after in {before, ""} for before, after in pairwise(texts))


def _bare_years(
    meaning: Meanings, headings: Sequence[Heading], profiles: Sequence[Profile]
) -> Meanings:
    """Take columns that only name a year, beside the cost, as what is spent in it."""
    fields = {one.field for one in meaning.values()}
    if Field.AMOUNT not in fields or Field.FUNDING_YEAR in fields:
        return {}
    years = {
        column: Meaning(Field.FUNDING_YEAR, year=heading.year, unit=heading.unit, score=LEAST)
        for column, heading in enumerate(headings)
        if column not in meaning
        and heading.year is not None
        and not any(heading.keys)
        and profiles[column].may_hold(Field.FUNDING_YEAR)
    }
    return years if len(years) >= _LEAST_YEARS else {}


def _total_of_shares(
    meaning: Meanings, headings: Sequence[Heading], profiles: Sequence[Profile]
) -> Meanings:
    """Take "Total" beside shares as the cost, where no other column holds it."""
    fields = {one.field for one in meaning.values()}
    if Field.AMOUNT in fields or not fields & {Field.SHARE, Field.FUNDING_YEAR}:
        return {}
    for column, heading in enumerate(headings):
        is_total = heading.year is None and any(map(is_sum_alone, heading.keys))
        if is_total and column not in meaning and profiles[column].may_hold(Field.AMOUNT):
            return {column: Meaning(Field.AMOUNT, unit=heading.unit, score=LEAST)}
    return {}
