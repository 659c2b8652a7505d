"""Evidence files: always a download; only pictures that we drew ourselves are shown in pages."""

from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest, HttpResponse

from athar.evidence.queries import public_download, public_picture

#: Nothing of a file may run, whatever a browser makes of it.
POLICY = "sandbox; default-src 'none'"
#: What stands at an address by checksum never changes.
FOR_EVER = "public, max-age=31536000, immutable"


def download(request: HttpRequest, sha256: str, name: str) -> FileResponse:
    """Give an evidence file that the public may see. Queries: at most 3."""
    found = public_download(sha256, name)
    if found is None:
        raise Http404
    response = FileResponse(found.path.open("rb"), content_type=found.media_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name)}"
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Content-Length"] = str(found.size)
    response.headers["ETag"] = f'"{sha256}"'
    response.headers["Cache-Control"] = FOR_EVER
    return response


def picture(request: HttpRequest, sha256: str, size: int) -> HttpResponse:
    """Show a picture of a photograph that the public may see. Queries: at most 4."""
    found = public_picture(sha256, size)
    if found is None:
        raise Http404
    response = HttpResponse(found.path.read_bytes(), content_type=found.media_type)
    response.headers["Content-Disposition"] = "inline"
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["ETag"] = f'"{sha256}-{size}"'
    response.headers["Cache-Control"] = FOR_EVER
    return response
