"""Wiring of the package."""

from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "athar.reference"
    label = "reference"
