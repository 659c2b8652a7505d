"""Texts in several languages and exact numbers survive the database."""

import json
from decimal import Decimal

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import F, Max, Sum
from django.db.models.fields.json import KT
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from athar.kernel.quantity import OutOfBounds, TooPrecise
from athar.kernel.text import Translated
from athar.reference.fields import MoneyField, PercentField, ScaledDecimalField, TranslatedField
from athar.reference.models import BoundarySet, DataSource, Place

SIX_DECIMALS = st.decimals("-9000000000000", "9000000000000", places=6, allow_nan=False)


def make_place(**names):
    code = names.pop("code", "X")
    return Place.objects.create(
        scheme="hcp", code=code, kind="commune", path=f"/{code}/", names=names
    )


def make_sets(*wests):
    source = DataSource.objects.create(code="s", title="A survey")
    for n, west in enumerate(wests):
        BoundarySet.objects.create(
            code=f"set-{n}",
            scheme="hcp",
            source=source,
            west=west,
            north=Decimal(0),
            parallel=Decimal(0),
            units_per_degree=Decimal(1),
        )


def test_translated_is_wrapped_when_assigned():
    place = Place(names={"ar": "تطوان", "fr": ""})

    place.names = {"fr": "Tétouan", "en": None}

    assert (type(place.names), place.names) == (Translated, {"fr": "Tétouan"})


def test_translated_refuses_one_text_for_all_languages():
    place = Place()

    with pytest.raises(TypeError, match="names needs a text per language"):
        place.names = "Tétouan"


def test_translated_of_nothing_is_empty_not_none():
    place = Place(names=None)

    assert (type(place.names), dict(place.names)) == (Translated, {})


@pytest.mark.django_db
def test_translated_survives_the_database():
    place = make_place(ar="تطوان", fr="Tétouan")

    stored = Place.objects.get(pk=place.pk)

    assert stored.names.in_language("fr").text == "Tétouan"
    assert list(Place.objects.values_list("names", flat=True)) == [place.names]


@pytest.mark.django_db
def test_translated_is_read_when_deferred():
    make_place(ar="تطوان")

    place = Place.objects.defer("names").get()

    assert place.names == {"ar": "تطوان"}


@pytest.mark.django_db
def test_translated_is_filtered_and_ordered_by_language():
    make_place(code="1", ar="العرائش", fr="Larache")
    make_place(code="2", ar="تطوان", fr="Tétouan")
    make_place(code="3", ar="الحسيمة", fr="Al Hoceima")

    found = Place.objects.filter(names__ar__icontains="عرائ").values_list("names__fr", flat=True)
    ordered = Place.objects.order_by(KT("names__fr")).values_list("code", flat=True)

    assert list(found) == ["Larache"]
    assert list(ordered) == ["3", "1", "2"]


@pytest.mark.django_db
@pytest.mark.parametrize("wanted", [{"ar": "تطوان"}, Translated(ar="تطوان")])
def test_translated_is_found_as_a_whole(wanted):
    make_place(code="1", ar="تطوان", fr="Tétouan")
    make_place(code="2", ar="تطوان")

    assert Place.objects.get(names=wanted).code == "2"


@pytest.mark.django_db
def test_translated_stores_arabic_as_letters():
    make_place(ar="تطوان")

    with connection.cursor() as cursor:
        cursor.execute("SELECT CAST(names AS text) FROM reference_place")
        stored = cursor.fetchone()[0]

    assert stored.replace(" ", "") == '{"ar":"تطوان"}'


@pytest.mark.django_db
def test_translated_is_serialised_as_a_plain_object():
    place = make_place(ar="تطوان")

    text = serializers.serialize("json", [place])
    back = next(serializers.deserialize("json", text)).object

    assert json.loads(text)[0]["fields"]["names"] == {"ar": "تطوان"}
    assert back.names == place.names


@pytest.mark.django_db
def test_translated_lets_an_expression_through():
    place = make_place(ar="تطوان")

    place.names = F("names")
    place.save()

    assert Place.objects.get().names == {"ar": "تطوان"}


def test_translated_encoder_refuses_other_objects():
    field = TranslatedField()

    with pytest.raises(TypeError):
        json.dumps({"ar": object()}, cls=field.encoder)
    assert json.dumps({"a": Translated(fr="é")}, cls=field.encoder) == '{"a": {"fr": "é"}}'


@pytest.mark.parametrize("field", [TranslatedField(), MoneyField(null=True), PercentField()])
def test_fields_are_rebuilt_by_migrations(field):
    _name, _path, args, options = field.deconstruct()

    rebuilt = type(field)(*args, **options)

    assert rebuilt.deconstruct() == field.deconstruct()


