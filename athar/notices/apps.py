"""Wiring of the package."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "athar.notices"
    label = "notices"

    def ready(self) -> None:
        """Follow what happens to people."""
        from athar.notices import projectors
        from athar.trail import registry

        registry.project("person.erased", projectors.forget_person)
