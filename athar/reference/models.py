"""Places with their outlines and ways of writing them, themes, and the sources they come from."""

from django.db import models
from django.db.models import F, Q

from athar.reference.enums import AliasOrigin, PlaceKind, Taxonomy
from athar.reference.fields import ScaledDecimalField, TranslatedField


class DataSource(models.Model):
    """Where a set of data was taken from, under which licence, and whom to credit."""

    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=300, blank=True)
    licence = models.CharField(max_length=100, blank=True)
    credit = models.CharField(max_length=300, blank=True)
    retrieved_on = models.DateField(null=True)


class Place(models.Model):
    """A country or a part of one, known by its code in a scheme; its latest population."""

    scheme = models.CharField(max_length=20)
    code = models.CharField(max_length=20)
    kind = models.CharField(max_length=30, choices=PlaceKind)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    # "/MAR/01/01.571/": everything below a place is read by its beginning
    path = models.CharField(max_length=200, unique=True)
    names = TranslatedField()
    population = models.PositiveBigIntegerField(null=True)
    population_year = models.PositiveSmallIntegerField(null=True)
    households = models.PositiveBigIntegerField(null=True)
    source = models.ForeignKey(DataSource, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "code"], name="place_code_once_per_scheme"),
            models.CheckConstraint(
                condition=Q(population=None, population_year=None)
                | Q(population__isnull=False, population_year__isnull=False),
                name="place_population_has_a_year",
            ),
            models.CheckConstraint(
                condition=Q(households=None) | Q(population__isnull=False),
                name="place_households_with_population",
            ),
        ]
        indexes = [
            # the list of countries, of regions
            models.Index(fields=["kind", "code"], name="place_by_kind"),
        ]


class Population(models.Model):
    """The inhabitants of a place in one year; unknown is absent, never 0."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="populations")
    year = models.PositiveSmallIntegerField()
    inhabitants = models.PositiveBigIntegerField()
    households = models.PositiveBigIntegerField(null=True)
    source = models.ForeignKey(DataSource, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "year"], name="population_once_per_year"),
        ]


class PlaceAlias(models.Model):
    """One way of writing a place, as the key under which a text is matched with it."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="aliases")
    key = models.CharField(max_length=120)
    origin = models.CharField(max_length=10, choices=AliasOrigin)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "key"], name="place_alias_once"),
        ]
        indexes = [
            # one text matched with places
            models.Index(fields=["key"], name="place_alias_by_key"),
        ]


class BoundarySet(models.Model):
    """A map of places drawn in one projection; each installation chooses the sets it shows."""

    code = models.SlugField(max_length=60, unique=True)
    title = TranslatedField()
    scheme = models.CharField(max_length=20)
    source = models.ForeignKey(DataSource, on_delete=models.PROTECT, related_name="+")
    # how a point of the earth comes onto the map: see outlines.Projection
    west = ScaledDecimalField(decimals=6)
    north = ScaledDecimalField(decimals=6)
    parallel = ScaledDecimalField(decimals=6)
    units_per_degree = ScaledDecimalField(decimals=6)


class Boundary(models.Model):
    """The outline of a place in one set, simplified with its neighbours, ready to be drawn."""

    set = models.ForeignKey(BoundarySet, on_delete=models.CASCADE, related_name="boundaries")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="boundaries")
    geometry = models.JSONField()
    svg_path = models.TextField()
    label_x = models.IntegerField()
    label_y = models.IntegerField()
    min_x = models.IntegerField()
    min_y = models.IntegerField()
    max_x = models.IntegerField()
    max_y = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["set", "place"], name="boundary_once_per_set"),
            models.CheckConstraint(
                condition=Q(min_x__lte=F("max_x")) & Q(min_y__lte=F("max_y")),
                name="boundary_box_is_ordered",
            ),
        ]


class Theme(models.Model):
    """An entry of a taxonomy; taxonomies change, so each entry belongs to one version."""

    taxonomy = models.CharField(max_length=30, choices=Taxonomy)
    version = models.CharField(max_length=20)
    code = models.CharField(max_length=80)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    names = TranslatedField()
    short_names = TranslatedField(blank=True)
    position = models.PositiveSmallIntegerField()
    source = models.ForeignKey(DataSource, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["taxonomy", "version", "code"], name="theme_code_once_per_version"
            ),
        ]
