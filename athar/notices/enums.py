"""How often a person is written to, what a digest tells of, and how a mail stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Rhythm(models.TextChoices):
    """How often what waits is told."""

    DAILY = "daily", _("Every day on which something waits")
    WEEKLY = "weekly", _("Once a week")
    NONE = "none", pgettext_lazy("how often mail is sent", "Never")


class Topic(models.TextChoices):
    """What a digest tells of, in the order in which it is read."""

    RETURNED = "returned", _("Reports returned to you")
    OVERDUE = "overdue", _("Your reports past their due date")
    DUE = "due", _("Your reports to hand over")
    TO_VALIDATE = "to_validate", _("Reports that wait for your validation")
    ACTIONS = "actions", _("Corrective actions that fall due")
    LATE_ELSEWHERE = "late_elsewhere", _("Reports of others that are late")
    LEFT = "left", _("Reports whose author has left, to hand on")
    QUESTIONS = "questions", _("Questions of peers that wait for your answer")
    LENT = "lent", _("Rights lent to you")
    PROCESS = "process", _("Requirements of your member that fall due")
    ERASURES = "erasures", _("People who ask that their data be erased")


class MailState(models.TextChoices):
    WAITING = "waiting", "waiting"
    # handed to the mail server; where one stays so nobody knows whether it left: it is held back
    LEAVING = "leaving", "leaving"
    SENT = "sent", "sent"
    NOTHING = "nothing", "nothing to tell"
    # a later digest tells it all
    OVERTAKEN = "overtaken", "overtaken"
    GIVEN_UP = "given_up", "given up"
