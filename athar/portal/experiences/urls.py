"""Addresses of the library; they are promises and never change."""

from django.urls import URLPattern, path

from athar.portal.experiences import views

_LIST = "<lang:lang>/network/experiences"
_ONE = _LIST + "/<code:code>"


def routes() -> list[URLPattern]:
    """Give the addresses, twins before their pages."""
    return [
        path("id/experience/<code:code>", views.experience_id, name="experience_id"),
        path(_LIST + ".json", views.list_json, name="experiences_json"),
        path(_LIST + ".csv", views.list_csv, name="experiences_csv"),
        path(_LIST + ".atom", views.list_atom, name="experiences_atom"),
        path(_ONE + ".<reference:ending>", views.experience_cite, name="experience_cite"),
        path(_ONE + ".json", views.experience_json, name="experience_json"),
        path(_LIST, views.list_page, name="experiences"),
        path(_ONE, views.experience, name="experience"),
    ]
