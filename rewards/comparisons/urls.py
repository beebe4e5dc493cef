"""Addresses of this room."""

from django.urls import path, re_path

from rewards.comparisons import views

urlpatterns = [
    path("", views.compare, name="compare"),
    re_path(r"^packages\.(?P<kind>xlsx|csv)$", views.download, name="compare-file"),
]
"""`rewards:compare`, at /pay/compare/: all that is asked stands in the address."""
