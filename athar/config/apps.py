"""Wiring of the installation: the clock is set before anything asks for the time."""

from django.apps import AppConfig
from django.conf import settings

from athar.kernel import clock
from athar.trail import registry


class ConfigConfig(AppConfig):
    name = "athar.config"
    label = "config"

    def ready(self) -> None:
        clock.set_time_zone(settings.TIME_ZONE)
        clock.set_frozen(settings.FROZEN_TODAY)

        from athar.config.projectors import move_kept_pages  # models must be loaded
        from athar.config.subjects import know_subjects

        registry.project(registry.ANY, move_kept_pages)
        know_subjects()
