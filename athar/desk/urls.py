"""Addresses of the desk (being built)."""

app_name = "desk"
urlpatterns = []
