"""Addresses of imports, below those of the desk."""

from django.urls import path

from athar.desk.imports import views

urlpatterns = [
    path("", views.imports, name="imports"),
    path("template.xlsx", views.template, name="import_template"),
    path("<uuid:key>/", views.found, name="import"),
    path("<uuid:key>/columns/", views.columns, name="import_columns"),
    path("<uuid:key>/preview/", views.preview, name="import_preview"),
    path("<uuid:key>/applied/", views.applied, name="import_applied"),
    path("<uuid:key>/file", views.original, name="import_file"),
    path("<uuid:key>/marked.xlsx", views.marked_cells, name="import_marked"),
]
