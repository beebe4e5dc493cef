"""Addresses of this room."""

from django.urls import URLPattern

app_name = "splits"
urlpatterns: list[URLPattern] = []
