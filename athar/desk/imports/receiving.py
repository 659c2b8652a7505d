"""Receiving a file from a form without keeping more of it than is accepted."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

_OVERSIZED = "athar.oversized"


class BoundedUpload(FileUploadHandler):
    """Let go of a file as soon as it is larger than accepted; the form then says so."""

    received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to count another file."""
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Count what arrives and hand it on.

        Errors: SkipFile: the rest of the file is read past, the other fields are kept.
        """
        self.received += len(raw_data)
        if self.received > settings.MAX_UPLOAD_BYTES:
            assert self.request is not None
            self.request.META[_OVERSIZED] = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave it to the next handler to give the file."""


def was_oversized(request: HttpRequest) -> bool:
    """Tell whether a file of this form was let go because it is too large."""
    return bool(request.META.get(_OVERSIZED))
