"""Addresses of this room."""

from django.urls import path, re_path

from rewards.reports import pages, views

urlpatterns = [
    path("", views.reports, name="reports"),
    re_path(r"^report\.(?P<kind>xlsx|csv)$", views.download, name="report-file"),
    path("<slug:slug>/", pages.report, name="report"),
    path("<slug:slug>/people/", pages.behind, name="report-people"),
    re_path(r"^(?P<slug>[-a-z]+)/figures\.(?P<kind>xlsx|csv|pdf)$", pages.report_file, name="figures-file"),
    re_path(r"^(?P<slug>[-a-z]+)/people\.(?P<kind>xlsx|csv)$", pages.behind_file, name="people-file"),
]
