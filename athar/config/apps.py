"""Wiring of the installation: the clock is set before anything asks for the time."""

from django.apps import AppConfig
from django.conf import settings

from athar.kernel import clock


class ConfigConfig(AppConfig):
    name = "athar.config"
    label = "config"

    def ready(self) -> None:
        clock.set_time_zone(settings.TIME_ZONE)
        clock.set_frozen(settings.FROZEN_TODAY)
