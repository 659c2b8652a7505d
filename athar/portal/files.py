"""Evidence files: always a download, never shown inside our pages."""

from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest

from athar.evidence.queries import public_download


def download(request: HttpRequest, sha256: str, name: str) -> FileResponse:
    """Give an evidence file that the public may see. Queries: 1."""
    found = public_download(sha256, name)
    if found is None:
        raise Http404
    response = FileResponse(found.path.open("rb"), content_type=found.media_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name)}"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Content-Length"] = str(found.size)
    response.headers["ETag"] = f'"{sha256}"'
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
