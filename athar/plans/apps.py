"""Wiring of the package."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "athar.plans"
    label = "plans"

    def ready(self) -> None:
        """Follow what happens to people."""
        from athar.plans import projectors
        from athar.trail import registry

        registry.project("person.erased", projectors.forget_drafts)
