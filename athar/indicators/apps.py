"""Wiring of the package."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "athar.indicators"
    label = "indicators"
