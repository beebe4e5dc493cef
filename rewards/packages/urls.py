"""Addresses of this room."""

from django.urls import path

from rewards.packages import views

urlpatterns = [path("", views.package, name="package")]
"""`rewards:package`, at /pay/: my package."""
