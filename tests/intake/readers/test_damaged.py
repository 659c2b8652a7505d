"""Whatever is given is read, or refused in words and soon: never an error, never a long wait.

Seconds are those of the processor, in this process and the one that reads workbooks: other work
on the machine must not fail a test.
"""

from __future__ import annotations

import os
import sys

import pytest
from django.utils.translation import override

from athar.intake.actions import import_plan
from athar.intake.agreements.taking import import_agreements
from athar.intake.options import GivenFile, Options
from athar.intake.readers.refusals import FileFault
from athar.intake.returns.taking import import_progress
from tests import cast
from tests.intake.damage import N_FILES, damaged_files

SECONDS = 2 if sys.gettrace() is None else 8  # coverage slows every line down
REFUSALS = {fault.value for fault in FileFault}


@pytest.fixture(scope="module")
def corpus():
    """The damaged files by kind of damage; each is told by its number."""
    return list(enumerate(damaged_files()))


def _take(number, damaged):
    """Try a file as a plan, as agreements or as a return, each third in turn; nothing is kept."""
    file = GivenFile("given.xlsx", damaged.content)
    options = Options(plan_code=cast.PLAN.code, dry_run=True)
    if number % 3 == 0:
        return import_plan(by=None, file=file, options=Options(plan_code="OTHER", dry_run=True))
    if number % 3 == 1:
        return import_agreements(by=None, file=file, options=options)
    return import_progress(by=None, file=file, period="2025-Q3", options=options)


def _seconds():
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _wrong_with(report, seconds):
    """Tell what a reader would miss; empty when all is as it should be."""
    codes = {problem.code.value for problem in report.problems}
    is_refused = report.source is None
    if is_refused != bool(codes & REFUSALS):
        return f"read or refused? {sorted(codes)}"
    if is_refused and seconds > SECONDS:
        return f"refused after {seconds:.1f} s"
    for language in ("ar", "fr", "en"):
        with override(language):
            if not all(problem.message.strip() for problem in report.problems):
                return f"says nothing in {language}"
    return ""


def test_corpus_holds_four_hundred_different_files(corpus):
    contents = {damaged.content for _, damaged in corpus}

    assert (len(corpus), len(contents)) == (N_FILES, N_FILES)


def test_each_damaged_file_is_read_or_refused_in_words(corpus, plan, capsys, monkeypatch):
    for name in [name for name in os.environ if name.startswith("COVERAGE_")]:
        monkeypatch.delenv(name)  # measuring every reading process doubles the time
    wrong, seconds = {}, {}

    for number, damaged in corpus:
        name = f"{number} {damaged.kind}: {damaged.name}"
        start = _seconds()
        try:
            report = _take(number, damaged)
        except Exception as error:  # noqa: BLE001 - every error is a finding here
            wrong[name] = repr(error)
            continue
        seconds[name] = _seconds() - start
        if fault := _wrong_with(report, seconds[name]):
            wrong[name] = fault

    with capsys.disabled():
        slowest = sorted(seconds, key=seconds.get)[-3:]
        told = ", ".join(f"{seconds[one]:.2f} s for {one}" for one in slowest)
        sys.stdout.write(f"\n{sum(seconds.values()):.0f} s in all; slowest: {told}\n")
    assert wrong == {}
