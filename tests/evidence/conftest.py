"""Files of a few kinds, and a directory of their own for what a test stores."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

PDF = b"%PDF-1.7\n1 0 obj\n"


@pytest.fixture
def data_dir(settings, tmp_path) -> Path:
    """Where the files of this test are kept."""
    settings.DATA_DIR = tmp_path
    return tmp_path


def package(method: int = zipfile.ZIP_STORED, /, **parts: str) -> bytes:
    """A zipped package; "__" in the name of a part stands for "/", "_dot_" for "."."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as out:
        for name, text in parts.items():
            out.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return stream.getvalue()
