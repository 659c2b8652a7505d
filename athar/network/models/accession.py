"""The road of a candidate into the partnership: its steps and tasks, and the room of its mentor."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from athar.network.enums.accession import MentorshipState, StepKey
from athar.network.models.members import Member


class Accession(models.Model):
    """A candidate on its road; `shown` names the sections that the public may see."""

    member = models.OneToOneField(Member, on_delete=models.PROTECT, related_name="accession")
    started_on = models.DateField()
    shown = models.JSONField(default=list)
    row_version = models.PositiveIntegerField(default=1)


class AccessionStep(models.Model):
    """One step of the road; it is done on a day, which a document of the step proves."""

    accession = models.ForeignKey(Accession, on_delete=models.CASCADE, related_name="steps")
    key = models.CharField(max_length=15, choices=StepKey)
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["accession", "key"], name="step_of_accession_once"),
        ]


class Mentorship(models.Model):
    """A member that was asked to accompany a candidate; accepted, it opens one shared room."""

    accession = models.ForeignKey(Accession, on_delete=models.CASCADE, related_name="mentorships")
    mentor = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="mentorships")
    state = models.CharField(max_length=10, choices=MentorshipState, default=MentorshipState.ASKED)
    words = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["accession"],
                condition=Q(state__in=(MentorshipState.ASKED, MentorshipState.ACCEPTED)),
                name="one_mentor_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state=MentorshipState.ASKED, answered_at=None)
                | ~Q(state=MentorshipState.ASKED) & Q(answered_at__isnull=False),
                name="answered_mentorship_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state=MentorshipState.ENDED, ended_at__isnull=False)
                | ~Q(state=MentorshipState.ENDED) & Q(ended_at=None),
                name="ended_mentorship_says_when",
            ),
        ]


class AccessionTask(models.Model):
    """Something to do by a day: the candidate's own for a step, or shared with its mentor."""

    accession = models.ForeignKey(Accession, on_delete=models.CASCADE, related_name="tasks")
    step = models.ForeignKey(
        AccessionStep, null=True, on_delete=models.CASCADE, related_name="tasks"
    )
    mentorship = models.ForeignKey(
        Mentorship, null=True, on_delete=models.CASCADE, related_name="tasks"
    )
    title = models.CharField(max_length=200)
    owner = models.CharField(max_length=150)
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(step=None, mentorship__isnull=False)
                | Q(step__isnull=False, mentorship=None),
                name="task_is_of_a_step_or_a_room",
            ),
        ]
        indexes = [
            # what is still to be done, by day
            models.Index(fields=["accession", "due_on"], name="tasks_of_accession"),
        ]


class RoomNote(models.Model):
    """What somebody wrote into the shared room; rows are only added."""

    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    is_public = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
