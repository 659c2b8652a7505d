"""Wiring of the package."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "athar.desk"
    label = "desk"
