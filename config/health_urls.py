"""Addresses that machines ask: no sign-in, no data."""

from django.urls import path

from config import health

app_name = "health"
urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
