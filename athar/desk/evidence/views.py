"""Evidence for those who work on its subject: drafts, what is restricted, photographs as sent."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse

from athar.desk.imports.answers import account_of
from athar.evidence.queries import Download, original_of, picture_of, readable

_POLICY = "sandbox; default-src 'none'"


def original(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """Give a file as it came in, as a download. Queries: 9 at most."""
    found = readable(evidence_id, by=account_of(request))
    response = _answer(original_of(found) if found else None)
    name = quote(found.file_name) if found else ""
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def picture(request: HttpRequest, evidence_id: int, size: int) -> HttpResponse:
    """Show a picture that the public may not see, or not yet. Queries: 9 at most."""
    found = readable(evidence_id, by=account_of(request))
    return _answer(picture_of(found, size) if found else None)


def _answer(found: Download | None) -> HttpResponse:
    if found is None:
        raise Http404
    response = HttpResponse(found.path.read_bytes(), content_type=found.media_type)
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Content-Disposition"] = "inline"
    return response
