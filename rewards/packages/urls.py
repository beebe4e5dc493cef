"""Addresses of this room."""

from django.urls import path

from rewards.packages import views

urlpatterns = [
    path("", views.package, name="package"),
    path("package.pdf", views.on_paper, name="package-paper"),
]
"""`rewards:package`, at /pay/: my package on a day, and on paper."""
