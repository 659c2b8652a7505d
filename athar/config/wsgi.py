"""The door of the web server."""

import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "athar.config.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application


def _application() -> Any:
    django = get_wsgi_application()
    from athar.api import kept as answers  # Django must have loaded the models
    from athar.config.keeping import KeptPages
    from athar.config.speaking import speak_by_thread
    from athar.rollups import kept as figures

    answers.begin()
    figures.begin()
    speak_by_thread()
    return KeptPages(django, settings.PAGE_STORE_BYTES)


application = _application()
