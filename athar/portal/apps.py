"""Wiring of the package."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "athar.portal"
    label = "portal"
