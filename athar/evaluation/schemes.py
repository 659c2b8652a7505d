"""The schemes by which evaluators judge: criteria and their dated scales, from shipped data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from athar.kernel.text import Translated, normalise

DATA = Path(__file__).resolve().parent / "data" / "schemes.json"


@dataclass(frozen=True, slots=True)
class Step:
    """One word of a scale; `rank` counts from 1 at the lowest, None for what is not on it."""

    code: str
    names: Translated
    rank: int | None
    written: tuple[str, ...]


@dataclass(frozen=True)
class Criterion:
    """What is judged, by the scale of one version; `since` and `until` are years, None = open.

    `confidence` is "seen" where the scale was read in its source, "memory" where it was not.
    """

    scheme: str
    code: str
    version: str
    names: Translated
    steps: tuple[Step, ...]
    source: str
    confidence: str
    since: int | None
    until: int | None
    is_mark: bool

    @property
    def n_steps(self) -> int:
        """Count the steps that have a rank."""
        return sum(one.rank is not None for one in self.steps)

    @cached_property
    def by_code(self) -> Mapping[str, Step]:
        """Give the steps by code."""
        return {one.code: one for one in self.steps}

    def find(self, text: str) -> Step | None:
        """Give the step a text names, in any language, by its code or as files write it."""
        return self._by_key.get(normalise(text))

    @cached_property
    def _by_key(self) -> Mapping[str, Step]:
        return {
            normalise(text): one
            for one in self.steps
            for text in (one.code, *one.names.values(), *one.written)
        }


@dataclass(frozen=True)
class Scheme:
    """A scheme with its criteria in their order, and the body that always judges by it, if one."""

    code: str
    names: Translated
    criteria: tuple[Criterion, ...]
    assessor: Mapping[str, Any] | None

    def criterion(self, code: str, version: str = "") -> Criterion | None:
        """Give a criterion, without a version by its newest scale; None when there is none."""
        found = [one for one in self.criteria if one.code == code and version in {"", one.version}]
        return max(found, key=lambda one: one.version, default=None)


@cache
def schemes() -> Mapping[str, Scheme]:
    """Give the schemes that come with Athar, by code."""
    return {one["code"]: _scheme(one) for one in json.loads(DATA.read_text("utf-8"))}


def criterion(scheme: str, code: str, version: str = "") -> Criterion | None:
    """Give a criterion of a scheme, None when either is not known."""
    found = schemes().get(scheme)
    return found.criterion(code, version) if found else None


def _scheme(said: Mapping[str, Any]) -> Scheme:
    return Scheme(
        code=said["code"],
        names=Translated(said["names"]),
        criteria=tuple(_criterion(said["code"], one) for one in said["criteria"]),
        assessor=said.get("assessor"),
    )


def _criterion(scheme: str, said: Mapping[str, Any]) -> Criterion:
    ranked = [one["code"] for one in said["scale"] if not one.get("is_off_scale")]
    return Criterion(
        scheme=scheme,
        code=said["code"],
        version=said["version"],
        names=Translated(said["names"]),
        steps=tuple(
            Step(
                one["code"],
                Translated(one["names"]),
                ranked.index(one["code"]) + 1 if one["code"] in ranked else None,
                tuple(one.get("written", ())),
            )
            for one in said["scale"]
        ),
        source=said["source"],
        confidence=said["confidence"],
        since=said.get("since"),
        until=said.get("until"),
        is_mark=said.get("is_mark", False),
    )
