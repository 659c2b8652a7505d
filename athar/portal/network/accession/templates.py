"""Templates of the road into the partnership, to be filled in."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from athar.network.documents import TEMPLATES, document
from athar.portal.pages import PUBLIC_CACHE

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def template(request: HttpRequest, lang: str, template: str) -> HttpResponse:
    """A template as DOCX in the language of the address. Queries: 0."""
    if template not in TEMPLATES:
        raise Http404
    response = HttpResponse(document(template, lang), content_type=_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{template}-{lang}.docx"'
    response.headers["Cache-Control"] = PUBLIC_CACHE
    return response
