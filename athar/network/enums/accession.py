"""The steps of the road into the partnership, and what a candidate lets the public see of it."""

from django.db import models
from django.utils.translation import pgettext_lazy


class StepKey(models.TextChoices):
    """In the order in which they are walked."""

    ELIGIBLE = "eligible", pgettext_lazy("step of accession", "Become eligible")
    LETTER = "letter", pgettext_lazy("step of accession", "Letter of intent")
    LEAD_BODY = "lead_body", pgettext_lazy("step of accession", "Lead body and point of contact")
    FORUM = "forum", pgettext_lazy("step of accession", "Multi-stakeholder forum")
    CO_CREATION = "co_creation", pgettext_lazy("step of accession", "Co-creation")
    FIRST_PLAN = "first_plan", pgettext_lazy("step of accession", "First action plan")


class Section(models.TextChoices):
    """A part of the accession page; the public sees it once the candidate chooses so."""

    FACTS = "facts", pgettext_lazy("section of the accession page", "Our own facts in the score")
    ROAD = "road", pgettext_lazy("section of the accession page", "The road and its dates")
    DOCUMENTS = (
        "documents",
        pgettext_lazy("section of the accession page", "Documents of the steps"),
    )
    MENTOR = "mentor", pgettext_lazy("section of the accession page", "Who accompanies us")


class MentorshipState(models.TextChoices):
    ASKED = "asked", pgettext_lazy("state of a mentorship", "Asked")
    ACCEPTED = "accepted", pgettext_lazy("state of a mentorship", "Accepted")
    DECLINED = "declined", pgettext_lazy("state of a mentorship", "Declined")
    ENDED = "ended", pgettext_lazy("state of a mentorship", "Ended")
