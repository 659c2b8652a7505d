"""What is made once stands in the tables again as it was made, and only where it belongs."""

from __future__ import annotations

import pytest
from django.db import transaction

from athar.people.models import Organisation
from athar.plans.actions import publish_amendment
from athar.trail.models import PublicationCounter
from tests import cast
from tests.once import made_once, rows_of_all_tables

pytestmark = pytest.mark.django_db


def _maker():
    """Give a maker of the small plan, and what it was called with each time it worked."""
    heard = []

    @made_once
    def made(**given):
        heard.append(given)
        return cast.published_plan()

    return made, heard


def _taken_back(make, **given):
    """Give what a maker gave and the rows it left, then take them back as after a test."""
    with transaction.atomic():
        made = make(**given)
        rows = {table: sorted(found) for table, found in rows_of_all_tables().items()}
        transaction.set_rollback(True)
    return made, rows


def test_rows_written_again_are_those_that_were_made(frozen_day):
    make, heard = _maker()

    first, again = _taken_back(make), _taken_back(make)

    assert first == again
    assert sum(map(len, first[1].values())) > 100
    assert heard == [{}]


def test_nothing_is_shared_with_the_test_before(frozen_day):
    make, _ = _maker()
    made, _rows = _taken_back(make)
    made.bodies.clear()

    assert _taken_back(make)[0].bodies.keys() == {"REG", "MEE", "APDN"}


def test_rows_that_are_changed_are_taken_out(plan, frozen_day):
    @made_once
    def changed():
        publish_amendment(
            by=None, plan_id=plan.id, why="it rained", changed_commitment_ids=[], also_changed=True
        )

    first, again = _taken_back(changed), _taken_back(changed)
    PublicationCounter.objects.update(last_number=7)
    _, after_more = _taken_back(changed)

    assert first == again
    assert after_more["trail_publicationcounter"] != first[1]["trail_publicationcounter"]


@pytest.mark.parametrize("other", ["argument", "row", "day"])
def test_it_is_made_again_where_it_could_be_another(frozen_day, other):
    from athar.kernel import clock

    make, heard = _maker()
    _taken_back(make)
    if other == "row":
        Organisation.objects.create(code="MORE", names={"fr": "Autre"})
    if other == "day":
        clock.set_frozen(frozen_day.replace(day=1))

    _taken_back(make, **({"of": 2} if other == "argument" else {}))

    assert len(heard) == 2


@pytest.mark.parametrize(
    ("before", "now", "free"), [((1, 2), (4, 5), 2), ((1, 2), (2, 3), 4), ((1, 2, 5), (1, 3, 5), 2)]
)
def test_it_is_made_again_beside_as_many_other_rows(before, now, free):
    def put(key):
        Organisation.objects.create(pk=key, code=f"O{key}", names={"fr": f"Un {key}"})
        return key

    @made_once
    def added():
        return put(next(k for k in range(2, 9) if not Organisation.objects.filter(pk=k).exists()))

    def beside(keys):
        with transaction.atomic():
            for key in keys:
                put(key)
            made = added()
            assert set(Organisation.objects.values_list("pk", flat=True)) == {*keys, made}
            transaction.set_rollback(True)
        return made

    assert (beside(before), beside(now)) == (3, free)


@pytest.mark.django_db(transaction=True)
def test_it_is_made_outside_a_transaction(frozen_day):
    make, heard = _maker()

    make()

    assert heard == [{}]
    assert Organisation.objects.filter(code="REG").exists()
