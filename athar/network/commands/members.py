"""`athar import members`: lists the states of Africa and local governments that take part."""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from athar.network.actions.members import put_members
from athar.network.drafts.members import MemberDraft, StatusDraft
from athar.network.enums.members import MemberKind, Programme, Standing
from athar.plans.enums import DatePrecision

DATA = Path(__file__).resolve().parent.parent / "data"


def register(imports: Any) -> None:
    """Add what this room imports to the parsers of `athar import`."""
    parser = imports.add_parser("members", help="list the members of the network")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Store the list that is shipped and print a count; twice changes nothing."""
    drafts = shipped_members()
    try:
        n = put_members(by=None, drafts=drafts)
    except ValidationError as refusal:
        sys.stderr.writelines(f"{message}\n" for message in refusal.messages)
        return 1
    sys.stdout.write(f"members: {len(drafts)} listed, {n} changes\n")
    return 0


def shipped_members() -> tuple[MemberDraft, ...]:
    """Read the shipped list of members with their statuses."""
    statuses: defaultdict[str, list[StatusDraft]] = defaultdict(list)
    for row in _rows("statuses.csv"):
        since_on, precision = read_since(row["since"])
        statuses[row["member"]].append(
            StatusDraft(
                programme=Programme(row["programme"]),
                standing=Standing(row["standing"]),
                since_on=since_on,
                since_precision=precision,
                source_url=row["source"],
            )
        )
    return tuple(
        MemberDraft(
            code=row["code"],
            kind=MemberKind(row["kind"]),
            place=(row["scheme"], row["place"]),
            parent_code=row["state"] or None,
            statuses=tuple(statuses[row["code"]]),
        )
        for row in _rows("members.csv")
    )


def read_since(text: str) -> tuple[dt.date | None, DatePrecision]:
    """Read a year, a month or a day: "2018", "2021-12", "2021-12-16"; empty is not known."""
    if not text:
        return None, DatePrecision.DAY
    year, *rest = map(int, text.split("-"))
    month, day = (*rest, 1, 1)[:2]
    precision = (DatePrecision.YEAR, DatePrecision.MONTH, DatePrecision.DAY)[len(rest)]
    return dt.date(year, month, day), precision


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as table:
        yield from csv.DictReader(table)
