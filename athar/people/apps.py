"""Wiring of the package."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "athar.people"
    label = "people"

    def ready(self) -> None:
        """Note in which browsers accounts are signed in; only these signals tell of it."""
        from allauth.account.signals import password_changed, password_reset, password_set
        from django.contrib.auth.signals import user_logged_in

        from athar.people.presence import password_renewed, sign_in_began

        user_logged_in.connect(sign_in_began)
        for renewed in (password_changed, password_reset, password_set):
            renewed.connect(password_renewed)
