"""Addresses of the pages of rounds."""

from django.urls import path

from athar.desk.grid import value
from athar.desk.grid import views as grid
from athar.desk.rounds import history, views

urlpatterns = [
    path("", views.rounds, name="rounds"),
    path("of/<str:plan>", views.plan_rounds, name="plan_rounds"),
    path("history/<str:plan>.csv", history.plan_csv, name="plan_history_csv"),
    path("history/<str:plan>/<str:code>.csv", history.history_csv, name="report_history_csv"),
    path("history/<str:plan>/<str:code>", history.history, name="report_history"),
    path("<int:round_id>", views.one_round, name="round"),
    path("<int:round_id>.csv", views.round_csv, name="round_csv"),
    path("<int:round_id>/values", grid.grid, name="round_values"),
    path("<int:round_id>/values/<int:commitment_id>/<str:field>", value.value, name="round_value"),
    path("<int:round_id>/close", views.closing, name="round_close"),
]
