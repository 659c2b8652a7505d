"""Wiring of the package."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "athar.reporting"
    label = "reporting"
