"""Addresses of this room."""

from django.urls import path

from rewards.looks import views

urlpatterns = [
    path("", views.looks, name="looks"),
    path("looks.csv", views.download, name="looks-file"),
]
