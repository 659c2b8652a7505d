"""The addresses of the installation and one whose door nobody declared."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from athar.config.urls import handler403 as handler403  # noqa: PLC0414 - Django looks for it here
from athar.config.urls import urlpatterns as declared


def secret(request: HttpRequest) -> HttpResponse:
    return HttpResponse("secret")


urlpatterns = [path("new-page", secret, name="new_page"), *declared]
