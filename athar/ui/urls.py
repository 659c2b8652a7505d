"""Addresses of the gallery of components."""

from django.urls import path

from athar.ui import gallery

app_name = "ui"
urlpatterns = [
    path("", gallery.gallery, name="gallery"),
    path("<str:lang>/", gallery.gallery, name="gallery-in"),
    path("<str:lang>/sheet/", gallery.sheet, name="sheet"),
]
