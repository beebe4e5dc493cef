"""Addresses of this room."""

from django.urls import path

from rewards.comparisons import views

urlpatterns = [path("", views.compare, name="compare")]
"""`rewards:compare`, at /pay/compare/: all that is asked stands in the address."""
