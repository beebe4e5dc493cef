"""Addresses of this room."""

from django.urls import path, re_path

from rewards.reports import views

urlpatterns = [
    path("", views.reports, name="reports"),
    re_path(r"^report\.(?P<kind>xlsx|csv)$", views.download, name="report-file"),
]