def test_scaled_field_keeps_its_decimals_in_migrations():
    assert ScaledDecimalField(decimals=6).deconstruct()[3] == {"decimals": 6}
    assert "decimals" not in MoneyField().deconstruct()[3]


@pytest.mark.parametrize("decimals", [-1, 7])
def test_scaled_field_refuses_odd_scales(decimals):
    with pytest.raises(ValueError, match="between 0 and 6"):
        ScaledDecimalField(decimals=decimals)


@pytest.mark.parametrize("value", [1.5, True])
def test_scaled_field_refuses_floats(value):
    field = MoneyField(name="amount")

    with pytest.raises(TypeError, match="amount is exact"):
        field.get_prep_value(value)


@pytest.mark.parametrize(
    ("value", "stored"),
    [(Decimal("19850000000.00"), 1985000000000), (Decimal("-0.01"), -1), (7, 700), (None, None)],
)
def test_money_is_stored_in_hundredths(value, stored):
    assert MoneyField().get_prep_value(value) == stored


def test_scaled_field_refuses_what_it_cannot_hold():
    with pytest.raises(TooPrecise):
        MoneyField().get_prep_value(Decimal("0.001"))
    with pytest.raises(OutOfBounds):
        MoneyField().get_prep_value(Decimal(10) ** 17)


def test_scaled_field_validates_in_words():
    field = MoneyField()

    with pytest.raises(ValidationError) as too_precise:
        field.clean(Decimal("0.001"), None)
    with pytest.raises(ValidationError) as no_number:
        field.clean("many", None)

    with override("en"):
        assert too_precise.value.messages == ["Enter a smaller number, with at most 2 decimals."]
        assert no_number.value.messages == ["Enter a number."]


@pytest.mark.parametrize("value", [Decimal("12.50"), None])
def test_scaled_field_accepts_numbers_and_unknown(value):
    assert MoneyField(null=True, blank=True).clean(value, None) == value


def test_scaled_field_has_a_decimal_form_field():
    form_field = MoneyField().formfield()

    assert form_field.clean("12.5") == Decimal("12.5")
    assert form_field.decimal_places == 2


@pytest.mark.django_db
@given(value=SIX_DECIMALS)
def test_scaled_number_survives_the_database(value):
    BoundarySet.objects.all().delete()
    DataSource.objects.all().delete()

    make_sets(value)

    assert BoundarySet.objects.get().west == value


@pytest.mark.django_db
def test_sum_of_scaled_numbers_is_exact():
    make_sets(*[Decimal("0.1")] * 10, Decimal("-0.000001"))

    sums = BoundarySet.objects.aggregate(total=Sum("west"), most=Max("west"))

    assert sums == {"total": Decimal("0.999999"), "most": Decimal("0.1")}
    assert [type(one) for one in sums.values()] == [Decimal, Decimal]


@pytest.mark.django_db
def test_sum_over_nothing_is_unknown_not_zero():
    assert BoundarySet.objects.aggregate(total=Sum("west")) == {"total": None}


@pytest.mark.django_db
def test_scaled_numbers_are_compared_and_combined_in_sql():
    make_sets(Decimal("1.5"), Decimal("2.5"))

    more = BoundarySet.objects.filter(west__gt=Decimal("1.5"), west__in=[Decimal("2.5")])
    twice = models.ExpressionWrapper(
        F("west") + F("west"), output_field=ScaledDecimalField(decimals=6)
    )

    assert list(more.values_list("west", flat=True)) == [Decimal("2.5")]
    assert list(more.annotate(twice=twice).values_list("twice", flat=True)) == [Decimal(5)]


@pytest.mark.django_db
def test_scaled_numbers_are_updated_in_bulk():
    make_sets(Decimal("1.5"))
    row = BoundarySet.objects.get()

    row.west = Decimal("7.25")
    BoundarySet.objects.bulk_update([row], ["west"])

    assert BoundarySet.objects.get().west == Decimal("7.25")


@pytest.mark.django_db
def test_scaled_number_is_serialised_without_loss():
    make_sets(Decimal("-13.123456"))
    row = BoundarySet.objects.get()

    text = serializers.serialize("json", [row])

    assert json.loads(text)[0]["fields"]["west"] == "-13.123456"
    assert next(serializers.deserialize("json", text)).object.west == row.west


def test_unknown_scaled_number_is_serialised_as_unknown():
    assert BoundarySet._meta.get_field("west").value_to_string(BoundarySet(west=None)) is None
