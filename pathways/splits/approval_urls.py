"""Addresses of this room."""

from django.urls import URLPattern

app_name = "approvals"
urlpatterns: list[URLPattern] = []
