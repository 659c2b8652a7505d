"""Addresses of questions among peers at the desk."""

from django.urls import path

from athar.desk.peers import views

urlpatterns = [
    path("", views.listed, name="questions"),
    path("<int:number>", views.question, name="question"),
]
