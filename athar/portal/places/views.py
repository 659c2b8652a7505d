"""Pages of places (being built)."""

from django.http import Http404


def places_page(request, lang):
    raise Http404


def places_json(request, lang):
    raise Http404


def place_page(request, lang, scheme, code):
    raise Http404


def place_json(request, lang, scheme, code):
    raise Http404


def place_csv(request, lang, scheme, code):
    raise Http404
