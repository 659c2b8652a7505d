"""What the tests of macros share: an environment, and a line drawn by it."""

import re
from pathlib import Path

import pytest
from django.utils import translation
from jinja2 import FileSystemLoader

from athar.ui.templating import environment

TEMPLATES = Path(__file__).parents[2] / "athar" / "ui" / "jinja2"


@pytest.fixture(scope="session")
def env():
    return environment(loader=FileSystemLoader(TEMPLATES))


@pytest.fixture
def draw(env):
    """Render a line that may use every macro file under its own name."""
    names = [
        path.stem
        for path in (TEMPLATES / "ui").glob("*.html")
        if path.stem not in {"page", "embed", "gallery"}
    ]
    head = "".join(f'{{% import "ui/{name}.html" as {name} %}}' for name in names)

    def render(line, lang="en", **context):
        with translation.override(lang):
            html = env.from_string(head + line).render(**context)
        return re.sub(r"[ \n]+", " ", re.sub(r">[ \n]+<", "><", html)).strip()

    return render
