"""What proves a report: photographs, files and links given for it; what of them is restricted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from athar.desk.reporting.wording import typed_day
from athar.evidence.actions import (
    attach_file,
    attach_link,
    attach_photo,
    detach_evidence,
    release_evidence,
    restrict_evidence,
)
from athar.evidence.enums import Licence
from athar.evidence.rules import can_restrict_evidence
from athar.evidence.subjects import scopes_of_subject
from athar.kernel.text import Translated
from athar.people.models import Account
from athar.ui import formatting
from athar.ui.site import Label

_PHOTO, _FILE, _LINK = "evidence_photo", "evidence_file", "evidence_link"
#: The field at which a refusal is said; any other stands at what was given.
_PLACES = {
    "link_title_missing": "evidence_title",
    "visited_in_future": "evidence_visited",
    "day_unreadable": "evidence_visited",
    "licence_unknown": "evidence_licence",
    "restriction_unexplained": "evidence_because",
}
_LONGEST_REASON = 300
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ProofForm:
    """What is given as evidence: what was typed and could not be kept, what is wrong, and where.

    Shape: `may_restrict` says that the reader decides what of it the public sees.
    """

    may_restrict: bool = False
    sent: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, Markup] = field(default_factory=dict)

    def value(self, name: str) -> str:
        """Give what was typed into a field."""
        return self.sent.get(name, "")

    def said(self, name: str) -> Markup:
        """Say what is wrong with a field; nothing when it is right."""
        return self.wrong.get(name, Markup())

    def is_ticked(self, name: str, *, at_first: bool) -> bool:
        """Tell whether a box is ticked: as it was sent, or as it stands before anything is."""
        return name in self.sent if self.sent else at_first

    def errors(self) -> list[tuple[str, Markup]]:
        """Give every error with the field that it stands at."""
        return list(self.wrong.items())

    @property
    def is_open(self) -> bool:
        """Tell whether something given waits to be mended."""
        return any(name.startswith("evidence_") for name in self.wrong)

    def licences(self) -> list[tuple[str, Label]]:
        """Offer the terms on which evidence may be used again."""
        return [(one.value, one.label) for one in Licence]

    def licence(self, code: str) -> Label:
        """Name a licence."""
        return Licence(code).label

    def photo_help(self) -> Markup:
        """Say what is taken as a photograph."""
        words = _("JPEG, PNG or WebP, at most %(size)s each.")
        return _filled(words, self.size(settings.MAX_PHOTO_BYTES))

    def file_help(self) -> Markup:
        """Say what is taken as a file."""
        words = _("PDF, document, workbook or text, at most %(size)s each.")
        return _filled(words, self.size(settings.MAX_UPLOAD_BYTES))

    def size(self, n_bytes: int) -> Markup:
        """Write how large a file is."""
        if n_bytes < _MEGABYTE:
            return _filled(_("%(size)s KB"), formatting.number(-(-n_bytes // 1024)))
        decimals = 1 if n_bytes % _MEGABYTE else 0
        return _filled(_("%(size)s MB"), formatting.number(Decimal(n_bytes) / _MEGABYTE, decimals))


def _filled(words: str, size: Markup) -> Markup:
    return Markup(escape(words)) % {"size": size}  # noqa: S704 - escaped


def proof_form(
    request: HttpRequest, report_id: int, wrong: Mapping[str, Markup] | None = None
) -> ProofForm:
    """Give the form of evidence, with what was sent where it has to be mended.

    Queries: those of the scopes of the report.
    """
    may_restrict = can_restrict_evidence(_who(request), scopes_of_subject(f"report:{report_id}"))
    return ProofForm(may_restrict, request.POST.dict(), wrong or {})


def is_given(request: HttpRequest) -> bool:
    """Tell whether a form gives evidence, whatever button sent it."""
    return any(request.FILES.getlist(name) for name in (_PHOTO, _FILE)) or bool(
        request.POST.get(_LINK, "").strip()
    )


def attach(request: HttpRequest, report_id: int) -> dict[str, Markup]:
    """Attach what the form gives, each piece for itself; say what of it was refused, by field.

    Errors: PermissionDenied.
    """
    if not is_given(request):
        return {_PHOTO: escape(_("Choose a photo or a file, or give an address."))}
    wrong: dict[str, Markup] = {}
    for name, label, act in _given(request, report_id):
        try:
            act()
        except ValidationError as refused:
            place, words = _said(name, label, refused)
            told = wrong.get(place)
            wrong[place] = words if told in {None, words} else Markup(" ").join((told, words))
    return wrong


def _given(request: HttpRequest, report_id: int) -> Iterator[tuple[str, str, Callable[[], object]]]:
    """Give each piece: its field, its name, and how it is attached."""
    about, keeps_place = _about(request, report_id), "evidence_place" in request.POST
    for name, act in ((_PHOTO, attach_photo), (_FILE, attach_file)):
        for one in request.FILES.getlist(name):
            yield name, one.name or "", _keeping(act, one, {**about, "keep_place": keeps_place})
    url = request.POST.get(_LINK, "").strip()
    if url:
        yield _LINK, "", lambda: attach_link(url=url, visited_on=_visited(request.POST), **about)


def _keeping(
    act: Callable[..., object], one: UploadedFile[Any], about: Any
) -> Callable[[], object]:
    return lambda: act(content=one.read(), name=one.name or "", **about)


def _said(name: str, label: str, refused: ValidationError) -> tuple[str, Markup]:
    words = escape(" ".join(dict.fromkeys(refused.messages)))
    place = _PLACES.get(getattr(refused, "code", None) or "", "")
    if place or not label:
        return place or name, words
    return name, Markup("{}: {}").format(formatting.bdi(label), words)


def _about(request: HttpRequest, report_id: int) -> dict[str, Any]:
    """Give what is said of all that is given at once: by whom, of what, on which terms."""
    text = request.POST.get("evidence_title", "").strip()[:200]
    is_kept = "evidence_kept" in request.POST
    because = request.POST.get("evidence_because", "")[:_LONGEST_REASON]
    return {
        **_subject(request, report_id),
        "title": Translated({get_language() or "en": text} if text else {}),
        "licence": request.POST.get("evidence_licence", ""),
        "is_public": not is_kept,
        "restricted_because": because if is_kept else "",
    }


def _visited(sent: QueryDict) -> dt.date | None:
    return typed_day(sent.get("evidence_visited", ""))


def take_off(request: HttpRequest, report_id: int, evidence_id: str) -> None:
    """Take evidence off a report that nobody has seen yet.

    Errors: PermissionDenied; ValidationError: evidence_unknown.
    """
    detach_evidence(
        **_subject(request, report_id), evidence_id=_key(evidence_id), is_published=False
    )


def restrict(request: HttpRequest, report_id: int, evidence_id: str) -> dict[str, Markup]:
    """Keep evidence from the public, for the reason typed beside it; say so where it is missing.

    Errors: PermissionDenied; ValidationError: evidence_unknown, evidence_restricted_already.
    """
    name = f"because-{evidence_id}"
    because = request.POST.get(name, "")[:_LONGEST_REASON]
    try:
        restrict_evidence(
            **_subject(request, report_id), evidence_id=_key(evidence_id), because=because
        )
    except ValidationError as refused:
        if refused.code != "restriction_unexplained":
            raise
        return {name: escape(" ".join(refused.messages))}
    return {}


def release(request: HttpRequest, report_id: int, evidence_id: str) -> None:
    """Let the public see evidence that was kept from it.

    Errors: PermissionDenied; ValidationError: evidence_unknown, evidence_public_already.
    """
    release_evidence(**_subject(request, report_id), evidence_id=_key(evidence_id))


def _subject(request: HttpRequest, report_id: int) -> dict[str, Any]:
    subject = f"report:{report_id}"
    scope_keys = scopes_of_subject(subject)
    return {"by": _who(request), "subject": subject, "scope_keys": scope_keys}


def _key(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _who(request: HttpRequest) -> Account:
    return cast("Account", request.user)
