"""Wiring of the package."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "athar.notices"
    label = "notices"
