"""Wiring of the package."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "athar.evaluation"
    label = "evaluation"
