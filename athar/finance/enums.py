"""Kinds of execution of a budget."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ExecutionKind(models.TextChoices):
    COMMITTED = "committed", _("Committed")
    PAID = "paid", _("Paid")
