"""The rounds of the demonstration, lived through day by day: three closed ones and an open one.

What is said in them is invented, and each text says so.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from athar.config.commands.demo_photographs import Sample, attach
from athar.kernel.text import Translated

if TYPE_CHECKING:
    from athar.kernel.actor import Actor

STORY = Path(__file__).resolve().parent.parent / "demo" / "rounds.json"
MARK: Mapping[str, str] = {"ar": " (مثال للعرض)", "fr": " (exemple de démonstration)"}
"""What each text of the demonstration ends with, by its language."""

Told = Mapping[str, Any]
"""A round or a report as the story tells it."""
Act = Callable[[], object]
Due = tuple[dt.date, Act]
"""What happens on a day."""


@dataclass(frozen=True, slots=True)
class People:
    """Who acts: who coordinates, who reports for the region, who validates."""

    coordinator: Actor | None
    manager: Actor | None
    validator: Actor | None

    def reporter(self, told: Told) -> Actor | None:
        """Give who reports: of other bodies it is the coordinator, in their place."""
        return self.coordinator if told.get("by") == "coordinator" else self.manager


def told_rounds() -> list[Told]:
    """Give the rounds of the story, in time; the last one stays open."""
    rounds: list[Told] = json.loads(STORY.read_text("utf-8"))
    return rounds


def live_through(
    rounds: Iterable[Told], plan_id: int, people: People, turn_to: Callable[[dt.date], None]
) -> None:
    """Open each round, let it be reported on, validated and published, and close it.

    The first rounds are a trial, in which the same few projects owe a report each time.
    """
    from athar.plans.models import Commitment

    keys = dict(Commitment.objects.filter(plan=plan_id).values_list("code", "pk"))
    tried = (one for one in told_rounds() if not one.get("is_of_all"))
    few = {keys[told["code"]] for one in tried for told in one["reports"]}
    for one in rounds:
        owed = None if one.get("is_of_all") else few
        turn_to(_day(one["opens_on"]))
        round_id = _open(one, plan_id, people.coordinator, owed)
        acts = list(_acts_on_round(one, round_id, keys, people.coordinator))
        for told in one["reports"]:
            acts += _Reporting(told, round_id, keys[told["code"]], people).acts()
        for day, act in sorted(acts, key=lambda due: due[0]):
            turn_to(day)
            act()


def _open(one: Told, plan_id: int, by: Actor | None, owed: set[int] | None) -> int:
    from athar.reporting.actions import open_round

    return open_round(
        by=by,
        plan_id=plan_id,
        code=one["code"],
        start_on=_day(one["start_on"]),
        end_on=_day(one["end_on"]),
        opens_on=_day(one["opens_on"]),
        due_on=_day(one["due_on"]),
        commitment_ids=owed,
    )


def _acts_on_round(
    one: Told, round_id: int, keys: Mapping[str, int], by: Actor | None
) -> Iterator[Due]:
    from athar.reporting.actions import close_round, extend_due, reopen_round

    for day in one["closed_on"]:
        yield _day(day), lambda: close_round(by=by, round_id=round_id)
    if again := one.get("reopened"):
        until, why = _day(again["until"]), again["reason"]
        yield (
            _day(again["on"]),
            lambda: reopen_round(by=by, round_id=round_id, reason=why, due_on=until),
        )
    if more := one.get("extended"):
        ids = [keys[code] for code in more["codes"]]
        later, because = _day(more["until"]), more["reason"]
        yield (
            _day(more["on"]),
            lambda: extend_due(
                by=by, round_id=round_id, commitment_ids=ids, due_on=later, reason=because
            ),
        )


@dataclass(slots=True)
class _Reporting:
    """One report on its way to the public."""

    told: Told
    round_id: int
    commitment_id: int
    people: People
    report_id: int = 0
    version: int = 1

    def acts(self) -> Iterator[Due]:
        """Give what is done with it, each on its day."""
        told = self.told
        returned = told.get("returned", {})
        for day, act in (
            (told.get("begun_on", told.get("handed_on")), self._type),
            (told.get("handed_on"), self._submit),
            (returned.get("on"), self._return),
            (returned.get("again_on"), self._mend),
            (told.get("published_on"), self._publish),
        ):
            if day:
                yield _day(day), act

    def _type(self) -> None:
        from athar.reporting.actions import start_report

        by = self.people.reporter(self.told)
        self.report_id = start_report(
            by=by, round_id=self.round_id, commitment_id=self.commitment_id
        )
        if photo := self.told.get("photo"):
            attach(by, self.report_id, _sample(self.told["code"], photo))
        self._save(typed_of(self.told, self.commitment_id))

    def _mend(self) -> None:
        self._save(self.told["returned"]["typed"])
        self._submit()

    def _save(self, typed: Mapping[str, str]) -> None:
        from athar.reporting.actions import save_report

        by, key = self.people.reporter(self.told), self.report_id
        saved = save_report(by=by, report_id=key, version=self.version, changes=typed)
        self.version = saved.version

    def _submit(self) -> None:
        from athar.reporting.actions import submit_report

        by, key = self.people.reporter(self.told), self.report_id
        self.version = submit_report(by=by, report_id=key, version=self.version)

    def _return(self) -> None:
        from athar.reporting.actions import return_report

        said = self.told["returned"]
        mark = MARK[self.told["lang"]]
        remarks = {said["field"]: said["remark"] + mark} if "field" in said else {}
        self.version = return_report(
            by=self.people.validator,
            report_id=self.report_id,
            version=self.version,
            note=said["note"] + mark,
            comments=remarks,
        )

    def _publish(self) -> None:
        from athar.reporting.actions import publish_report, validate_report

        by, key = self.people.validator, self.report_id
        validate_report(by=by, report_id=key, version=self.version)
        publish_report(by=by, report_id=key, version=self.version + 1)


def typed_of(told: Told, commitment_id: int) -> dict[str, str]:
    """Give what is typed of a project, each text marked as a sample in its language."""
    lang, mark = told["lang"], MARK[told["lang"]]
    typed = {**told["typed"], f"narrative.{lang}": told["text"] + mark}
    if "obstacle" in told:
        reason, text = told["obstacle"]
        typed |= {"obstacle.reason": reason, f"obstacle.text.{lang}": text + mark}
    if "action" in told:
        text, owner, due_on = told["action"]
        typed |= {
            f"action.text.{lang}": text + mark,
            "action.owner": owner,
            "action.due_on": due_on,
        }
    if "follow_up" in told:
        outcome, text = told["follow_up"]
        key = f"follow_up.{_last_action(commitment_id)}"
        typed |= {f"{key}.outcome": outcome, f"{key}.text.{lang}": text + mark}
    return typed


def _last_action(commitment_id: int) -> int:
    from athar.reporting.models import CorrectiveAction

    actions = CorrectiveAction.objects.filter(commitment=commitment_id).order_by("-pk")
    return actions.values_list("pk", flat=True)[0]


def _sample(code: str, photo: Told) -> Sample:
    latitude, longitude = map(Fraction, photo["at"])
    return Sample(
        code,
        photo["scene"],
        _day(photo["taken_on"]),
        (latitude, longitude),
        Translated(photo["title"]),
    )


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
