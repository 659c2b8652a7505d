"""A prepared read gives what its queryset gives, for whatever values, without building it again."""

import pytest
from django.db.models import CharField, F, Value

from athar.plans.models import Commitment, Node, Plan
from athar.rows.prepared import Prepared, distinct

pytestmark = pytest.mark.django_db


def titles(plan_id, code):
    rows = Commitment.objects.filter(plan=plan_id, code=code).order_by("code")
    return rows.values_list("code", "title", "amount", "planned_end_on")


def both(plan_id, codes):
    named = Commitment.objects.filter(plan=plan_id, code__in=codes).order_by()
    nodes = Node.objects.filter(plan=plan_id).order_by()
    kinds = [Value(kind, CharField()) for kind in ("commitment", "node")]
    legs = [
        rows.values_list(kind, F("code")) for kind, rows in zip(kinds, (named, nodes), strict=True)
    ]
    return legs[0].union(*legs[1:], all=True)


def with_plan(code):
    rows = Commitment.objects.filter(plan__code=code).select_related("plan__owner", "node")
    return rows.defer("problem").annotate(twice=F("position") * 2).order_by("position")


@pytest.mark.parametrize("code", ["PDR-001", "PDR-004", "NONE", "%s '\"", "ة"])
def test_rows_are_those_of_the_queryset(plan, code):
    prepared = Prepared(titles)

    found = [prepared.rows(plan.id, code), prepared.rows(plan.id, code)]

    assert found == [list(titles(plan.id, code))] * 2


@pytest.mark.parametrize("codes", [("PDR-001",), ("PDR-001", "PDR-003"), ("NONE", "PDR-002")])
def test_unions_and_lists_of_any_length_are_read(plan, codes):
    prepared = Prepared(both)
    prepared.rows(plan.id, ("PDR-005",))

    assert sorted(prepared.rows(plan.id, codes)) == sorted(both(plan.id, codes))


def test_objects_come_with_those_joined_to_them(plan, django_assert_num_queries):
    prepared = Prepared(with_plan)

    with django_assert_num_queries(1):
        found = prepared.objects(plan.code)
        owners = {one.plan.owner.code for one in found}
        nodes = [one.node and one.node.title["fr"] for one in found]

    assert found == list(with_plan(plan.code))
    assert (owners, nodes) == ({"REG"}, [one.node.title["fr"] for one in with_plan(plan.code)])
    assert found[0].get_deferred_fields() == {"problem"}
    assert [one.twice for one in found] == [0, 2, 4, 6, 8]


def test_objects_carry_what_is_annotated(plan):
    def numbered():
        return Plan.objects.select_related("owner").annotate(twice=F("reporting_months") * 2)

    (found,) = Prepared(numbered).objects()

    assert (found.twice, found.owner.code) == (2 * found.reporting_months, "REG")


def test_the_queryset_is_built_once_for_each_shape(plan):
    built = []

    def counted(plan_id, codes):
        built.append(codes)
        return Plan.objects.filter(pk=plan_id, code__in=codes).values_list("pk")

    prepared = Prepared(counted)
    for codes in (("A",), ("B",), (plan.code, "C"), ("D", "E")):
        prepared.rows(plan.id, codes)

    assert len(built) == 2


def test_a_value_that_does_not_reach_the_sql_is_refused(plan):
    def forgetful(plan_id, code):
        return Plan.objects.filter(pk=plan_id).values_list("pk")

    with pytest.raises(LookupError, match="forgetful"):
        Prepared(forgetful).rows(plan.id, "x")


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ([], ()),
        ([3], (3,)),
        ([3, 1, 3], (1, 3)),
        ([3, 1, 2], (1, 2, 3, 3)),
        ({"b", "a", "c", "e", "d"}, ("a", "b", "c", "d", "e", "e", "e", "e")),
    ],
)
def test_keys_are_given_once_and_in_few_sizes(keys, found):
    assert distinct(keys) == found
