"""What somebody else kept of a thing while one person types on it, told with every saving."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from athar.desk.imports.differences import FIELDS
from athar.desk.plans.opened import Opened, texts_of
from athar.plans.queries.edited import content_now


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """In words what changed, empty when nothing did; by input what both changed."""

    words: str = ""
    collided: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def changed_meanwhile(opened: Opened, typed_now: Collection[str]) -> Meanwhile:
    """Compare the content a form was opened on with the one that stands now.

    Shape: `typed_now` are the inputs that were sent; of these, those that the other person changed
    too are told at their place. Nothing is merged before the person keeps the change.
    Queries: those of content_now, none for something new.
    """
    if opened.is_new:
        return Meanwhile()
    now = content_now(opened.plan.id, opened.kind, opened.code) or opened.base
    theirs = [name for name, value in now.items() if value != opened.base.get(name)]
    named = " · ".join(str(FIELDS[name]) for name in FIELDS if name in theirs)
    if not named:
        return Meanwhile()
    before, after = texts_of(opened.kind, opened.base), texts_of(opened.kind, now)
    both = _("Somebody else changed this too. Yours stays; you choose when you keep the change.")
    return Meanwhile(
        _("Somebody else changed meanwhile: %(fields)s.") % {"fields": named},
        {
            name: {"words": both}
            for name in typed_now
            if before.get(name) != after.get(name) and opened.typed.get(name) != after.get(name)
        },
    )
