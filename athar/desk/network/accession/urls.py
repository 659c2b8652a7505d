"""Addresses of accession: my countries, the file of a candidate, a request or its room."""

from django.urls import path

from athar.desk.network.accession import views

urlpatterns = [
    path("", views.accessions, name="accessions"),
    path("rooms/<int:mentorship_id>", views.room, name="room"),
    path("<str:code>", views.accession, name="accession"),
]
