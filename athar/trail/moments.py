"""Moments that readers ask for: a publication number, or a day, as the state that stood then."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from athar.kernel import clock
from athar.trail.models import Change, Event

_NUMBER = re.compile(r"\d{1,18}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class AsOf:
    """A published state: that of the last publication at or before what was asked for.

    Shape: `asked` is the number or the day as it stands in addresses. `day` is the day for which
    everything that depends on the day is computed: the day asked for, or that of the publication.
    `until` is when the state ended, None while it stands: what is added without a publication,
    such as evidence, is part of it up to then.
    """

    number: int
    published_at: dt.datetime
    day: dt.date
    asked: str
    until: dt.datetime | None = None

    @property
    def published_on(self) -> dt.date:
        """Give the day of the publication."""
        return timezone.localdate(self.published_at)


def read_as_of(text: str) -> AsOf:
    """Read a publication number such as 12, or a day such as 2025-09-30.

    Errors: ValidationError: as_of_malformed; as_of_future for a number not given yet or a day to
    come; as_of_before_first when nothing was published then.
    Queries: 1.
    Source: docs/methods/as-of.md.
    """
    text = text.strip()
    if _NUMBER.fullmatch(text):
        return _at_number(int(text))
    return _at_day(text)


def _at_number(number: int) -> AsOf:
    if number == 0:
        raise _before_first()
    rows = Event.objects.filter(publication_number__gte=number).order_by("publication_number")
    found = list(rows.values_list("publication_number", "recorded_at")[:2])
    if not found or found[0][0] != number:
        raise _future()
    published_at = found[0][1]
    until = found[1][1] if len(found) > 1 else None
    return AsOf(number, published_at, timezone.localdate(published_at), str(number), until)


def _at_day(text: str) -> AsOf:
    day = _day(text)
    if day > clock.today():
        raise _future()
    ends_at = timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min))
    rows = Event.objects.filter(publication_number__isnull=False, recorded_at__lt=ends_at)
    last = rows.order_by("-publication_number").values_list("publication_number", "recorded_at")
    found = last.first()
    if found is None:
        raise _before_first()
    return AsOf(found[0] or 0, found[1], day, text, ends_at)


def _day(text: str) -> dt.date:
    try:
        if _DAY.fullmatch(text):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    raise ValidationError(
        _("%(asked)s is neither a publication number nor a day such as 2025-09-30."),
        code="as_of_malformed",
        params={"asked": text[:40]},
    )


def _future() -> ValidationError:
    return ValidationError(_("This moment has not come yet."), code="as_of_future")


def _before_first() -> ValidationError:
    return ValidationError(
        _("Nothing was published yet at this moment."), code="as_of_before_first"
    )


@dataclass(frozen=True, slots=True)
class Publication:
    """One act of publishing: its number, when, and what kind of act it was."""

    number: int
    published_at: dt.datetime
    kind: str

    @property
    def day(self) -> dt.date:
        """Give the day of the publication."""
        return timezone.localdate(self.published_at)


def publications(subject: str, *, since: int | Subquery = 1) -> tuple[Publication, ...]:
    """Give the publications that concern an object from a number on, the newest first.

    Queries: 1.
    """
    rows = Event.objects.filter(subject=subject, publication_number__gte=since)
    found = rows.order_by("-publication_number")
    return tuple(
        Publication(number or 0, at, kind)
        for number, at, kind in found.values_list("publication_number", "recorded_at", "kind")
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What a publication did to one object: the fields that differ; None = was not, or is not."""

    subject: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class PublishedAct:
    """One act of publishing with all that it touched, in the order in which it was recorded."""

    id: int
    number: int
    kind: str
    subject: str
    published_at: dt.datetime
    told: tuple[Told, ...]


def published_acts(
    acts: Q, *, before: int | None = None, limit: int | None = None
) -> tuple[PublishedAct, ...]:
    """Give acts of publishing, the newest first.

    Shape: `acts` chooses among them; `before` gives those of smaller numbers only.
    Queries: 2.
    """
    rows = Event.objects.filter(acts, publication_number__isnull=False)
    if before is not None:
        rows = rows.filter(publication_number__lt=before)
    events = list(rows.order_by("-publication_number")[:limit])
    told: defaultdict[int, list[Told]] = defaultdict(list)
    for one in Change.objects.filter(event__in=events).order_by("pk"):
        told[one.event_id].append(Told(one.subject, one.before, one.after))
    return tuple(
        PublishedAct(
            event.pk,
            event.publication_number or 0,
            event.kind,
            event.subject,
            event.recorded_at,
            tuple(told[event.pk]),
        )
        for event in events
    )
