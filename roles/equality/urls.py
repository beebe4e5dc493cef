"""Addresses of the figures, within those of applying."""

from django.urls import path, re_path

from roles.equality import views

urlpatterns = [
    path("", views.figures, name="figures"),
    re_path(r"^figures\.(?P<kind>xlsx|csv)$", views.download, name="figures_file"),
]
