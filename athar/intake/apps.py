"""Wiring of the package."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "athar.intake"
    label = "intake"

    def ready(self) -> None:
        """Let reading follow a file that is given or settled, applying one that is approved."""
        from athar.intake import jobs
        from athar.trail.registry import then_run

        then_run("upload.given", jobs.read_upload)
        then_run("upload.settled", jobs.read_upload)
        then_run("upload.approved", jobs.apply_upload)
