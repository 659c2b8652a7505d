"""Wiring of the package."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "athar.api"
    label = "api"
