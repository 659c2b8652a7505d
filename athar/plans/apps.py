"""Wiring of the package."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "athar.plans"
    label = "plans"
