"""Wiring of the package."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "athar.portal"
    label = "portal"

    def ready(self) -> None:
        """Let the methods be found."""
        from athar.portal.texts.found import method_texts
        from athar.search.registry import provide_texts

        provide_texts(method_texts)
