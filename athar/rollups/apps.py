"""Wiring of the package."""

from django.apps import AppConfig


class RollupsConfig(AppConfig):
    name = "athar.rollups"
    label = "rollups"

    def ready(self) -> None:
        """Let the figures follow every act that changes what they rest on."""
        from athar.rollups import projectors
        from athar.trail import registry

        for kind in projectors.WHOLE_PLAN:
            registry.project(kind, projectors.follow_plan)
        for kind in projectors.MAYBE_A_PLAN:
            registry.project(kind, projectors.follow_undoing)
        for kind in projectors.SOME_COMMITMENTS:
            registry.project(kind, projectors.follow_commitments)
        registry.project(projectors.MEASURED, projectors.follow_measurements)
        registry.project(projectors.DEFINED, projectors.follow_definitions)
        registry.project(projectors.BROKEN_DOWN, projectors.follow_dimensions)
        registry.project(projectors.PLACED, projectors.follow_places)
