"""What funding, agreements and executions must be, whoever states them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.finance.drafts import AgreementDraft, ExecutionDraft, FundingDraft
from athar.plans.validators import is_amount

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise  # in the stubs only

FIRST_YEAR, LAST_YEAR = 1950, 2150


def check_funding(
    drafts: Sequence[FundingDraft],
    *,
    commitments: Collection[str],
    bodies: Collection[str],
    agreements: Collection[str],
) -> None:
    """Check lines of funding against the codes and numbers that they may name.

    Errors: ValidationError with one entry per problem: unknown_commitment, unknown_body,
    unknown_agreement, amount_out_of_range, year_out_of_range, not_split, named_twice.
    """
    times = Counter(key_of(draft) for draft in drafts)
    _raise_all(
        problem
        for draft in drafts
        for problem in (
            *_named(draft.commitment_code, draft.commitment_code, commitments, "commitment"),
            *_named(draft.commitment_code, draft.funder_code, bodies, "body"),
            *_named(draft.commitment_code, draft.agreement_number, agreements, "agreement"),
            *_line_problems(draft, times[key_of(draft)]),
        )
    )


def key_of(draft: FundingDraft) -> tuple[str, str | None, str | None, int | None]:
    """Give what makes a line of funding one of its kind."""
    return (draft.commitment_code, draft.agreement_number, draft.funder_code, draft.year)


def _line_problems(draft: FundingDraft, times: int) -> Iterator[ValidationError]:
    about = draft.commitment_code
    if not is_amount(draft.amount):
        message = _("An amount of funding of %(code)s is negative or cannot be stored.")
        yield _problem("amount_out_of_range", message, about)
    if draft.year is not None and not FIRST_YEAR <= draft.year <= LAST_YEAR:
        message = _("The funding of %(code)s names the year %(named)s.")
        yield _problem("year_out_of_range", message, about, str(draft.year))
    if draft.funder_code is None and draft.year is None:
        message = _("A line of funding of %(code)s names neither a funder nor a year.")
        yield _problem("not_split", message, about)
    if times > 1:
        message = _("A line of funding of %(code)s is stated twice.")
        yield _problem("named_twice", message, about)


def check_agreements(
    drafts: Sequence[AgreementDraft], *, commitments: Collection[str], bodies: Collection[str]
) -> None:
    """Check agreements against the codes that they may name.

    Errors: ValidationError with one entry per problem: number_missing, named_twice,
    unknown_commitment, unknown_body, amount_out_of_range.
    """
    times = Counter(draft.number for draft in drafts)
    _raise_all(
        problem
        for draft in drafts
        for problem in (
            *_agreement_problems(draft, times[draft.number]),
            *_party_problems(draft, commitments, bodies),
        )
    )


def stated_shares(draft: AgreementDraft) -> tuple[Mapping[str, Decimal | None], ...]:
    """Give every set of shares that a draft states: those first signed, those of amendments."""
    return (draft.shares or {}, *(one.shares for one in draft.amendments or ()))


def _agreement_problems(draft: AgreementDraft, times: int) -> Iterator[ValidationError]:
    if not draft.number.strip() or len(draft.number) > 60:
        yield _problem("number_missing", _("An agreement needs a number."), draft.number)
    amendments = Counter(one.number for one in draft.amendments or ())
    if times > 1 or any(count > 1 for count in amendments.values()):
        message = _("The agreement %(code)s or an amendment of it is stated twice.")
        yield _problem("named_twice", message, draft.number)
    if not all(is_amount(amount) for shares in stated_shares(draft) for amount in shares.values()):
        message = _("An amount of the agreement %(code)s is negative or cannot be stored.")
        yield _problem("amount_out_of_range", message, draft.number)


def _party_problems(
    draft: AgreementDraft, commitments: Collection[str], bodies: Collection[str]
) -> Iterator[ValidationError]:
    for code in draft.commitment_codes:
        yield from _named(draft.number, code, commitments, "commitment")
    for shares in stated_shares(draft):
        for code in shares:
            yield from _named(draft.number, code, bodies, "body")


def check_executions(rows: Sequence[ExecutionDraft]) -> None:
    """Check amounts committed and paid.

    Errors: ValidationError with one entry per problem: amount_out_of_range.
    """
    _raise_all(
        _problem(
            "amount_out_of_range",
            _("An amount committed or paid is negative or cannot be stored."),
            str(row.commitment_id),
        )
        for row in rows
        if not is_amount(row.amount)
    )


def _named(
    about: str, name: str | None, known: Collection[str], kind: str
) -> Iterator[ValidationError]:
    if name is not None and name not in known:
        message = _("%(code)s names %(named)s, which is not known.")
        yield _problem(f"unknown_{kind}", message, about, name)


def _problem(code: str, message: _StrOrPromise, about: str, named: str = "") -> ValidationError:
    return ValidationError(message, code=code, params={"code": about, "named": named})


def _raise_all(problems: Iterable[ValidationError]) -> None:
    found = list(problems)
    if found:
        raise ValidationError(found)
