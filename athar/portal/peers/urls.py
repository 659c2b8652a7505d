"""Addresses of questions among peers; they are promises and never change."""

from django.urls import URLPattern, path

from athar.portal.peers import views

_LIST = "<lang:lang>/network/questions"


def routes() -> list[URLPattern]:
    """Give the addresses, the twin before its page."""
    return [
        path(_LIST + ".json", views.list_json, name="questions_json"),
        path(_LIST, views.list_page, name="questions"),
        path(_LIST + "/<int:number>", views.question_page, name="question"),
    ]
