"""Addresses of the pages on which people and bodies are administered."""

from django.urls import path

from athar.desk.team import bodies, erasing, invitations, people

urlpatterns = [
    path("people", people.listed, name="people"),
    path("people/<int:account>", people.person, name="person"),
    path("people/<int:account>/erase", erasing.erase, name="erase_person"),
    path("invitations", invitations.listed, name="invitations"),
    path("bodies", bodies.listed, name="bodies"),
    path("bodies/new", bodies.new, name="new_body"),
    path("bodies/of/<str:code>", bodies.body, name="body"),
]
