"""The door of the web server."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "athar.config.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
