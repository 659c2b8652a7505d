"""Wiring of the package."""

from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "athar.finance"
    label = "finance"

    def ready(self) -> None:
        """Let every version of a plan freeze the money that was public with it."""
        from athar.finance import projectors
        from athar.trail import registry

        for kind in projectors.NEW_VERSIONS:
            registry.project(kind, projectors.freeze_money)
