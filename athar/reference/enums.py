"""Kinds of places, the code lists that name them, and the taxonomies of themes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scheme(models.TextChoices):
    """Well-known lists of place codes; an installation may load others under its own name."""

    ISO3166 = "iso3166", _("ISO 3166-1, three letters")
    HCP = "hcp", _("High Commission for Planning of Morocco")


class PlaceKind(models.TextChoices):
    COUNTRY = "country", _("Country")
    TERRITORY = "territory", _("Territory")
    REGION = "region", _("Region")
    PROVINCE = "province", _("Province")
    PREFECTURE = "prefecture", _("Prefecture")
    ARRONDISSEMENT_PREFECTURE = "arrondissement_prefecture", _("Prefecture of arrondissements")
    COMMUNE = "commune", _("Commune")


PROVINCIAL_KINDS = frozenset(
    {PlaceKind.PROVINCE, PlaceKind.PREFECTURE, PlaceKind.ARRONDISSEMENT_PREFECTURE}
)
"""Province and prefecture are one level: the first is mostly rural, the second mostly urban."""


class AliasOrigin(models.TextChoices):
    """Where a way of writing a place comes from; what was learned survives a new import."""

    NAME = "name", _("Official name")
    CODE = "code", _("Code")
    SPELLING = "spelling", _("Usual spelling")
    LEARNED = "learned", _("Accepted during an import")


class Taxonomy(models.TextChoices):
    SDG = "sdg", _("Sustainable Development Goals")
    OGP_POLICY_AREA = "ogp-policy-area", _("OGP policy areas")
    OGP_VALUE = "ogp-value", _("OGP values")
    OGP_CHALLENGE_AREA = "ogp-challenge-area", _("Open Gov Challenge areas")
    SECTOR = "sector", _("Sectors")
