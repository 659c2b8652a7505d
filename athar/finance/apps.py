"""Wiring of the package."""

from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "athar.finance"
    label = "finance"

    def ready(self) -> None:
        """Edit funding with its commitment; let every version freeze the money public with it."""
        from athar.finance import edited, projectors
        from athar.plans import parts
        from athar.trail import registry

        parts.register(edited.FUNDING)
        parts.register(edited.AGREEMENTS)
        for kind in projectors.NEW_VERSIONS:
            registry.project(kind, projectors.freeze_money)
