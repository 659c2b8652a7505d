"""Addresses of the plan editor, below those of the desk."""

from django.urls import path

from athar.desk.plans import views

urlpatterns = [
    path("", views.plans, name="plans"),
    path("<str:plan>/", views.tree, name="plan_tree"),
    path("<str:plan>/new", views.new, name="plan_new"),
    path("<str:plan>/groupings/new", views.new_grouping, name="plan_new_grouping"),
    path("<str:plan>/groupings/<str:code>", views.grouping, name="plan_grouping"),
    path("<str:plan>/identity", views.identity, name="plan_identity"),
    path("<str:plan>/publish", views.publishing, name="plan_publish"),
    path("<str:plan>/commitments/<str:code>", views.commitment, name="plan_commitment"),
]
