"""Wiring of the package."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "athar.indicators"
    label = "indicators"

    def ready(self) -> None:
        """Edit the results of a commitment with it."""
        from athar.indicators import edited
        from athar.plans import parts

        parts.register(edited.RESULTS)
