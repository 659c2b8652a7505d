"""Addresses of the desk."""

from django.urls import include, path

from athar.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("imports/", include("athar.desk.imports.urls")),
]
