"""Reads the rules of eligibility and the facts that are shipped, each with its source."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from athar.kernel.eligibility import Band, Combine, Criterion, Metric, Rules
from athar.network.enums.eligibility import Confidence, CriterionKey
from athar.network.facts import FactDraft

DATA = Path(__file__).resolve().parent / "data" / "eligibility.json"


@dataclass(frozen=True, slots=True)
class Basis:
    """On what a metric rests: the index it is taken from, where its rule stands, how sure it is."""

    index: str
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class DatedRules:
    """The rules of a day, and the basis of each metric; that of `values` is the Values Check's."""

    rules: Rules
    since: dt.date
    source: str
    confidence: Confidence
    bases: Mapping[str, Basis]


@lru_cache(maxsize=1)
def rules_by_date() -> tuple[DatedRules, ...]:
    """Give every set of rules that is shipped, the newest first."""
    found = map(_dated, json.loads(DATA.read_text("utf-8"))["rules"])
    return tuple(sorted(found, key=lambda one: one.since, reverse=True))


def current_rules() -> DatedRules:
    """Give the newest rules: earlier years are counted by them too, and the page says so."""
    return rules_by_date()[0]


def read_facts() -> tuple[tuple[str, int, FactDraft], ...]:
    """Give the facts that are shipped: the code of the member, the year, and what is stated."""
    rows = json.loads(DATA.read_text("utf-8"))["facts"]
    return tuple((row["member"], row["year"], _fact(row)) for row in rows)


def _fact(row: Mapping[str, Any]) -> FactDraft:
    return FactDraft(
        criterion=CriterionKey(row["criterion"]),
        is_met=row.get("is_met"),
        value=Decimal(row["value"]) if "value" in row else None,
        source_title=row["source_title"],
        source_url=row["source_url"],
        source_year=row["source_year"],
        confidence=Confidence(row["confidence"]),
    )


def _dated(stated: Mapping[str, Any]) -> DatedRules:
    check = stated["values_check"]
    rules = Rules(
        metrics=tuple(map(_metric, stated["metrics"])),
        points_per_metric=stated["points_per_metric"],
        pass_ratio=Decimal(stated["pass_ratio"]),
        least_metrics=stated["least_metrics"],
        values_keys=tuple(check["criteria"]),
        values_threshold=Decimal(check["threshold"]),
    )
    bases = {one["key"]: _basis(one) for one in stated["metrics"]}
    return DatedRules(
        rules=rules,
        since=dt.date.fromisoformat(stated["version"]),
        source=stated["source"],
        confidence=Confidence(stated["confidence"]),
        bases={**bases, "values": _basis(check)},
    )


def _basis(stated: Mapping[str, Any]) -> Basis:
    return Basis(stated["index"], stated["source"], Confidence(stated["confidence"]))


def _metric(stated: Mapping[str, Any]) -> Metric:
    return Metric(
        key=stated["key"],
        combine=Combine(stated["combine"]),
        criteria=tuple(Criterion(*one) for one in stated["criteria"]),
        bands=_bands(stated.get("bands", ())),
    )


def _bands(stated: Sequence[Sequence[Any]]) -> tuple[Band, ...]:
    return tuple(
        Band(None if above is None else Decimal(above), points) for above, points in stated
    )
