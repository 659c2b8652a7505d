"""Wiring of the package."""

from django.apps import AppConfig

from athar.trail import registry


class NetworkConfig(AppConfig):
    name = "athar.network"
    label = "network"

    def ready(self) -> None:
        from athar.network.projectors import members  # models must be loaded

        registry.project("person.erased", members.forget_name)
