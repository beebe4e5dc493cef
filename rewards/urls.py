"""Addresses of this room."""

from django.urls import URLPattern

app_name = "rewards"
urlpatterns: list[URLPattern] = []
