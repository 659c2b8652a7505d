"""Who a plan is: from the file's own table, from a description beside it, or assumed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from athar.intake.projects.rows import FileRows, PlanRow
from athar.intake.reports.told import Unreadable
from athar.intake.vocabulary.words import LEVEL_OF
from athar.kernel.digits import NotANumber, parse_decimal
from athar.kernel.quantity import EXACT
from athar.kernel.text import Translated, normalise
from athar.plans.enums import PlanKind, WeightRuleChoice

LEVEL_NAMES: Mapping[str, tuple[Mapping[str, str], Mapping[str, str]]] = {
    "axis": (
        {"ar": "محور", "fr": "axe", "en": "axis"},
        {"ar": "محاور", "fr": "axes", "en": "axes"},
    ),
    "sub_axis": (
        {"ar": "محور فرعي", "fr": "sous-axe", "en": "sub-axis"},
        {"ar": "محاور فرعية", "fr": "sous-axes", "en": "sub-axes"},
    ),
    "programme": (
        {"ar": "برنامج", "fr": "programme", "en": "programme"},
        {"ar": "برامج", "fr": "programmes", "en": "programmes"},
    ),
}
"""The usual levels of a regional development programme, from the top down: one, many."""

_MILLION = Decimal(1_000_000)
_LONGEST_LISTS = 20_000
_NO_WORDS = Translated()


class BadPlanFile(Unreadable):
    """A description of a plan cannot be read; the reason says what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeFact:
    """A grouping: `level` is a code such as "axis"."""

    code: str
    level: str
    parent: str | None
    title: Translated


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyFact:
    """A body with the code by which the plan names it."""

    code: str
    names: Translated
    abbreviation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What is known of a plan before its projects are read; None and empty: not said."""

    code: str = ""
    kind: PlanKind = PlanKind.REGIONAL_DEVELOPMENT_PROGRAMME
    title: Translated = _NO_WORDS
    short_title: Translated = _NO_WORDS
    summary: Translated = _NO_WORDS
    region: str = ""
    owner: str = ""
    start_on: dt.date | None = None
    end_on: dt.date | None = None
    adopted_on: dt.date | None = None
    votes: tuple[int, int, int] | None = None
    announced_amount: Decimal | None = None
    currency: str = "MAD"
    levels: tuple[Mapping[str, Any], ...] = ()
    weight_rule: WeightRuleChoice = WeightRuleChoice.COST
    reporting_months: int = 6
    default_language: str = "ar"
    is_sample: bool = False
    sources: tuple[str, ...] = ()
    as_of_on: dt.date | None = None
    nodes: tuple[NodeFact, ...] = ()
    bodies: tuple[BodyFact, ...] = ()

    @property
    def is_stated(self) -> bool:
        """Tell whether enough is said for a plan to be created as it calls itself."""
        return bool(self.code and self.title and self.start_on and self.end_on)


def level_names(codes: Sequence[str]) -> tuple[Mapping[str, Any], ...]:
    """Give the names of levels, as plans keep them; an unknown level is called by its code."""
    return tuple(
        {
            "code": code,
            "one": dict(LEVEL_NAMES.get(code, ({"en": code}, {}))[0]),
            "many": dict(LEVEL_NAMES.get(code, ({}, {"en": code}))[1]),
        }
        for code in codes
    )


def identity_of_file(rows: FileRows) -> Identity:
    """Give what the file's own tables say of its plan, its groupings and its bodies."""
    facts = Identity(
        nodes=tuple(
            NodeFact(code=one.code, level=one.level, parent=one.parent or None, title=one.title)
            for one in rows.nodes
        ),
        bodies=tuple(
            BodyFact(code=one.code, names=one.names, abbreviation=one.abbreviation)
            for one in rows.organisations
            if one.code and one.names
        ),
    )
    return _with_plan_row(facts, rows.plans[0]) if len(rows.plans) == 1 else facts


def _with_plan_row(facts: Identity, row: PlanRow) -> Identity:
    return replace(
        facts,
        code=row.code,
        title=row.title,
        region=row.region,
        owner=row.owner,
        start_on=row.start_on,
        end_on=row.end_on,
        adopted_on=row.adopted_on,
        announced_amount=row.total,
    )


