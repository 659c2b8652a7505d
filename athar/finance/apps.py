"""Wiring of the package."""

from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "athar.finance"
    label = "finance"
