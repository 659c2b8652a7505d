"""Wiring of the package."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "athar.search"
    label = "search"

    def ready(self) -> None:
        """Let the index follow every act that changes what the public may find."""
        from athar.search import jobs
        from athar.trail.registry import then_run

        for kinds, job in (
            (jobs.OF_A_PLAN, jobs.follow_plan),
            (jobs.OF_BODIES, jobs.follow_bodies),
            (jobs.OF_PLACES, jobs.follow_places),
            (jobs.OF_REFERENCE, jobs.follow_reference),
            (jobs.OF_INDICATORS, jobs.follow_indicators),
            (jobs.OF_EXPERIENCES, jobs.follow_experiences),
        ):
            for kind in kinds:
                then_run(kind, job)
