"""Questions that members ask their peers, whom they are put to, and the answers."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from athar.network.enums.experiences import Level
from athar.network.models.members import Member

_HIDDEN_SAYS_WHY = Q(hidden_at=None, hidden_because="") | Q(hidden_at__isnull=False) & ~Q(
    hidden_because=""
)


class PeerQuestion(models.Model):
    """What a member wants to learn from those who did it; its number is its key.

    It is open until an answer is accepted; the accepted one is kept as a note in the library.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="questions")
    theme = models.ForeignKey("reference.Theme", on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=10, choices=Level)
    text = models.TextField()
    context = models.TextField(blank=True)
    language = models.CharField(max_length=5)
    is_public = models.BooleanField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField()
    accepted = models.OneToOneField(
        "PeerAnswer", null=True, on_delete=models.PROTECT, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    hidden_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_HIDDEN_SAYS_WHY, name="hidden_question_says_why"),
            models.CheckConstraint(
                condition=Q(accepted=None, accepted_at=None)
                | Q(accepted__isnull=False, accepted_at__isnull=False),
                name="accepted_answer_says_when",
            ),
        ]


class PeerAnswer(models.Model):
    """What another member answers, within the network when the question is or when it says so."""

    question = models.ForeignKey(PeerQuestion, on_delete=models.CASCADE, related_name="answers")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField()
    language = models.CharField(max_length=5)
    is_public = models.BooleanField()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True)
    hidden_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_HIDDEN_SAYS_WHY, name="hidden_answer_says_why"),
        ]


class PeerRoute(models.Model):
    """A member to whom a question is put, and what it did in the area when it was asked."""

    question = models.ForeignKey(PeerQuestion, on_delete=models.CASCADE, related_name="routes")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="routes")
    position = models.PositiveSmallIntegerField()
    n_completed = models.PositiveIntegerField()
    n_commitments = models.PositiveIntegerField()
    has_same_level = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "member"], name="question_put_once"),
        ]
