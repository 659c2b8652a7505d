"""Wiring of the package."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "athar.reporting"
    label = "reporting"

    def ready(self) -> None:
        """Follow what happens to people."""
        from athar.reporting import projectors
        from athar.trail import registry

        registry.project("person.erased", projectors.forget_name)
