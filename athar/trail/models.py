"""The append-only record of every act, and the counter that orders what is published."""

from django.conf import settings
from django.db import models


class Event(models.Model):
    """One act: who did what to which object, when and why.

    Rows are never changed, only sealed; `actor_name` alone may become that of a former user, so
    that a seal has to stand on `by`, never on the name (ADR 0055).
    """

    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    actor_name = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    source = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()
    publication_number = models.PositiveBigIntegerField(null=True, unique=True)
    seal = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            # history of one object
            models.Index(fields=["subject", "id"], name="event_by_subject"),
        ]


class Change(models.Model):
    """What one act did to one object: the fields that differ, before and after."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="changes")
    subject = models.CharField(max_length=120)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        indexes = [
            # history of one object touched by acts on a larger one
            models.Index(fields=["subject", "event"], name="change_by_subject"),
        ]


class PublicationCounter(models.Model):
    """The one locked row from which publication numbers are taken in commit order."""

    last_number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="publication_counter_is_one_row"),
        ]


class KeptAnswer(models.Model):
    """What a program was answered to an act that it asked for under a key of its own."""

    caller = models.CharField(max_length=60)
    key = models.CharField(max_length=255)
    # of all that was asked: the same key may not stand for two things
    digest = models.CharField(max_length=64)
    answer = models.JSONField(default=dict)
    asked_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["caller", "key"], name="kept_answer_once"),
        ]
