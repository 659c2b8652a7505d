"""Addresses of the members at the desk."""

from django.urls import path

from athar.desk.members import views

urlpatterns = [
    path("", views.listed, name="members"),
    path("<str:code>", views.member, name="member"),
]
