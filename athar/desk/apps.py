"""Wiring of the package."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "athar.desk"
    label = "desk"

    def ready(self) -> None:
        """Let a mail follow each invitation."""
        from athar.desk.team import jobs
        from athar.trail.registry import then_run

        then_run("invitation.sent", jobs.mail_invitation)