def read_plan_file(content: bytes) -> Identity:
    """Read a description of a plan: see docs/reference/plan-file.md.

    Errors: BadPlanFile.
    """
    try:
        described = json.loads(content.decode("utf-8-sig"))
        written = json.dumps(described, ensure_ascii=False).encode()  # fails on half a character
    except (UnicodeError, ValueError) as error:
        raise BadPlanFile("not_json", _("it is not JSON in UTF-8")) from error
    except RecursionError as error:
        raise BadPlanFile("too_deep", _("it is nested too deeply")) from error
    if b"\\u0000" in written:
        raise BadPlanFile("no_text", _("it holds a character that no text has (U+0000)"))
    try:
        return _Described(described).identity()
    except BadPlanFile:
        raise
    except (AttributeError, KeyError, TypeError, ValueError, NotANumber) as error:
        what = f"{type(error).__name__}: {error}"
        raise BadPlanFile(
            "not_as_described", _("its parts are malformed (%(what)s)"), what=what
        ) from error


@dataclass(frozen=True, slots=True)
class _Described:
    """The parts `plan`, `organisations` and `nodes` of a description."""

    whole: Any
    plan: Mapping[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        if not isinstance(self.whole, dict) or not isinstance(self.whole.get("plan"), dict):
            raise BadPlanFile("plan_missing", _("it has no object “plan”"))
        object.__setattr__(self, "plan", self.whole["plan"])

    def identity(self) -> Identity:
        plan = self.plan
        return Identity(
            code=str(plan["code"]).strip(),
            kind=PlanKind(plan.get("kind", PlanKind.REGIONAL_DEVELOPMENT_PROGRAMME)),
            title=Translated(plan.get("title")),
            short_title=Translated(plan.get("short_title")),
            summary=Translated(plan.get("summary")),
            region=str(plan.get("region") or ""),
            owner=str(plan.get("owner") or ""),
            start_on=self._date("start"),
            end_on=self._date("end"),
            adopted_on=self._date("adopted"),
            votes=self._votes(),
            announced_amount=self._amount(),
            currency=str(plan.get("currency", "MAD")),
            levels=self._levels(),
            weight_rule=WeightRuleChoice(plan.get("weight_rule", WeightRuleChoice.COST)),
            reporting_months=int(plan.get("reporting_months", 6)),
            default_language=str(plan.get("default_language", "ar")),
            is_sample=plan.get("is_sample") is True,
            sources=tuple(str(one) for one in plan.get("sources", ())),
            as_of_on=self._date("as_of"),
            nodes=self._nodes(),
            bodies=self._bodies(),
        )

    def _date(self, name: str) -> dt.date | None:
        text = self.plan.get(name)
        return dt.date.fromisoformat(text) if text else None

    def _votes(self) -> tuple[int, int, int] | None:
        vote = self.plan.get("vote")
        if not vote:
            return None
        return int(vote["favour"]), int(vote["against"]), int(vote["abstention"])

    def _amount(self) -> Decimal | None:
        text = self.plan.get("total_mdh")
        if text is None:
            return None
        return EXACT.multiply(parse_decimal(str(text), decimal_mark="."), _MILLION)

    def _levels(self) -> tuple[Mapping[str, Any], ...]:
        return tuple(
            {"code": str(one["code"]), "one": dict(one["one"]), "many": dict(one["many"])}
            for one in self.plan.get("levels", ())
        )

    def _list(self, name: str) -> Sequence[Mapping[str, Any]]:
        given = self.whole.get(name, [])
        if not isinstance(given, list) or len(given) > _LONGEST_LISTS:
            message = _("“%(name)s” is not a list, or a very long one")
            raise BadPlanFile("not_a_list", message, name=name)
        return given

    def _nodes(self) -> tuple[NodeFact, ...]:
        return tuple(
            NodeFact(
                code=str(one["code"]),
                level=LEVEL_OF.get(normalise(str(one["level"])), str(one["level"])),
                parent=one.get("parent"),
                title=Translated(one["title"]),
            )
            for one in self._list("nodes")
        )

    def _bodies(self) -> tuple[BodyFact, ...]:
        return tuple(
            BodyFact(
                code=str(one["key"]),
                names=Translated(one["name"]),
                abbreviation=str(one.get("abbr") or ""),
            )
            for one in self._list("organisations")
        )


def combined(given: Identity, found: Identity) -> Identity:
    """Give what a description says, completed by what the file itself says."""
    empty = Identity()
    return replace(
        found,
        **{
            name: getattr(given, name)
            for name in Identity.__dataclass_fields__
            if getattr(given, name) != getattr(empty, name)
        },
    )
