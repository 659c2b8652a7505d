"""Two addresses for whoever watches over the server: alive, and ready to serve."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse


def alive(request: HttpRequest) -> HttpResponse:
    """Answer as long as the process runs; touches nothing."""
    return HttpResponse("alive\n", content_type="text/plain")


def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers and its tables are there, else 503 with the reason."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT last_number FROM trail_publicationcounter")
    except DatabaseError:
        return HttpResponse("database not ready\n", content_type="text/plain", status=503)
    return HttpResponse("ready\n", content_type="text/plain")
