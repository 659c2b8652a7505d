"""Wiring of the package."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "athar.evidence"
    label = "evidence"
