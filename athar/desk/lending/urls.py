"""Addresses of the pages on which rights are delegated."""

from django.urls import path

from athar.desk.lending import views

urlpatterns = [
    path("", views.lending, name="lending"),
    path("reports", views.reports, name="lending_reports"),
]
