"""Wiring of the package."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "athar.people"
    label = "people"
