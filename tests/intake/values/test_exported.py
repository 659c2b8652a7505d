"""A file of values that the platform gives out is one that it reads: nothing changes."""

from __future__ import annotations

from decimal import Decimal

from athar.indicators.actions import record_measurements
from athar.indicators.enums import Claim, NoNumber
from athar.indicators.queries import ValueLine, ValuesWanted, value_lines
from athar.opendata.delimited import csv_lines


def test_file_given_back_to_the_importer_changes_nothing(take, setting):
    record_measurements(
        by=None,
        drafts=[
            setting.value(value=Decimal("27.5")),
            setting.value(period="2023-Q1", no_number=NoNumber.NOT_DUE),
            setting.value(category="area=rural", numerator=Decimal(1), denominator=Decimal(4)),
            setting.value("maturity", value=Decimal(1), claim=Claim.VALIDATED),
        ],
    )
    wanted = ValuesWanted(list(setting.indicators.values()), "ar")
    text = "".join(csv_lines(ValueLine._fields, value_lines(wanted)))

    report = take(*text.splitlines())

    assert (report.is_taken, report.same, report.added, report.superseded) == (True, 4, 0, 0)
