"""Addresses of experiences at the desk."""

from django.urls import path

from athar.desk.experiences import views

urlpatterns = [
    path("", views.listed, name="experiences"),
    path("new", views.new, name="new_experience"),
    path("<str:code>", views.experience, name="experience"),
]
