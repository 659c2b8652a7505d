"""What was sent with a button: read, acted upon, and put back where it has to be mended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from athar.desk.rounds.forms import day_in
from athar.kernel.digits import to_western
from athar.people.models import Account
from athar.trail.refusing import Collision

Act = Callable[["Sent"], str]
"""Does what was sent and gives the words that confirm it."""
_LONGEST = 5000


@dataclass(frozen=True, slots=True)
class Sent:
    """What a person sent from one of the forms of a page."""

    request: HttpRequest
    by: Account

    def text(self, name: str) -> str:
        """Give what was typed."""
        return self.request.POST.get(name, "")[:_LONGEST].strip()

    def key(self, name: str) -> int:
        """Give the key or the version that a hidden field holds.

        Errors: Http404 where it is none: no form of ours sends that.
        """
        value = self.request.POST.get(name, "")
        if not (value.isdecimal() and value.isascii() and len(value) < 18):
            raise Http404
        return int(value)

    def day(self, name: str) -> dt.date:
        """Read a day as people write it. Errors: ValidationError: day_unreadable."""
        return day_in(self.text(name))

    def number(self, name: str) -> Decimal | None:
        """Read a number, None where nothing was typed.

        Errors: ValidationError: number_unreadable.
        """
        text = to_western(self.text(name)).replace(",", ".").replace("٫", ".")
        if not text:
            return None
        try:
            found = Decimal(text)
        except ArithmeticError:
            found = Decimal("NaN")
        if not found.is_finite():
            raise ValidationError(_("Enter a number."), code="number_unreadable")
        return found.quantize(Decimal("0.01"))

    def file(self) -> tuple[bytes, str]:
        """Give the bytes and the name of the file. Errors: ValidationError: file_missing."""
        given = self.request.FILES.get("file")
        if given is None:
            raise ValidationError(_("Choose a file."), code="file_missing")
        return given.read(), given.name or ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of what was sent: words that confirm it, or what is wrong with which form.

    Shape: `do` and `at` name the form: which button, and of which step or task.
    """

    done: str = ""
    do: str = ""
    at: str = ""
    wrong: tuple[str, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)

    def value(self, do: str, name: str, at: object = "", default: str = "") -> str:
        """Give what a field holds: as it was typed where it has to be mended."""
        if self.wrong and (self.do, self.at) == (do, str(at)):
            return self.typed.get(name, "")
        return default


def act_on(request: HttpRequest, by: Account, acts: Mapping[str, Act]) -> Answer:
    """Do what a button says, and give what came of it.

    Errors: PermissionDenied; Http404 for a button that is not there.
    """
    do = request.POST.get("do", "")
    if do not in acts:
        raise Http404
    try:
        return Answer(done=acts[do](Sent(request, by)))
    except ValidationError as refusal:
        wrong = tuple(refusal.messages)
    except Collision:
        wrong = (_("Somebody else changed this meanwhile. Look at it again before you go on."),)
    typed = {name: str(value) for name, value in request.POST.items()}
    return Answer(do=do, at=request.POST.get("at", ""), wrong=wrong, typed=typed)
