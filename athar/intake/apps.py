"""Wiring of the package."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "athar.intake"
    label = "intake"
