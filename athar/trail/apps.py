"""Wiring of the package."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "athar.trail"
    label = "trail"
