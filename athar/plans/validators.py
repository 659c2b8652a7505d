"""What a plan, its groupings and its commitments must be, whoever states them."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from athar.kernel import clock
from athar.kernel.quantity import OutOfBounds, to_scaled
from athar.kernel.text import Translated
from athar.plans.drafts import CommitmentDraft, Decision, MilestoneDraft, NodeDraft, PlanDraft
from athar.plans.enums import CarryOverFate, InclusionMarker

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise  # in the stubs only

LONGEST_PATH = 400
LONGEST_BODY = 200
LONGEST_WHAT = 1000
_WHOLE = 100

_CODE = re.compile(r"[^\s/\\?#%\x00-\x1f]+")
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Known:
    """What commitments may name: node codes, body codes, keys of places and of themes.

    `commitments` are the public ones by key, each as its plan's code, a slash and its own.
    """

    nodes: Collection[str]
    bodies: Collection[str]
    places: Collection[int]
    themes: Collection[int]
    commitments: Mapping[int, str] = field(default_factory=dict)
    plan_code: str = ""


def check_plan(draft: PlanDraft) -> None:
    """Check the identity of a plan.

    Errors: ValidationError with one entry per problem: code_malformed, title_missing,
    ends_before_start, rhythm_out_of_range, steps_not_one_or_two, level_unnamed, currency_unknown,
    votes_negative, amount_out_of_range.
    """
    _raise_all(_plan_problems(draft))


def _plan_problems(draft: PlanDraft) -> Iterator[ValidationError]:
    if not is_code(draft.code, 64):
        yield _problem("code_malformed", _("%(code)s is not a code."), draft.code)
    if not draft.title:
        yield _problem("title_missing", _("The plan %(code)s has no title."), draft.code)
    if draft.end_on <= draft.start_on:
        message = _("The plan %(code)s ends before it starts.")
        yield _problem("ends_before_start", message, draft.code)
    if not 1 <= draft.reporting_months <= 24:
        message = _("The plan %(code)s must ask for reports every 1 to 24 months.")
        yield _problem("rhythm_out_of_range", message, draft.code)
    if draft.validation_steps not in {None, 1, 2}:
        message = _("Reports are validated in one step or in two.")
        yield _problem("steps_not_one_or_two", message, draft.code)
    if not all(Translated(level.get("one")) for level in draft.levels):
        message = _("A level of the plan %(code)s has no name.")
        yield _problem("level_unnamed", message, draft.code)
    if not _CURRENCY.fullmatch(draft.currency):
        message = _("The plan %(code)s has no currency of three capital letters.")
        yield _problem("currency_unknown", message, draft.code)
    if draft.votes is not None and min(draft.votes) < 0:
        message = _("The votes on the plan %(code)s cannot be negative.")
        yield _problem("votes_negative", message, draft.code)
    if not is_amount(draft.announced_amount):
        message = _("The amount announced for the plan %(code)s cannot be stored.")
        yield _problem("amount_out_of_range", message, draft.code)


def check_nodes(drafts: Sequence[NodeDraft], n_levels: int, stored: Mapping[str, int]) -> None:
    """Check the groupings of a plan that names `n_levels` levels; `stored` are code → level.

    Errors: ValidationError with one entry per problem: code_malformed, named_twice,
    title_missing, unknown_parent, wrong_level, path_too_long.
    """
    times = Counter(draft.code for draft in drafts)
    levels = {**stored, **{draft.code: draft.level for draft in drafts}}
    _raise_all(
        problem
        for draft in drafts
        for problem in _node_problems(draft, times[draft.code], levels, n_levels)
    )


def _node_problems(
    draft: NodeDraft, times: int, levels: Mapping[str, int], n_levels: int
) -> Iterator[ValidationError]:
    if not is_code(draft.code, 40):
        yield _problem("code_malformed", _("%(code)s is not a code."), draft.code)
    if times > 1:
        yield _problem("named_twice", _("The grouping %(code)s is stated twice."), draft.code)
    if not draft.title:
        yield _problem("title_missing", _("The grouping %(code)s has no title."), draft.code)
    if draft.parent_code is not None and draft.parent_code not in levels:
        message = _("The grouping %(code)s stands under one that is not in the plan.")
        yield _problem("unknown_parent", message, draft.code)
        return
    expected = 0 if draft.parent_code is None else levels[draft.parent_code] + 1
    if draft.level != expected or (n_levels and draft.level >= n_levels):
        message = _("The grouping %(code)s stands on the wrong level.")
        yield _problem("wrong_level", message, draft.code)


def check_commitments(drafts: Sequence[CommitmentDraft], known: Known) -> None:
    """Check a batch of commitments of one plan.

    Errors: ValidationError with one entry per problem: code_malformed, named_twice,
    title_missing, unknown_node, unknown_body, unknown_place, unknown_theme, ends_before_start,
    amount_out_of_range, weight_out_of_range, point_outside, unknown_commitment, own_plan,
    share_out_of_range, unknown_marker.
    """
    times = Counter(draft.code for draft in drafts)
    _raise_all(
        problem
        for draft in drafts
        for problem in (
            *_identity_problems(draft, times[draft.code]),
            *_link_problems(draft, known),
            *_contribution_problems(draft, known),
            *_measure_problems(draft),
        )
    )


def _identity_problems(draft: CommitmentDraft, times: int) -> Iterator[ValidationError]:
    if not is_code(draft.code, 60):
        yield _problem("code_malformed", _("%(code)s is not a code."), draft.code)
    if times > 1:
        yield _problem("named_twice", _("%(code)s is stated twice."), draft.code)
    if not draft.title:
        yield _problem("title_missing", _("%(code)s has no title."), draft.code)


def _link_problems(draft: CommitmentDraft, known: Known) -> Iterator[ValidationError]:
    if draft.node_code is not None and draft.node_code not in known.nodes:
        message = _("%(code)s stands under %(named)s, which is not in the plan.")
        yield _problem("unknown_node", message, draft.code, draft.node_code)
    for _role, body in draft.bodies:
        if body not in known.bodies:
            message = _("%(code)s names the body %(named)s, which is not registered.")
            yield _problem("unknown_body", message, draft.code, body)
    if set(draft.place_ids) - set(known.places):
        yield _problem("unknown_place", _("%(code)s names an unknown place."), draft.code)
    if set(draft.theme_ids) - set(known.themes):
        yield _problem("unknown_theme", _("%(code)s names an unknown theme."), draft.code)


def _contribution_problems(draft: CommitmentDraft, known: Known) -> Iterator[ValidationError]:
    for key, share in (draft.contributions or {}).items():
        named = known.commitments.get(key)
        if named is None:
            message = _("%(code)s contributes to a commitment that is not public.")
            yield _problem("unknown_commitment", message, draft.code)
        elif named.startswith(f"{known.plan_code}/"):
            message = _("%(code)s contributes to %(named)s, which stands in the same plan.")
            yield _problem("own_plan", message, draft.code, named)
        if share is not None and not (is_amount(share, decimals=6) and 0 < share <= _WHOLE):
            message = _("A share of %(code)s is no part of a hundred.")
            yield _problem("share_out_of_range", message, draft.code)


def check_no_circle(
    stated: Mapping[int, Collection[int]],
    others: Iterable[tuple[int, int]],
    codes: Mapping[int, str],
) -> None:
    """Check that no commitment contributes to itself through others.

    Shape: `stated` are the commitments that each one contributes to from now on, by key; `others`
    the contributions of the rest, `codes` what those stated are called.
    Errors: ValidationError with one entry per problem: contributes_in_a_circle.
    """
    leads: defaultdict[int, set[int]] = defaultdict(set)
    for one, target in others:
        leads[one].add(target)
    for one, targets in stated.items():
        leads[one] = set(targets)
    message = _("%(code)s would contribute to itself, through what it contributes to.")
    _raise_all(
        _problem("contributes_in_a_circle", message, codes[one])
        for one in stated
        if one in _reached_from(one, leads)
    )


def _reached_from(one: int, leads: Mapping[int, Collection[int]]) -> set[int]:
    reached: set[int] = set()
    ahead = list(leads.get(one, ()))
    while ahead:
        key = ahead.pop()
        if key not in reached:
            reached.add(key)
            ahead += leads.get(key, ())
    return reached


def _measure_problems(draft: CommitmentDraft) -> Iterator[ValidationError]:
    start, end = draft.planned_start_on, draft.planned_end_on
    if start is not None and end is not None and end < start:
        message = _("%(code)s is planned to end before it starts.")
        yield _problem("ends_before_start", message, draft.code)
    if not is_amount(draft.amount):
        message = _("The amount of %(code)s is negative or cannot be stored.")
        yield _problem("amount_out_of_range", message, draft.code)
    if not is_amount(draft.weight, decimals=4):
        message = _("The weight of %(code)s is negative or cannot be stored.")
        yield _problem("weight_out_of_range", message, draft.code)
    if draft.inclusion and draft.inclusion not in InclusionMarker.values:
        message = _("%(code)s has an unknown marker of inclusion.")
        yield _problem("unknown_marker", message, draft.code)
    for latitude, longitude in (draft.points or {}).values():
        if abs(latitude) > 90 or abs(longitude) > 180:
            message = _("A point of %(code)s does not lie on earth.")
            yield _problem("point_outside", message, draft.code)


def check_steps(
    code: str, drafts: Sequence[MilestoneDraft], stored: Mapping[int, dt.date | None]
) -> None:
    """Check the steps of a commitment; `stored` are the keys of those it has, and when done.

    Errors: ValidationError with one entry per problem: step_title_missing, step_unknown,
    step_weight_out_of_range, step_done.
    """
    _raise_all(_step_problems(code, drafts, stored))


def _step_problems(
    code: str, drafts: Sequence[MilestoneDraft], stored: Mapping[int, dt.date | None]
) -> Iterator[ValidationError]:
    named = {draft.id for draft in drafts if draft.id is not None}
    if named - stored.keys():
        yield _problem("step_unknown", _("%(code)s has no such milestone."), code)
    for draft in drafts:
        if not draft.title:
            yield _problem("step_title_missing", _("A milestone has no title."), code)
        if not is_amount(draft.weight, decimals=4):
            message = _("The weight of a milestone is negative or cannot be stored.")
            yield _problem("step_weight_out_of_range", message, code)
    if any(done_on for key, done_on in stored.items() if key not in named):
        yield _problem("step_done", _("A milestone that was reached stays."), code)


def check_decision(decision: Decision, *, document_is_public: bool = True) -> None:
    """Check what is said of an amendment beside its reason.

    Errors: ValidationError with one entry per problem: what_too_long, body_too_long,
    decided_in_future, document_unknown.
    """
    _raise_all(_decision_problems(decision, document_is_public=document_is_public))


def _decision_problems(
    decision: Decision, *, document_is_public: bool
) -> Iterator[ValidationError]:
    if any(len(text) > LONGEST_WHAT for text in decision.what.values()):
        message = _("What an amendment changes is said in at most %(most)s characters.")
        yield ValidationError(message, code="what_too_long", params={"most": LONGEST_WHAT})
    if len(decision.decided_by) > LONGEST_BODY:
        message = _("Who decided is said in at most %(most)s characters.")
        yield ValidationError(message, code="body_too_long", params={"most": LONGEST_BODY})
    if decision.decided_on is not None and decision.decided_on > clock.today():
        message = _("An amendment cannot be decided on a day to come.")
        yield ValidationError(message, code="decided_in_future")
    if not document_is_public:
        message = _("The document of an amendment must be public evidence of its plan.")
        yield ValidationError(message, code="document_unknown")


@dataclass(frozen=True, slots=True)
class Carried:
    """A commitment on one side of a link between plans, and when its plan starts."""

    id: int
    plan_id: int
    starts_on: dt.date


def check_carry_over(
    one: Carried,
    fate: CarryOverFate,
    successor: Carried | None,
    reason: Translated,
    *,
    line: Collection[int] = (),
) -> None:
    """Check what is said to have become of a commitment.

    Shape: `line` holds the successor and those it was itself carried over to.
    Errors: ValidationError with one entry per problem: successor_missing, successor_given,
    reason_missing, same_plan, earlier_plan, carried_in_a_circle.
    """
    _raise_all(_carry_over_problems(one, fate, successor, reason, line))


def _carry_over_problems(
    one: Carried,
    fate: CarryOverFate,
    successor: Carried | None,
    reason: Translated,
    line: Collection[int],
) -> Iterator[ValidationError]:
    if fate is CarryOverFate.DROPPED:
        if successor is not None:
            message = _("What is dropped is not carried over to another plan.")
            yield ValidationError(message, code="successor_given")
        if not reason:
            yield ValidationError(_("What is dropped says why."), code="reason_missing")
        return
    if successor is None:
        message = _("Say in which commitment of which plan it goes on.")
        yield ValidationError(message, code="successor_missing")
        return
    if successor.plan_id == one.plan_id:
        yield ValidationError(_("It goes on in another plan."), code="same_plan")
    if successor.starts_on < one.starts_on:
        message = _("It cannot go on in a plan that started before its own.")
        yield ValidationError(message, code="earlier_plan")
    if one.id in line:
        yield ValidationError(_("It would go on in itself."), code="carried_in_a_circle")


def is_code(text: str, longest: int) -> bool:
    """Tell whether a text may be a code: it stands in addresses and in paths of codes."""
    return len(text) <= longest and _CODE.fullmatch(text) is not None


def is_amount(value: Decimal | None, *, decimals: int = 2) -> bool:
    """Tell whether a number is unknown, or not negative and stored without loss."""
    if value is None:
        return True
    try:
        return to_scaled(value, decimals) >= 0
    except OutOfBounds:
        return False


def _problem(code: str, message: _StrOrPromise, about: str, named: str = "") -> ValidationError:
    return ValidationError(message, code=code, params={"code": about, "named": named})


def _raise_all(problems: Iterable[ValidationError]) -> None:
    found = list(problems)
    if found:
        raise ValidationError(found)
