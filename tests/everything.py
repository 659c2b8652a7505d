"""Every row there is: what is compared before and after an act that was refused."""

from __future__ import annotations

from typing import Any

from django.apps import apps

from athar.trail.models import Event
from athar.trail.refusing import REFUSED


def everything() -> dict[str, list[dict[str, Any]]]:
    """Give every row there is, but for the record that an act was tried and refused."""
    models = [model for model in apps.get_models() if model.__module__.startswith("athar.")]
    rows = {
        model._meta.label: list(model._default_manager.order_by("pk").values()) for model in models
    }
    rows["trail.Event"] = [one for one in rows["trail.Event"] if one["kind"] != REFUSED]
    return rows


def n_acts() -> int:
    """Give how many acts were recorded, but for those that were refused."""
    return Event.objects.exclude(kind=REFUSED).count()


def refusals() -> list[tuple[int | None, list[str]]]:
    """Give who was refused and why, in the order it happened."""
    events = Event.objects.filter(kind=REFUSED).order_by("pk").values_list("by_id", "source")
    return [(by, source["why"]) for by, source in events]
