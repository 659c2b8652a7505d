"""The index: what the public can find, as bags of tokens, and the words it knows."""

from django.db import models

from athar.reference.fields import TranslatedField
from athar.search.enums import Kind


class Entry(models.Model):
    """One public thing that can be found: what is shown of it, and the tokens it is found by.

    The number is made of kind and key (see Kind.first_id), so that writing an entry twice is
    writing it once, and a range of numbers is a kind. FTS5 on SQLite and a tsvector on PostgreSQL
    index `tokens`; both follow every change of a row by themselves (see the second migration).
    """

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=12, choices=Kind)
    code = models.CharField(max_length=120, blank=True)
    # of what belongs to a plan, and of a body the plan its list is read in
    # of an indicator the code of its library
    plan_code = models.CharField(max_length=64, blank=True)
    plan_key = models.PositiveBigIntegerField(default=0)
    # of a place the scheme of its code, of a body what it is in that plan: lead, funder, owner
    scheme = models.CharField(max_length=20, blank=True)
    title = TranslatedField()
    body = TranslatedField()
    tokens = models.TextField()

    class Meta:
        indexes = [
            # what a plan brought into the index
            models.Index(fields=["plan_key", "kind"], name="entry_by_plan"),
        ]


class Word(models.Model):
    """A word of the texts, the way it is written there, and its trigrams as tokens."""

    word = models.CharField(max_length=60, unique=True)
    written = models.CharField(max_length=120)
    tokens = models.TextField()
