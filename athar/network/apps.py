"""Wiring of the package."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "athar.network"
    label = "network"
