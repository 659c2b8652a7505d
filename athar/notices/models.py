"""What a person wants to be told, and the mails: what waits to leave, and what left."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from athar.notices.enums import MailState, Rhythm

_ENDED = (MailState.SENT, MailState.NOTHING, MailState.OVERTAKEN, MailState.GIVEN_UP)


class Preference(models.Model):
    """How often a person is written to, and whether days before and after a due date count too."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    rhythm = models.CharField(max_length=10, choices=Rhythm)
    has_reminders = models.BooleanField()


class FeedKey(models.Model):
    """The secret address of a person's calendar; `digest` is the SHA-256 of the secret."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()


class Mail(models.Model):
    """The digest of a person on a day: in the queue until it ends, then a line of the log.

    What it says is not kept: it is put together when it leaves, by the rights held then.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    day = models.DateField()
    state = models.CharField(max_length=10, choices=MailState, default=MailState.WAITING)
    n_tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    # the kind of the last error, never what was written
    error = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "day"], name="mail_once_a_day"),
            models.CheckConstraint(
                condition=Q(state__in=_ENDED, ended_at__isnull=False)
                | (~Q(state__in=_ENDED) & Q(ended_at=None)),
                name="ended_mail_says_when",
            ),
        ]
        indexes = [
            # what waits to leave
            models.Index(
                fields=["next_try_at"], condition=Q(state=MailState.WAITING), name="mail_waiting"
            ),
        ]
