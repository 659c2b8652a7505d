"""Evidence files: always a download; only pictures that we drew ourselves are shown in pages."""

from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest

from athar.evidence.queries import Download, public_download, public_picture

#: Nothing of a file may run, whatever a browser makes of it.
POLICY = "sandbox; default-src 'none'"
#: What stands at an address by checksum never changes.
FOR_EVER = "public, max-age=31536000, immutable"


def download(request: HttpRequest, sha256: str, name: str) -> FileResponse:
    """Give an evidence file that the public may see. Queries: at most 3."""
    response = _answer(public_download(sha256, name), sha256)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def picture(request: HttpRequest, sha256: str, size: int) -> FileResponse:
    """Show a picture of a photograph that the public may see. Queries: at most 4."""
    return _answer(public_picture(sha256, size), f"{sha256}-{size}")


def _answer(found: Download | None, tag: str) -> FileResponse:
    if found is None:
        raise Http404
    response = FileResponse(found.path.open("rb"), content_type=found.media_type)
    response.headers["Content-Disposition"] = "inline"
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Content-Length"] = str(found.size)
    response.headers["ETag"] = f'"{tag}"'
    response.headers["Cache-Control"] = FOR_EVER
    return response
