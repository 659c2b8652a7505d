"""Addresses of the API; they are promises: what changes its meaning becomes /api/v2."""

from django.urls import URLPattern, path

from athar.api import (  # noqa: F401 - each opens its endpoints
    cells,
    changes,
    commitments,
    convergence,
    eligibility,
    experiences,
    found,
    indicators,
    members,
    milestones,
    money,
    organisations,
    places,
    plans,
    values,
)
from athar.api.document import openapi
from athar.api.endpoints import WRITES, api
from athar.api.front import guarded, nothing_here

app_name = "api"


def _endpoints() -> list[URLPattern]:
    """Give ninja's routes without its own root page, each behind the front.

    Shape: an address that also takes what is sent goes by the name of what it gives.
    """
    routes = [
        one
        for one in api.urls[0]
        if isinstance(one, URLPattern) and one.name != "api-root" and one.name not in WRITES
    ]
    for one in routes:
        one.callback = guarded(one.callback)
    return routes


urlpatterns = [
    path("v1/openapi.json", guarded(openapi), name="openapi"),
    *(path(f"v1/{one.pattern}", one.callback, name=one.name) for one in _endpoints()),
    path("<path:rest>", guarded(nothing_here), name="nothing"),
    path("", guarded(nothing_here), name="nothing_at_all"),
]
