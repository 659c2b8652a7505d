"""Editors of one commitment at the same moment: nothing that anybody kept is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier

import pytest
from django.db import connection

from athar.plans.actions import EditCollision, Subject, keep_edit
from athar.plans.enums import EditKind
from athar.plans.queries.edited import content_now
from tests import cast

N_EDITS = 8
OWN = ("title", "problem", "solution", "expected_results")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_published", [True, False], ids=["published", "draft"])
def test_who_edits_together_loses_no_edit(is_published):
    plan = cast.published_plan() if is_published else cast.draft_plan()
    subject = Subject(plan.id, EditKind.COMMITMENT, "PDR-001")
    begin, clashing = Barrier(len(OWN)), set()

    def now():
        return content_now(subject.plan_id, subject.kind, subject.code)

    def keep(own, n):
        """Keep a field that is all mine, and add a word to the one that all of us write."""
        while True:
            base = now()
            said = f"{base['summary'].get('fr', '')} {own}-{n}".strip()
            mine = {**base, own: {"fr": str(n)}, "summary": {"fr": said}}
            try:
                keep_edit(by=None, subject=subject, base=base, mine=mine)
            except EditCollision as both:
                clashing.update(one.name for one in both.merged.clashes)
            else:
                return

    def edit(own):
        begin.wait(timeout=60)
        with closing(connection):
            for n in range(N_EDITS):
                keep(own, n)

    with ThreadPoolExecutor(len(OWN)) as editors:
        done = [editors.submit(edit, own) for own in OWN]

    content = now()
    assert clashing <= {"summary"}
    assert [one.exception() for one in done] == [None] * len(OWN)
    assert [content[own] for own in OWN] == [{"fr": str(N_EDITS - 1)}] * len(OWN)
    written = content["summary"]["fr"].split()
    assert sorted(one for one in written if "-" in one and one.rpartition("-")[0] in OWN) == sorted(
        f"{own}-{n}" for own in OWN for n in range(N_EDITS)
    )
